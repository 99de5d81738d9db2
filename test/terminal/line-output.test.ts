import { expect, test } from 'vitest';
import { createTeller } from '../../src/terminal/line-output.ts';

function tellerOf() {
  let written = '';
  const teller = createTeller(
    (text) => {
      written += text;
    },
    () => 20,
  );
  return { teller, written: () => written };
}

test('each line stands below the last, also where it is the same once more', () => {
  const { teller, written } = tellerOf();
  for (const line of ['one', 'one', 'two\nthree']) teller.say(line);
  expect(written()).toBe('one\r\none\r\ntwo\r\nthree');
});

test('a line that goes on is added to; one that lost its last character loses as many cells', () => {
  const { teller, written } = tellerOf();
  for (const line of ['find: ', 'find: w', 'find: w漢', 'find: w漢 ', 'find: w漢', 'find: w', 'find: '])
    teller.say(line);
  expect(written()).toBe('find: w漢 \b \b\b \b\b \b\b \b');
});

test('a line that loses what stands beyond the margin is said anew', () => {
  const { teller, written } = tellerOf();
  const line = 'x'.repeat(19);
  for (const next of [line, `${line}yz`, `${line}y`, line]) teller.say(next);
  expect(written()).toBe(`${line}yz\b \b\r\n${line}`);
});

test('what is said while nobody can hear it is said afterwards', () => {
  const { teller, written } = tellerOf();
  teller.say('one');
  teller.pause();
  teller.say('two');
  expect(written()).toBe('one');
  teller.repeat();
  expect(written()).toBe('one\r\ntwo');
});
