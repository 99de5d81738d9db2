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

  test('an arrow key in two packets is one key', () => {
    keyboard.receive(esc);
    vi.advanceTimersByTime(escapeTimeout - 1);
    keyboard.receive('[C');
    expect(received).toEqual(['right']);
  });

  test.each(['[C', 'OC'])('the tail %j after escapeTimeout still completes the key, after Escape', (late) => {
    keyboard.receive(esc);
    vi.advanceTimersByTime(escapeTimeout);
    expect(received).toEqual(['escape']);
    keyboard.receive(late);
    expect(received).toEqual(['escape', 'right']);
  });

  test.each([
    [`${esc}[`, '6~', ['pagedown']],
    [`${esc}[1;`, '5C', ['right']],
    [esc, '[?1;2c', ['escape']],
    [esc, '[<0;1;1m', ['escape']],
    [`${esc}[20`, `0~npe${esc}[201~`, [{ pasted: 'npe' }]],
  ])('after %j, the tail %j after escapeTimeout is not typed as text', (first, second, inputs) => {
    keyboard.receive(first);
    vi.advanceTimersByTime(escapeTimeout);
    keyboard.receive(`${second}x`);
    expect(received).toEqual([...inputs, 'x']);
  });

  test('keys after Alt and a bracket are lost only until escapeTimeout', () => {
    keyboard.receive(`${esc}]`);
    for (const key of 'jkjkjk') {
      vi.advanceTimersByTime(100);
      keyboard.receive(key);
    }
    expect(received.join('')).toBe('kjkjk');
  });

  test('keys after a string without an end are received', () => {
    keyboard.receive(`${esc}]0;`);
    vi.advanceTimersByTime(escapeTimeout);
    keyboard.receive('OK');
    expect(received).toEqual(['O', 'K']);
  });

  test('keys long after the start of a string are received', () => {
    keyboard.receive(`${esc}]`);
    vi.advanceTimersByTime(5000);
    keyboard.receive('npe');
    expect(received).toEqual(['n', 'p', 'e']);
  });

  test('a sequence without an end is neither a key nor text', () => {
    keyboard.receive(`${esc}[1;`);
    vi.advanceTimersByTime(2000);
    keyboard.receive('x');
    expect(received).toEqual(['x']);
  });

  test('Escape is a key, once and twice', () => {
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
