import type { Key } from 'ink';
import { expect, test } from 'vitest';
import { keysOf } from '../../src/terminal/keys.ts';

const none: Key = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageDown: false,
  pageUp: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  ctrl: false,
  shift: false,
  tab: false,
  backspace: false,
  delete: false,
  meta: false,
  super: false,
  hyper: false,
  capsLock: false,
  numLock: false,
};

const pressed: readonly (readonly [input: string, key: Partial<Key>, names: readonly string[]])[] = [
  ['', { rightArrow: true }, ['right']],
  ['', { pageDown: true }, ['pagedown']],
  ['\r', { return: true }, ['return']],
  ['', { delete: true }, ['backspace']],
  ['', { tab: true }, ['tab']],
  ['', { tab: true, shift: true }, ['shift+tab']],
  ['c', { ctrl: true }, ['ctrl+c']],
  ['nnn', {}, ['n', 'n', 'n']],
  ['g10\r', {}, ['g', '1', '0', 'return']],
  ['l\tz', {}, ['l', 'tab', 'z']],
  ['\u007f', {}, ['backspace']],
  ['a\u0000\u001cb', {}, ['a', 'b']],
  ['s\u0015x', {}, ['s', 'ctrl+u', 'x']],
  ['x', { meta: true }, []],
  ['', { home: true }, []],
];

test.each(pressed)('%j with %j is %j', (input, key, names) => {
  expect(keysOf(input, { ...none, ...key })).toEqual(names);
});
