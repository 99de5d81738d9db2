import { expect } from 'vitest';
import { quantityName } from '../../../src/engine/models/quantity-name.ts';
import { candidatesFor } from '../../../src/engine/practice/diagnosis.ts';
import { digitsAsked } from '../../../src/engine/practice/question.ts';
import { roundedAsShown } from '../../../src/notation/number-format.ts';
import { lecture } from '../../support/lecture.ts';
import { questionOf, verdictOn } from '../../support/questions.ts';

/** The quantities in `lecture-wrong-answers.txt`: dE_total/dw1 to dE_total/dw8 and w1+ to w8+ of the lecture. */
export const quantitiesInTable: readonly string[] = [
  ...Array.from({ length: 8 }, (_, at) => `dE_total/dw${at + 1}`),
  ...Array.from({ length: 8 }, (_, at) => `w${at + 1}+`),
];

/**
 * Judges each wrong answer that a slip gives for a quantity of the lecture. Expects that the verdict names the slip
 * or that the answer happens to be right. Returns the lines of the quantity in `lecture-wrong-answers.txt`: its
 * name, then each wrong answer with all slips that the verdict names.
 */
export function expectSlipsNamed(quantity: string): readonly string[] {
  const question = questionOf(quantity);
  const verdicts = new Map<string, readonly string[]>();
  for (const { slip, about, isLastResort, numbers } of candidatesFor(question, roundedAsShown)) {
    const answer = (numbers[0] ?? Number.NaN).toPrecision(digitsAsked(question));
    const verdict = verdicts.get(answer) ?? verdictOn(question, answer);
    verdicts.set(answer, verdict);
    const isNamed = verdict.includes(slip) || verdict[0]?.startsWith('right') || (isLastResort && verdict.length > 0);
    expect(isNamed, `${quantity} = ${answer}: ${slip}`).toBe(true);
    // target − out = −(out − target), so swapping target and out in all outputs only changes the sign of a gradient.
    const isAnswer = about !== undefined && quantityName(lecture.network, about) === quantity;
    if (slip === 'sign-flipped' && isAnswer && quantity.startsWith('dE'))
      expect(verdict).toContain('target-output-swapped');
    // α is 0.5, so forgetting α doubles the change of a weight, as forgetting the ½ of the loss does.
    if (slip === 'rate-forgotten') expect(verdict).toContain('loss-factor');
  }
  return [quantity, ...[...verdicts].map(([answer, verdict]) => `  ${answer.padStart(12)}  ${verdict.join(', ')}`)];
}
