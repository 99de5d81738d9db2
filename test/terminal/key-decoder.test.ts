import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decode, type Input } from '../../src/terminal/key-decoder.ts';

const keys: readonly (readonly [text: string, inputs: readonly Input[]])[] = [
  ['nnn', ['n', 'n', 'n']],
  ['g10\r', ['g', '1', '0', 'return']],
  ['l\tz\n', ['l', 'tab', 'z', 'return']],
  ['\u007f\b', ['backspace', 'backspace']],
  ['s\u0015x\u0003', ['s', 'ctrl+u', 'x', 'ctrl+c']],
  ['\u001c', ['ctrl+\\']],
  ['∂誤', ['∂', '誤']],
  ['\u001B[C\u001B[D\u001B[A\u001B[B', ['right', 'left', 'up', 'down']],
  ['\u001BOC\u001BOA', ['right', 'up']],
  ['\u001B[Z\u001B[5~\u001B[6~\u001B[3~', ['shift+tab', 'pageup', 'pagedown', 'backspace']],
  ['\u001B[1;5C\u001B[1;2A\u001B[5;3~', ['right', 'up', 'pageup']],
  ['\u001B\u001B[C', ['right']],
  ['\u001B[3\u001B[C', ['right']],
  ['\u001B\u001B\u001B[C', ['escape', 'right']],
  ['\u001Bq\u001B\u0003\u001B\r', ['escape', 'q', 'escape', 'ctrl+c', 'escape', 'return']],
  ['\u001B\u001Bq', ['escape', 'escape', 'q']],
  ['\u001B誤', ['escape', '誤']],
  ['\u001BPnnn\u001BPnnn\u001B\\x', ['x']],
  ['\u001B]nnn\u0003', ['n', 'n', 'n', 'ctrl+c']],
];

test.each(keys)('the text %j decodes to the inputs %j', (text, inputs) => {
  expect(decode(text, false)).toEqual({ inputs, rest: '' });
});

/** Texts from a terminal that are not a key of the program. */
const ignored: readonly (readonly [name: string, text: string])[] = [
  ['NUL', '\u0000'],
  ['other C0 control characters', '\u001d\u001e\u001f'],
  ['C1 control characters', '\u0085\u009b'],
  ['the replacement of bytes that are not UTF-8', '\ufffd'],
  ['F1', '\u001BOP'],
  ['F1 of the Linux console', '\u001B[[A'],
  ['F5', '\u001B[15~'],
  ['three forms of Home', '\u001B[H\u001B[1~\u001BOH'],
  ['the end of a string whose start was lost', '\u001B\\'],
  ['a focus event', '\u001B[I'],
  ['a report of the cursor position', '\u001B[12;40R'],
  ['reports of device attributes', '\u001B[?62;c\u001B[>41;354;0c'],
  ['a mouse report', '\u001B[<0;81;12M'],
  ['a mouse report in the old encoding', '\u001B[M qq'],
  ['a report of a colour that ends in BEL', '\u001B]11;rgb:0000/qqqq/0000\u0007'],
  ['a report of a colour that ends in ESC \\', '\u001B]11;rgb:0000/qqqq/0000\u001B\\'],
  ['a device control string', '\u001BP1+r71\u001B\\'],
  ['a key of the kitty protocol', '\u001B[113u'],
];

test.each(ignored)('the decoder ignores %s', (_, text) => {
  expect(decode(`${text}x`, false).inputs).toEqual(['x']);
});

test('text in pieces of 1 to 6 characters decodes to the same keys as the whole text', () => {
  const all = keys.map(([text]) => text).join('');
  const whole = decode(all, false).inputs;
  for (let size = 1; size <= 6; size++) {
    const inputs: Input[] = [];
    let rest = '';
    for (let start = 0; start < all.length; start += size) {
      const decoded = decode(rest + all.slice(start, start + size), false);
      inputs.push(...decoded.inputs);
      rest = decoded.rest;
    }
    expect(inputs).toEqual(whole);
  }
});

test('of an unfinished string of a megabyte, little is kept, and the key after its end is decoded', () => {
  let rest = '\u001B]';
  for (let piece = 0; piece < 1000; piece++) rest = decode(rest + 'q'.repeat(1000), false).rest;
  expect(rest.length).toBeLessThan(20_000);
  rest = decode(`${rest}\u001B`, false).rest;
  expect(decode(`${rest}\\x`, false)).toEqual({ inputs: ['x'], rest: '' });
});

test('after 200,000 bytes of an executable file and Ctrl-C, the next key is decoded', () => {
  const text = readFileSync(process.execPath).subarray(0, 200_000).toString('utf8');
  const { rest } = decode(text, false);
  expect(decode(`${decode(rest, true).rest}\u0003x`, true).inputs.at(-1)).toBe('x');
});

describe('a paste', () => {
  test('is one input that contains its control characters', () => {
    const text = 'quit\r\u001B[C';
    expect(decode(`a\u001B[200~${text}\u001B[201~b`, false).inputs).toEqual(['a', { pasted: text }, 'b']);
  });

  test('is cut after 10,000 characters', () => {
    const { inputs } = decode(`\u001B[200~${'x'.repeat(1_000_000)}\u001B[201~y`, false);
    expect(inputs).toEqual([{ pasted: expect.stringMatching(/^x{10000}$/) }, 'y']);
  });

  test('ends at its end sequence, wherever the sequence is cut into two pieces', () => {
    const [head, end] = [`\u001B[200~${'x'.repeat(20_000)}`, '\u001B[201~'];
    for (let cut = 0; cut <= end.length; cut++) {
      const { rest } = decode(head + end.slice(0, cut), false);
      expect(decode(`${rest}${end.slice(cut)}y`, false).inputs.at(-1), `${cut} characters`).toBe('y');
    }
  });

  test('ends at Ctrl-C if its end sequence never comes', () => {
    expect(decode('\u001B[200~abc\u0003', false).inputs).toEqual([{ pasted: 'abc' }, 'ctrl+c']);
  });
});
