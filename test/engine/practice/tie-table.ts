import { expect } from 'vitest';
import { candidatesFor } from '../../../src/engine/practice/diagnosis.ts';
import { digitsAsked } from '../../../src/engine/practice/question.ts';
import { roundedAsShown } from '../../../src/notation/number-format.ts';
import { questionOf, verdictOn } from '../../support/questions.ts';

/** `dE_total/dw1` to `dE_total/dw8` and `w1+` to `w8+`. */
export const namesInTieTable: readonly string[] = [
  ...Array.from({ length: 8 }, (_, at) => `dE_total/dw${at + 1}`),
  ...Array.from({ length: 8 }, (_, at) => `w${at + 1}+`),
];

/**
 * Judges every wrong answer that a slip leads to in a quantity of the lecture, and expects that the verdict contains the
 * slip unless the answer is right by chance. Returns the lines of `lecture-ties.txt` for the quantity: its name, then
 * each answer and all slips that lead to it.
 */
export function expectTies(name: string): readonly string[] {
  const question = questionOf(name);
  const verdicts = new Map<string, readonly string[]>();
  for (const { slip, numbers } of candidatesFor(question, roundedAsShown)) {
    const text = (numbers[0] ?? Number.NaN).toPrecision(digitsAsked(question));
    const verdict = verdicts.get(text) ?? verdictOn(question, text);
    verdicts.set(text, verdict);
    expect(verdict.includes(slip) || verdict[0]?.startsWith('right'), `${name} = ${text}: ${slip}`).toBe(true);
    if (slip === 'sign-flipped' && name.startsWith('dE')) expect(verdict).toContain('target-output-swapped');
    if (slip === 'rate-forgotten') expect(verdict).toContain('loss-factor');
  }
  return [name, ...[...verdicts].map(([text, verdict]) => `  ${text.padStart(12)}  ${verdict.join(', ')}`)];
}
