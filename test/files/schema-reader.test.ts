import { describe, expect, it } from 'vitest';
import { parseNetwork } from '../../src/files/network-file.ts';
import { changed } from './lecture-file.ts';

/** More mistakes than zod can list: about 100,000 overflow its stack. */
const many = 200_000;

const namesWithMistakesFrom = (index: number) =>
  changed('inputNames', [...Array(index).fill('a'), ...Array(many).fill(1)]);

describe('of very many mistakes, the first is reported:', () => {
  it.each([
    ['numbers', changed('layers[0].weights[0]', Array(many).fill('x')), 'layers[0].weights[0][0]: found "x"'],
    ['rows', changed('layers[0].weights', Array(many).fill('x')), 'layers[0].weights[0]: found "x"'],
    ['samples', changed('samples', Array(many).fill('x')), 'samples[0]: found "x"'],
    ['names, the first wrong one at index 999', namesWithMistakesFrom(999), 'inputNames[999]: found 1'],
  ])('%s', (_list, data, message) => {
    expect(() => parseNetwork(data, 'net.json')).toThrow(`net.json: ${message}, expected`);
  });
});

it('mistakes behind the first 1000 items of a list are not looked for if they are too many to list', () => {
  expect(() => parseNetwork(namesWithMistakesFrom(1000), 'net.json')).toThrow(
    'net.json: found more mistakes than can be listed',
  );
});
