import { describe, expect, test } from 'vitest';
import { nearest } from '../../src/files/nearest-name.ts';

const names = ['units', 'activation', 'weights', 'bias', 'elu', 'relu', 'gelu', 'leaky-relu'];

describe('nearest', () => {
  test.each([
    ['unit', 'units'],
    ['activaton', 'activation'],
    ['acitvation', 'activation'],
    ['Weights', 'weights'],
    ['leaky_relu', 'leaky-relu'],
    ['leakyReLU', 'leaky-relu'],
    ['reluu', 'relu'],
    ['rleu', 'relu'],
    ['eluu', 'elu'],
  ])('returns for the text %j the name %j', (text, name) => {
    expect(nearest(text, names)).toBe(name);
  });

  test.each(['', 'x', 'learningRate', 'momentum', 'boos', 'bisque', 'w'.repeat(1000)])(
    'returns no name for the text %j, because every name differs too much',
    (text) => {
      expect(nearest(text, names)).toBeUndefined();
    },
  );

  test('returns no name if the list of names is empty', () => {
    expect(nearest('units', [])).toBeUndefined();
  });
});
