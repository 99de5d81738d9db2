import { describe, expect, test } from 'vitest';
import { modes } from '../../src/ui/modes/mode-table.ts';
import { actionFor } from '../../src/ui/modes/model-update.ts';
import { afterKeys } from '../support/stepper.ts';

describe.each(Object.values(modes))('in $name mode', ({ actions }) => {
  test('no key is bound twice', () => {
    const keys = actions.flatMap((action) => action.keys);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  test('Ctrl-C, Ctrl-L and Ctrl-Z quit, redraw and suspend', () => {
    const namesOf = (key: string) =>
      actions.filter(({ keys }) => keys.some((each) => each === key)).map(({ name }) => name);
    expect([namesOf('ctrl+c'), namesOf('ctrl+l'), namesOf('ctrl+z')]).toEqual([['quit'], ['redraw'], ['suspend']]);
  });
});

test('actions of the same name have the same words in all modes', () => {
  const actions = Object.values(modes).flatMap((mode) => mode.actions);
  for (const { name, words } of actions) {
    const namesakes = actions.filter((action) => action.name === name);
    expect(namesakes.every((action) => action.words === words)).toBe(true);
  }
});

test('no action is bound to a character that follows ESC in the sequence of an arrow key', () => {
  const { model } = afterKeys([]);
  expect(['[', 'O', 'A', 'B', 'C', 'D'].filter((key) => actionFor(model, key) !== undefined)).toEqual([]);
});

test('if nothing is open, Escape changes nothing and shows no message', () => {
  const { model } = afterKeys([]);
  expect(afterKeys(['escape']).model).toEqual(model);
});
