import { describe, expect, test, vi } from 'vitest';
import { createCommandLine } from '../src/commands/command-line.ts';
import { parsePositiveNumber, parseWholeNumber } from '../src/commands/option-parsers.ts';
import { quantityHint } from '../src/commands/quantity-hint.ts';
import { quantityNamed } from '../src/engine/steps/name-parser.ts';
import { updateAt } from '../src/engine/training/update.ts';
import { parseJson } from '../src/files/json-reader.ts';
import { keyHint } from '../src/files/key-hint.ts';
import { vocabularyHint } from '../src/files/name-hint.ts';
import { nameHint } from '../src/files/nearest-name.ts';
import { printable, quote } from '../src/files/quoting.ts';
import { parseTable } from '../src/files/sample-table.ts';
import { readAnswer } from '../src/notation/answer-reader.ts';
import { parseChange } from '../src/ui/state/change-parser.ts';
import { lecture } from './support/lecture.ts';
import { afterKeys } from './support/stepper.ts';

const { model } = afterKeys(['right']);
const update = updateAt(lecture, 1);
const columns = { inputs: 2, outputs: 2, classes: ['cat', 'dog'] };

/** The functions that read a text which a person typed or which comes from a file. */
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  'an answer': readAnswer,
  'a change': (text) => parseChange(model, text),
  'a change of w1': (text) => parseChange(model, `w1 = ${text}`),
  "a quantity's name": (text) => quantityNamed(update, text),
  'a hint about a quantity': (text) => quantityHint(update, text),
  'a hint about an activation': (text) => vocabularyHint(text, ['relu', 'softplus'], 'activation'),
  'a hint about a key': (text) => keyHint(text, ['layers', 'loss'], {}),
  'a hint about a class': (text) => nameHint(text, ['cat', 'dog']),
  'a CSV file': (text) => parseTable(text, 'data.csv', columns),
  'a cell of a CSV file': (text) => parseTable(`1,${text},3,4\n`, 'data.csv', columns),
  JSON: (text) => parseJson(text, 'net.json'),
  'a text in JSON': (text) => parseJson(`{"a": "${text}"}`, 'net.json'),
  'a number of an option': (text) => [parsePositiveNumber, parseWholeNumber].map((parse) => attempt(() => parse(text))),
  'a message about an option': (text) => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const error = attempt(() => createCommandLine().error(text));
    write.mockRestore();
    return error;
  },
  'a text for a message': (text) => [quote(text), printable(text)],
};

/** Texts of about `length` characters that take time squared, or more, with a careless pattern. */
const texts: Readonly<Record<string, (length: number) => string>> = {
  'digits and a letter': (length) => `${'1'.repeat(length)}x`,
  'zeros of a fraction and a digit': (length) => `.${'0'.repeat(length)}1`,
  'zeros at the end and a letter': (length) => `1.${'0'.repeat(length)}x`,
  exponents: (length) => '1e'.repeat(length / 2),
  'blanks between two words': (length) => `a${' '.repeat(length)}b`,
  'blanks after a digit': (length) => `1${' '.repeat(length)}x`,
  'digits and blanks': (length) => '1 '.repeat(length / 2),
  'line breaks': (length) => `a${' \n'.repeat(length / 2)}b`,
  'open parentheses': (length) => '('.repeat(length),
  'numbers and parentheses': (length) => '2(3)'.repeat(length / 4),
  'a sum': (length) => `${'1+'.repeat(length / 2)}1`,
  'a power of powers': (length) => `${'2^'.repeat(length / 2)}2`,
  signs: (length) => '-'.repeat(length),
  squares: (length) => '2²'.repeat(length / 2),
  samples: (length) => '@1'.repeat(length / 2),
  'the name of a weight': (length) => `w${'1'.repeat(length)}`,
  'the name of a derivative': (length) => `dE_${'d'.repeat(length)}/d`,
  slashes: (length) => 'd/'.repeat(length / 2),
  'equals signs': (length) => ' = '.repeat(length / 3),
  quotes: (length) => '"'.repeat(length),
  backslashes: (length) => '\\'.repeat(length),
  commas: (length) => ','.repeat(length),
  'objects in objects': (length) => '{"a":'.repeat(length / 5),
  keys: (length) => `{${'"a":1,'.repeat(length / 6)}"b":1}`,
};

const shortLength = 5000;
const factor = 20;
/** If a time grows with the length, the long text takes 20 times as long. If it grows with the square, 400 times. */
const maxRatio = 120;
/** Shorter times are not compared, because the clock and other programs would decide. In milliseconds. */
const shortestTime = 2;

describe.each(Object.entries(readers))('reading %s takes a time that grows with the length of', (_reader, read) => {
  test.each(Object.entries(texts))('%s', (_text, textOf) => {
    const [short, long] = [textOf(shortLength), textOf(shortLength * factor)];
    const time = shortest(() => attempt(() => read(long)));
    expect(time).toBeLessThan(
      maxRatio *
        Math.max(
          shortestTime,
          shortest(() => attempt(() => read(short))),
        ),
    );
  });
});

/** The shortest time of three runs in milliseconds, or of one run if it is short. Other programs can only add to it. */
function shortest(run: () => unknown): number {
  let time = Number.POSITIVE_INFINITY;
  for (let index = 0; index < 3 && time > shortestTime; index++) {
    const start = performance.now();
    run();
    time = Math.min(time, performance.now() - start);
  }
  return time;
}

/** Runs a function that may refuse its input. */
function attempt(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}
