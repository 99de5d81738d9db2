import { expect, test } from 'vitest';
import { askAll } from '../../src/commands/practice-questions.ts';
import { readUpdate } from '../../src/engine/pass/update-values.ts';
import { quantityNamed } from '../../src/engine/steps/name-parser.ts';
import { initialState } from '../../src/engine/training/training-state.ts';
import { unicode } from '../../src/notation/glyphs.ts';
import { lecture } from '../support/lecture.ts';

/** Asks for quantities of the lecture and answers with `lines`, as if the learner had typed them. */
async function practice(names: readonly string[], lines: readonly string[]) {
  const values = readUpdate(lecture, 1, initialState(lecture));
  const quantities = names.flatMap((name) => quantityNamed(values.update, name) ?? []);
  expect(quantities).toHaveLength(names.length);
  const printed: string[] = [];
  const unread = [...lines];
  const session = await askAll(values, quantities, {
    glyphs: unicode,
    say: async (text) => {
      printed.push(text);
    },
    readLine: async () => unread.shift(),
  });
  return { printed, tally: session.tally };
}

test('a right answer leads to the next question', async () => {
  const { printed, tally } = await practice(['net_h1', 'net_h2'], ['0.0275', '0.0425']);
  expect(printed).toEqual([
    'net_h1 = ?   to 4 digits',
    expect.stringMatching(/^0\.0275: right/),
    'net_h2 = ?   to 4 digits',
    expect.stringMatching(/^0\.0425: right/),
  ]);
  expect(tally).toEqual({ asked: 2, right: 2, atFirstTry: 2 });
});

test('the learner can answer a question again until the answer is right', async () => {
  const { printed, tally } = await practice(['dE_total/dw2'], ['-0.000247', 'nothing', '0.000247', '1']);
  expect(printed.slice(1)).toEqual([
    expect.stringMatching(/^Not -0\.000247\. Look at the direction/),
    expect.stringMatching(/^nothing: /),
    expect.stringMatching(/^0\.000247: right/),
  ]);
  expect(tally).toEqual({ asked: 1, right: 1, atFirstTry: 0 });
});

test('? gives four hints, and the last hint is the answer', async () => {
  const { printed, tally } = await practice(['net_h1', 'net_h2'], ['?', '?', '?', '?']);
  expect(printed.slice(1, 5)).toEqual([
    expect.stringMatching(/^hint 1\/4: .*\?$/),
    'hint 2/4: = i1·w1 + i2·w2',
    'hint 3/4: = 0.0500 × 0.1500 + 0.1000 × 0.2000',
    'hint 4/4: net_h1 = 0.02750',
  ]);
  expect(printed[5]).toMatch(/^net_h2 = \?/);
  expect(tally).toEqual({ asked: 1, right: 0, atFirstTry: 0 });
});

test('an empty line skips a question, and the skipped question counts only after a wrong answer or a hint', async () => {
  expect((await practice(['net_h1', 'net_h2'], ['', ''])).tally.asked).toBe(0);
  expect((await practice(['net_h1', 'net_h2'], ['0.5555', '', ''])).tally).toEqual({
    asked: 1,
    right: 0,
    atFirstTry: 0,
  });
  expect((await practice(['net_h1', 'net_h2'], ['?', '', ''])).tally).toEqual({ asked: 1, right: 0, atFirstTry: 0 });
});

test('an answer that follows from an earlier wrong answer is right', async () => {
  const { printed, tally } = await practice(['net_h1', 'out_h1'], ['0.5000', '', '0.6225']);
  expect(printed.at(-1)).toMatch(/^0\.6225: right\. It follows from your own earlier answer\.$/);
  expect(tally).toEqual({ asked: 2, right: 1, atFirstTry: 1 });
});

test('practice ends after the last line of the learner', async () => {
  const { printed, tally } = await practice(['net_h1', 'net_h2', 'out_h1'], ['0.0275']);
  expect(printed.map((text) => text.split(' ')[0])).toEqual(['net_h1', '0.0275:', 'net_h2']);
  expect(tally.asked).toBe(1);
});

test("a wrong answer in the learner's last line counts, and practice ends", async () => {
  const { printed, tally } = await practice(['net_h1', 'net_h2'], ['0.5555']);
  expect(printed.map((text) => text.split(' ')[0])).toEqual(['net_h1', 'Not']);
  expect(tally).toEqual({ asked: 1, right: 0, atFirstTry: 0 });
});

test('the reply quotes at most 60 characters of an answer, without control characters', async () => {
  const { printed } = await practice(['net_h1'], [`\u001b${'x'.repeat(100)}`]);
  expect(printed[1]).toMatch(/^\ufffdx{59}…: /);
});
