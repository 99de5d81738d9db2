import { describe, expect, test } from 'vitest';
import type { Row } from '../../../src/ui/draw/rows.ts';
import { networkPanel } from '../../../src/ui/panels/network/network-panel.ts';
import { lecture } from '../../support/lecture.ts';
import { classes, wide, xor } from '../../support/networks.ts';
import { afterKeys } from '../../support/stepper.ts';

const downs = (count: number): readonly string[] => Array.from({ length: count }, () => 'down');

/** The network panel as text, in the inner size that it has on a screen of the usual sizes. */
function drawn(keys: readonly string[], columns: number, rows: number, experiment = lecture): string {
  const { view } = afterKeys(keys, experiment);
  return networkPanel.rows(view, { columns, rows }, networkPanel.words).map(textOfRow).join('\n');
}

function textOfRow(row: Row): string {
  return row.map(({ text }) => text).join('');
}

describe.each([
  ['80×24', 36, 9],
  ['80×40', 36, 18],
  ['100×30', 46, 13],
  ['120×40', 56, 18],
  ['200×60', 96, 30],
  ['250×80', 121, 41],
])('at %s', (_, width, height) => {
  test.each(downs(8).map((_key, weight) => weight))('every weight is named, whichever is selected: %d', (weight) => {
    const text = drawn(downs(weight), width, height);
    const names = [...text.matchAll(/[▸◂•]?w\d/g)].map(([name]) => name.replace(/^[▸◂•]/, ''));
    expect(names.toSorted()).toEqual(['w1', 'w2', 'w3', 'w4', 'w5', 'w6', 'w7', 'w8']);
    expect(text).toContain(`▸w${weight + 1}`);
  });
});

test('the paths from the selected weight to the error are marked', () => {
  expect(drawn([], 36, 9).match(/[▸◂]w\d/g)).toEqual(['▸w1', '◂w5', '◂w7']);
  expect(drawn(downs(4), 36, 9).match(/[▸◂]w\d/g)).toEqual(['▸w5']);
});

test('of a large layer the units around the selected one are shown, and how many are not', () => {
  const text = drawn(downs(5), 36, 9, wide);
  expect(text).toContain('i6');
  expect(text).toContain('⋮ 776 more');
  expect(text).toContain('⋮ 24 more');
});

test('the title says what of a network is shown', () => {
  const title = (keys: readonly string[], experiment = xor): string =>
    networkPanel.title(afterKeys(keys, experiment).view, { columns: 36, rows: 9 }, networkPanel.words);
  expect(title([], classes)).toBe('network: inputs to layer 1 of 3');
  expect(title(['p', 'p', 'right'], classes)).toBe('network: layers 2 to 3 of 3');
  expect(title([])).toBe('network: sample 1');
  expect(title(Array.from({ length: 12 }, () => 'right'))).toBe('network: sample 2');
});
