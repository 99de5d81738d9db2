import { expect, test } from 'vitest';
import { createLineOutput } from '../../src/terminal/line-output.ts';

function outputOn20Columns() {
  let written = '';
  const output = createLineOutput(
    (text) => {
      written += text;
    },
    () => 20,
  );
  return { output, written: () => written };
}

test('each line is written below the previous line, even if both are the same', () => {
  const { output, written } = outputOn20Columns();
  for (const line of ['one', 'one', 'two\nthree']) output.announce(line);
  expect(written()).toBe('one\r\none\r\ntwo\r\nthree');
});

test('while a line is typed, only the added characters are written, and only the removed last character is erased', () => {
  const { output, written } = outputOn20Columns();
  for (const line of ['find: ', 'find: w', 'find: w漢', 'find: w漢 ', 'find: w漢', 'find: w', 'find: '])
    output.announce(line);
  expect(written()).toBe('find: w漢 \b \b\b \b\b \b\b \b');
});

test('a wrapped line is written again if the removed character is on the row above the cursor', () => {
  const { output, written } = outputOn20Columns();
  const line = 'x'.repeat(19);
  for (const next of [line, `${line}yz`, `${line}y`, line]) output.announce(next);
  expect(written()).toBe(`${line}yz\b \b\r\n${line}`);
});

test('a line that is announced during a pause is written when the pause ends', () => {
  const { output, written } = outputOn20Columns();
  output.announce('one');
  output.pause();
  output.announce('two');
  expect(written()).toBe('one');
  output.writeLatest();
  expect(written()).toBe('one\r\ntwo');
});
