import { expect, test } from 'vitest';
import { actionFor } from '../../src/ui/actions/key-dispatch.ts';
import { keymap } from '../../src/ui/actions/keymap.ts';
import { modelAfter } from '../support/stepper.ts';

test('no key is bound twice', () => {
  const keys = keymap.flatMap((binding) => binding.keys);
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});

test('what a slow line may make of a split arrow is unbound', () => {
  expect(['[', 'O', 'A', 'B', 'C', 'D'].filter((key) => actionFor(modelAfter([]), key) !== undefined)).toEqual([]);
});

test('Escape at rest does nothing', () => {
  expect(actionFor(modelAfter([]), 'escape')).toBeUndefined();
});
