import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Input } from '../../src/terminal/key-decoder.ts';
import { createKeyboard, escapeTimeout } from '../../src/terminal/keyboard.ts';

const esc = '\u001B';

describe('over a slow connection', () => {
  const received: Input[] = [];
  const keyboard = createKeyboard((inputs) => received.push(...inputs));

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    received.length = 0;
    keyboard.reset();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('an arrow key in two packets is one key if the second packet comes within escapeTimeout', () => {
    keyboard.receive(esc);
    vi.advanceTimersByTime(escapeTimeout - 1);
    keyboard.receive('[C');
    expect(received).toEqual(['right']);
  });

  test.each(['[C', 'OC'])(
    'an arrow key whose end %j comes after escapeTimeout is received as Escape and then as the arrow key',
    (end) => {
      keyboard.receive(esc);
      vi.advanceTimersByTime(escapeTimeout);
      expect(received).toEqual(['escape']);
      keyboard.receive(end);
      expect(received).toEqual(['escape', 'right']);
    },
  );

  test.each([
    [`${esc}[`, '6~', ['pagedown']],
    [`${esc}[1;`, '5C', ['right']],
    [esc, '[?1;2c', ['escape']],
    [esc, '[<0;1;1m', ['escape']],
    [`${esc}]11;rgb:`, 'quit/q\u0007', []],
    [`${esc}P1$r`, `qqq${esc}\\`, []],
    [`${esc}[20`, `0~npe${esc}[201~`, [{ pasted: 'npe' }]],
  ])(
    'after a sequence that starts with %j, an end %j that comes after escapeTimeout is not received as text',
    (first, second, inputs) => {
      keyboard.receive(first);
      vi.advanceTimersByTime(escapeTimeout);
      keyboard.receive(`${second}x`);
      expect(received).toEqual([...inputs, 'x']);
    },
  );

  test('of the keys typed after Alt-], only those within escapeTimeout are dropped', () => {
    keyboard.receive(`${esc}]`);
    for (const key of 'jkjkjk') {
      vi.advanceTimersByTime(100);
      keyboard.receive(key);
    }
    expect(received.join('')).toBe('kjkjk');
  });

  test('keys typed escapeTimeout after an unfinished control string are received', () => {
    keyboard.receive(`${esc}]0;`);
    vi.advanceTimersByTime(escapeTimeout);
    keyboard.receive('OK');
    expect(received).toEqual(['O', 'K']);
  });

  test('keys typed 5 s after the start of a control string are received', () => {
    keyboard.receive(`${esc}]`);
    vi.advanceTimersByTime(5000);
    keyboard.receive('npe');
    expect(received).toEqual(['n', 'p', 'e']);
  });

  test('an unfinished control sequence is neither a key nor text', () => {
    keyboard.receive(`${esc}[1;`);
    vi.advanceTimersByTime(2000);
    keyboard.receive('x');
    expect(received).toEqual(['x']);
  });

  test('Escape is received once for one press, and twice for two presses that arrive together', () => {
    keyboard.receive(esc);
    vi.advanceTimersByTime(escapeTimeout);
    keyboard.receive(esc + esc);
    vi.advanceTimersByTime(escapeTimeout);
    expect(received).toEqual(['escape', 'escape', 'escape']);
  });

  test('a paste has no timeout', () => {
    keyboard.receive(`${esc}[200~a b`);
    vi.advanceTimersByTime(60_000);
    keyboard.receive(`q${esc}[20`);
    vi.advanceTimersByTime(60_000);
    keyboard.receive('1~x');
    expect(received).toEqual([{ pasted: 'a bq' }, 'x']);
  });
});
