import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { createNetwork } from '../../../src/engine/models/network.ts';
import { plainText } from '../../../src/ui/draw/rows.ts';
import { networkPanel } from '../../../src/ui/panels/network/network-panel.ts';
import { lecture } from '../../support/lecture.ts';
import { classes, wide, xor } from '../../support/networks.ts';
import { afterKeys } from '../../support/stepper.ts';

const downs = (count: number): readonly string[] => Array.from({ length: count }, () => 'down');

/** The text of the network panel, with `columns` × `rows` cells inside its border. */
function drawn(keys: readonly string[], columns: number, rows: number, experiment = lecture): string {
  const { view } = afterKeys(keys, experiment);
  return networkPanel.rows(view, { columns, rows }, networkPanel.words).map(plainText).join('\n');
}

describe.each([
  ['80×24', 36, 9],
  ['80×40', 36, 18],
  ['100×30', 46, 13],
  ['120×40', 56, 18],
  ['200×60', 96, 30],
  ['250×80', 121, 41],
])('the network panel on a screen of %s', (_, width, height) => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('names every weight while w%d is selected', (weight) => {
    const text = drawn(downs(weight - 1), width, height);
    const names = [...text.matchAll(/[▸◂•]?w\d/g)].map(([name]) => name.replace(/^[▸◂•]/, ''));
    expect(names.toSorted()).toEqual(['w1', 'w2', 'w3', 'w4', 'w5', 'w6', 'w7', 'w8']);
    expect(text).toContain(`▸w${weight}`);
  });
});

test('the weights on the paths from the selected weight to the error have the mark ◂', () => {
  expect(drawn([], 36, 9).match(/[▸◂]w\d/g)).toEqual(['▸w1', '◂w5', '◂w7']);
  expect(drawn(downs(4), 36, 9).match(/[▸◂]w\d/g)).toEqual(['▸w5']);
});

test('a bias that all units of a layer share has paths to the error through each of these units', () => {
  const sharedBias = { each: 'layer', trainable: true } as const;
  const network = createNetwork(2, [
    { units: 2, activation: 'sigmoid', bias: sharedBias },
    { units: 2, activation: 'sigmoid' },
  ]);
  const experiment = { ...lecture, network, initial: Float64Array.of(...lecture.initial, 0.1) };
  expect(drawn(downs(8), 36, 18, experiment).match(/◂w\d/g)?.toSorted()).toEqual(['◂w5', '◂w6', '◂w7', '◂w8']);
});

test('a layer that does not fit shows the unit of the selected weight, and how many units are left out', () => {
  const text = drawn(downs(5), 36, 9, wide);
  expect(text).toContain('i6');
  expect(text).toContain('⋮ 776 more');
  expect(text).toContain('⋮ 24 more');
});

test('if not all layers fit, the title names the drawn layers; otherwise it names the sample of the batch', () => {
  const title = (keys: readonly string[], experiment = xor): string =>
    networkPanel.title(afterKeys(keys, experiment).view, { columns: 36, rows: 9 }, networkPanel.words);
  expect(title([], classes)).toBe('network: inputs to layer 1 of 3');
  expect(title(['p', 'p', 'right'], classes)).toBe('network: layers 2 to 3 of 3');
  expect(title([])).toBe('network: sample 1');
  expect(title(Array.from({ length: 12 }, () => 'right'))).toBe('network: sample 2');
});

test('a row with names of wide characters is as wide as every other row', () => {
  const named = { ...lecture, inputNames: ['身長', '体重'], outputNames: ['猫', '犬'] };
  const text = drawn([], 56, 18, named);
  expect(text).toContain('身長');
  for (const row of text.split('\n')) expect(stringWidth(row), row).toBe(56);
});
