import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/files/nearest-name.ts';

const names = ['units', 'activation', 'weights', 'bias', 'elu', 'relu', 'gelu', 'leaky-relu'];

describe('nearest', () => {
  it.each([
    ['unit', 'units'],
    ['activaton', 'activation'],
    ['acitvation', 'activation'],
    ['Weights', 'weights'],
    ['leaky_relu', 'leaky-relu'],
    ['leakyReLU', 'leaky-relu'],
    ['reluu', 'relu'],
    ['eluu', 'elu'],
  ])('finds the name nearest to %s: %s', (text, name) => {
    expect(nearest(text, names)).toBe(name);
  });

  it.each(['', 'x', 'learningRate', 'momentum', 'boos', 'bisque', 'w'.repeat(1000)])(
    'finds no name near %j',
    (text) => {
      expect(nearest(text, names)).toBeUndefined();
    },
  );

  it('finds nothing among no names', () => {
    expect(nearest('units', [])).toBeUndefined();
  });
});
