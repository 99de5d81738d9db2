import { expect, test } from 'vitest';
import { parseNetwork } from '../../src/files/network-file.ts';
import { lectureWith } from './lecture-file.ts';

/** More mistakes than zod can list: about 100,000 overflow its stack. */
const many = 200_000;

const namesWithMistakesFrom = (index: number) =>
  lectureWith('inputNames', [...Array(index).fill('a'), ...Array(many).fill(1)]);

test.each([
  [
    'a row of weights',
    lectureWith('layers[0].weights[0]', Array(many).fill('x')),
    'layers[0].weights[0][0]: found "x"',
  ],
  ['the rows of weights', lectureWith('layers[0].weights', Array(many).fill('x')), 'layers[0].weights[0]: found "x"'],
  ['the samples', lectureWith('samples', Array(many).fill('x')), 'samples[0]: found "x"'],
  ['the input names from index 999 on', namesWithMistakesFrom(999), 'inputNames[999]: found 1'],
])('of very many mistakes in %s, parseNetwork reports the first', (_list, data, message) => {
  expect(() => parseNetwork(data, 'net.json')).toThrow(`net.json: ${message}, expected`);
});

test('if very many mistakes begin after item 1000 of a list, parseNetwork only reports that there are too many', () => {
  expect(() => parseNetwork(namesWithMistakesFrom(1000), 'net.json')).toThrow(
    'net.json: found more mistakes than can be listed',
  );
});
