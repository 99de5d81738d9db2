import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { decode, type Input } from '../../src/terminal/key-decoder.ts';
import { createKeyboard, patience } from '../../src/terminal/keyboard.ts';

const esc = '\u001B';

const typed: readonly (readonly [text: string, inputs: readonly Input[]])[] = [
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
  ['\u001BPnnn\u001BPnnn\u001B\\x', ['x']],
  ['\u001B]nnn\u0003', ['n', 'n', 'n', 'ctrl+c']],
];

test.each(typed)('%j is %j', (text, inputs) => {
  expect(decode(text, false)).toEqual({ inputs, rest: '' });
});

const unknown: readonly string[] = [
  'NUL \u0000',
  'other control characters \u001d\u001e\u001f',
  'C1 controls \u0085\u009b',
  'bytes that are no UTF-8 \ufffd',
  'F1 \u001BOP',
  'F1 of the console \u001B[[A',
  'F5 \u001B[15~',
  'Home \u001B[H\u001B[1~\u001BOH',
  'Alt-q \u001Bq',
  'a focus event \u001B[I',
  'a cursor position \u001B[12;40R',
  'device attributes \u001B[?62;c\u001B[>41;354;0c',
  'a mouse report \u001B[<0;81;12M',
  'an old mouse report \u001B[M qq',
  'a colour \u001B]11;rgb:0000/qqqq/0000\u0007',
  'a colour, ended otherwise \u001B]11;rgb:0000/qqqq/0000\u001B\\',
  'a device control string \u001BP1+r71\u001B\\',
  'a key of the kitty protocol \u001B[113u',
];

test.each(unknown)('%j is no key', (text) => {
  const sent = text.slice(text.search(/[^ -~]/));
  expect(decode(`${sent}x`, false).inputs).toEqual(['x']);
});

test('keys are the same, whatever the pieces they come in', () => {
  const all = typed.map(([text]) => text).join('');
  const whole = decode(all, false).inputs;
  for (let size = 1; size < 7; size++) {
    const heard: Input[] = [];
    let rest = '';
    for (let at = 0; at < all.length; at += size) {
      const decoded = decode(rest + all.slice(at, at + size), false);
      heard.push(...decoded.inputs);
      rest = decoded.rest;
    }
    expect(heard).toEqual(whole);
  }
});

test('nothing that comes breaks it, and a plain key after it is heard', () => {
  const bytes = readFileSync(process.execPath).subarray(0, 200_000).toString('utf8');
  const { rest } = decode(bytes, false);
  expect(decode(`${decode(rest, true).rest}\u0003\u0003x`, true).inputs.at(-1)).toBe('x');
});

describe('pasted text', () => {
  test('is one input, whatever is in it', () => {
    const text = 'quit\r\u001B[C';
    expect(decode(`a\u001B[200~${text}\u001B[201~b`, false).inputs).toEqual(['a', { pasted: text }, 'b']);
  });

  test('may be long, and is cut', () => {
    const { inputs } = decode(`\u001B[200~${'x'.repeat(1_000_000)}\u001B[201~y`, false);
    expect(inputs).toEqual([{ pasted: expect.stringMatching(/^x{10000}$/) }, 'y']);
  });

  test('does not keep Ctrl-C from being heard, even if its end never comes', () => {
    expect(decode('\u001B[200~abc\u0003', false).inputs).toEqual([{ pasted: 'abc' }, 'ctrl+c']);
  });
});

describe('over a slow line', () => {
  const heard: Input[] = [];
  const keyboard = createKeyboard((inputs) => heard.push(...inputs));

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    heard.length = 0;
    keyboard.reset();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('a sequence in two packets is one key', () => {
    keyboard.receive(esc);
    vi.advanceTimersByTime(patience - 1);
    keyboard.receive('[C');
    expect(heard).toEqual(['right']);
  });

  test.each(['[C', 'OC'])('%j that comes too late is still the key, after Escape', (late) => {
    keyboard.receive(esc);
    vi.advanceTimersByTime(patience);
    expect(heard).toEqual(['escape']);
    keyboard.receive(late);
    expect(heard).toEqual(['escape', 'right']);
  });

  test.each([
    [`${esc}[`, '6~', ['pagedown']],
    [`${esc}[1;`, '5C', ['right']],
    [esc, '[?1;2c', ['escape']],
    [esc, '[<0;1;1m', ['escape']],
    [`${esc}[20`, `0~npe${esc}[201~`, [{ pasted: 'npe' }]],
  ])('%j and, too late, %j do nothing else', (first, second, inputs) => {
    keyboard.receive(first);
    vi.advanceTimersByTime(patience);
    keyboard.receive(`${second}x`);
    expect(heard).toEqual([...inputs, 'x']);
  });

  test('keys after Alt and a bracket are lost for a moment only', () => {
    keyboard.receive(`${esc}]`);
    for (const key of 'jkjkjk') {
      vi.advanceTimersByTime(100);
      keyboard.receive(key);
    }
    expect(heard.join('')).toBe('kjkjk');
  });

  test('a key that follows a string which never ended is heard', () => {
    keyboard.receive(`${esc}]0;`);
    vi.advanceTimersByTime(patience);
    keyboard.receive('OK');
    expect(heard).toEqual(['O', 'K']);
  });

  test('what is typed later is no part of it', () => {
    keyboard.receive(`${esc}]`);
    vi.advanceTimersByTime(5000);
    keyboard.receive('npe');
    expect(heard).toEqual(['n', 'p', 'e']);
  });

  test('a sequence that never ends is no key, and no text', () => {
    keyboard.receive(`${esc}[1;`);
    vi.advanceTimersByTime(2000);
    keyboard.receive('x');
    expect(heard).toEqual(['x']);
  });

  test('Escape is heard by itself, and twice', () => {
    keyboard.receive(esc);
    vi.advanceTimersByTime(patience);
    keyboard.receive(esc + esc);
    vi.advanceTimersByTime(patience);
    expect(heard).toEqual(['escape', 'escape', 'escape']);
  });

  test('a paste may take its time', () => {
    keyboard.receive(`${esc}[200~a b`);
    vi.advanceTimersByTime(60_000);
    keyboard.receive(`q${esc}[20`);
    vi.advanceTimersByTime(60_000);
    keyboard.receive('1~x');
    expect(heard).toEqual([{ pasted: 'a bq' }, 'x']);
  });
});
