import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/files/nearest-name.ts';

const names = ['units', 'activation', 'weights', 'bias', 'elu', 'relu', 'gelu', 'leaky-relu'];

describe('the nearest name', () => {
  it.each([
    ['unit', 'units'],
    ['activaton', 'activation'],
    ['acitvation', 'activation'],
    ['Weights', 'weights'],
    ['leaky_relu', 'leaky-relu'],
    ['leakyReLU', 'leaky-relu'],
    ['reluu', 'relu'],
    ['eluu', 'elu'],
  ])('to %s is %s', (text, name) => {
    expect(nearest(text, names)).toBe(name);
  });

  it.each(['', 'x', 'learningRate', 'momentum', 'boos', 'bisque', 'w'.repeat(1000)])('to %j is none', (text) => {
    expect(nearest(text, names)).toBeUndefined();
  });

  it('of no names is none', () => {
    expect(nearest('units', [])).toBeUndefined();
  });
});
