import { expect, test } from 'vitest';
import { createTeller } from '../../src/terminal/teller.ts';

test('each frame is a line below the last; one that goes on is added to it, one that lost its end is shortened', () => {
  let written = '';
  const teller = createTeller((text) => {
    written += text;
  });
  for (const frame of ['one', 'one', 'find: ', 'find: w', 'find: w1', 'find: w', 'two\nthree']) teller.show(frame);
  expect(written).toBe('one\r\nfind: w1\b \b\r\ntwo\r\nthree');
});
