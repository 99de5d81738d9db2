import { constant } from '../expressions/expression.ts';
import { quantityName } from '../models/quantity-name.ts';
import { equationOf } from '../steps/equation.ts';
import { chainRuleOf } from '../steps/explanation.ts';
import { modelOf } from '../training/experiment.ts';
import {
  type Answer,
  agreesToDigits,
  isSameNumber,
  isTruncated,
  type Rounding,
  roundsAlike,
  roundsTo,
} from './answer.ts';
import { evaluateByHand, type Replace } from './calculation.ts';
import { candidatesFor, type Finding, findSlips, roundedFactors } from './diagnosis.ts';
import { digitsAsked, type Question, recompute } from './question.ts';
import { type ReplacedFactor, replacedFactor } from './typed-factors.ts';

export type Judgement =
  /**
   * exact: right to the digits that are asked for. by hand: right for a calculation with rounded numbers. cut off: right,
   * except that the digits are cut off instead of rounded. own: calculated correctly from the learner's earlier answers.
   */
  | { readonly kind: 'right'; readonly how: 'exact' | 'by hand' | 'cut off' | 'own' }
  /** The digits of the answer are right, but `digits` significant digits are needed. */
  | { readonly kind: 'too short'; readonly digits: number }
  /** `findings` is empty if no slip explains the answer, or if the answer has too few digits to be compared with slips. */
  | { readonly kind: 'wrong'; readonly findings: readonly Finding[]; readonly replaced?: ReplacedFactor };

type Right = Extract<Judgement, { kind: 'right' }>;

/** The learner's earlier answers in the same update, by the name of the quantity. */
export type EarlierAnswers = ReadonlyMap<string, number>;

/** The numbers of decimals to which the factors of a calculation by hand may be rounded. The lecture uses four. */
export const handDecimals: readonly number[] = [4, 3, 5, 6];

/**
 * The numbers of decimals of rougher factors. An answer with such factors must be written as a calculation, and have
 * the same result in double precision as a correct calculation with these factors. A written number of few digits could
 * agree by chance.
 */
const roughDecimals: readonly number[] = [2];

/** An answer with fewer significant digits is not accepted as cut off. It could match the right number by chance. */
const minTruncatedDigits = 3;

/** A calculation with fewer significant digits is not compared with slips. It would match many slips by chance. */
const minDiagnosisDigits = 2;

/**
 * A calculation by hand that differs from the right number by at most this fraction makes the range of accepted answers
 * wider. Numbers farther away are accepted only if the answer is the same number.
 */
const maxHandError = 0.01;

/** An answer to a question, and everything that its judgement depends on. */
interface Attempt {
  readonly question: Question;
  readonly answer: Answer;
  readonly rounding: Rounding;
  /** The right answer. */
  readonly right: number;
  /** The number of significant digits that are asked for. */
  readonly digits: number;
  /** Whether the answer has as many digits as are asked for, or is a calculation that is right to that many digits. */
  readonly isLongEnough: boolean;
}

/** Judges an answer. A wrong answer is compared with every slip that can be made in the question. */
export function judge(question: Question, answer: Answer, rounding: Rounding, earlier: EarlierAnswers): Judgement {
  const right = question.values.numberOf(question.quantity);
  const digits = digitsAsked(question);
  if (isSameNumber(answer.value, right)) return { kind: 'right', how: 'exact' };
  // Few digits of a calculation with rounded factors can be trusted, but its result can still be near the right number.
  const isAccurateCalculation = answer.unit === undefined && agreesToDigits(answer.value, right, digits);
  const isLongEnough = answer.digits >= digits || isAccurateCalculation;
  const attempt: Attempt = { question, answer, rounding, right, digits, isLongEnough };
  // Zeros at the end of a short number add nothing: 0.24 has two digits, and so has 0.2400. A result by hand of 0.240, from
  // numbers of three decimals, does not make 0.2400 right.
  const isPadded = answer.digits >= digits && answer.digitsWithoutZeros < digits;
  const byHand = byHandNumbers(question, rounding, handDecimals).filter(
    (number) => !isPadded || !isSameNumber(number, answer.value),
  );
  return (
    exactJudgement(attempt) ??
    byHandJudgement(attempt, byHand) ??
    truncatedJudgement(attempt) ??
    nearJudgement(attempt, byHand) ??
    ownJudgement(attempt, earlier) ??
    wrongJudgement(attempt)
  );
}

function rightIfLongEnough(
  { digits, isLongEnough }: Pick<Attempt, 'digits' | 'isLongEnough'>,
  how: Right['how'],
): Judgement {
  return isLongEnough ? { kind: 'right', how } : { kind: 'too short', digits };
}

/** Right if the right number rounds to the answer. `judge` has already accepted exact calculations. */
function exactJudgement(attempt: Attempt): Judgement | undefined {
  const { answer, right } = attempt;
  if (!roundsTo(answer, right)) return undefined;
  return rightIfLongEnough(attempt, answer.unit === undefined ? 'by hand' : 'exact');
}

/** Right if a correct calculation with rounded numbers gives the answer. */
function byHandJudgement(attempt: Attempt, byHand: readonly number[]): Judgement | undefined {
  const { question, answer, rounding } = attempt;
  if (byHand.some((number) => roundsTo(answer, number))) {
    const isLongEnough = attempt.isLongEnough || byHand.some((number) => isSameNumber(answer.value, number));
    return rightIfLongEnough({ ...attempt, isLongEnough }, 'by hand');
  }
  if (answer.unit !== undefined) return undefined;
  const numbers = byHandNumbers(question, rounding, roughDecimals);
  return numbers.some((number) => isSameNumber(answer.value, number)) ? { kind: 'right', how: 'by hand' } : undefined;
}

/**
 * Right if the answer agrees with the right number to the digits that are asked for, whatever digits follow, or if it
 * lies between two results of a calculation by hand.
 */
function nearJudgement(attempt: Attempt, byHand: readonly number[]): Judgement | undefined {
  const { answer, right, digits, isLongEnough } = attempt;
  if (isLongEnough && roundsAlike(answer.value, right, digits)) {
    return { kind: 'right', how: answer.unit === undefined ? 'by hand' : 'exact' };
  }
  const isPadded = answer.digitsWithoutZeros < digits && isLongEnough;
  return !isPadded && isInRange(answer, right, byHand) ? rightIfLongEnough(attempt, 'by hand') : undefined;
}

function truncatedJudgement(attempt: Attempt): Judgement | undefined {
  const { answer, right } = attempt;
  if (answer.digits < minTruncatedDigits || !isTruncated(answer, right)) return undefined;
  return rightIfLongEnough(attempt, 'cut off');
}

/** Right if the answer is calculated correctly from the learner's earlier answers. */
function ownJudgement(attempt: Attempt, earlier: EarlierAnswers): Judgement | undefined {
  const { question, rounding } = attempt;
  if (earlier.size === 0) return undefined;
  const replace = byEarlierAnswers(question, earlier);
  const own = recompute(question, [replace]);
  const numbers = [own, ...recomputedByHand(question, rounding, handDecimals, [replace])];
  // An earlier answer of 0 makes every product with it 0, so a match with 0 does not show a correct calculation.
  if (own === 0) return undefined;
  const usable = numbers.filter((number) => number !== 0 && !Number.isNaN(number));
  if (!usable.some((number) => roundsTo(attempt.answer, number)) && !isInRange(attempt.answer, own, usable)) {
    return undefined;
  }
  const isLongEnough = attempt.isLongEnough || usable.some((number) => isSameNumber(attempt.answer.value, number));
  return rightIfLongEnough({ ...attempt, isLongEnough }, 'own');
}

function wrongJudgement({ question, answer, rounding, isLongEnough }: Attempt): Judgement {
  const isDiagnosed = answer.unit === undefined ? answer.digits >= minDiagnosisDigits : isLongEnough;
  // A short answer is compared with slips only as an exact number, such as 2.4 for 3 × 0.8. It would match many by chance.
  const compared = isDiagnosed ? answer : { ...answer, min: answer.value, max: answer.value };
  const findings = answer.value === 0 ? [] : findSlips(question, candidatesFor(question, rounding), compared);
  const replaced = replacedFactor(question, answer);
  return replaced === undefined ? { kind: 'wrong', findings } : { kind: 'wrong', findings, replaced };
}

/**
 * Whether an answer lies in the range of `center`, the exact result, and of those results by hand that are near it. So
 * between two accepted answers there is none that is not accepted.
 */
function isInRange({ min, max }: Answer, center: number, byHand: readonly number[]): boolean {
  const near = byHand.filter((number) => Math.abs(number - center) <= maxHandError * Math.abs(center));
  return max >= Math.min(center, ...near) && min <= Math.max(center, ...near);
}

/**
 * The results of a correct calculation by hand. The calculation is repeated with different numbers rounded: all
 * factors; all factors and intermediate results; only the factors in the equation of the quantity that is asked for.
 */
export function byHandNumbers(
  question: Question,
  rounding: Rounding,
  decimalsTried: readonly number[],
): readonly number[] {
  const { values, quantity } = question;
  const equations = [equationOf(values.update, quantity), chainRuleOf(values.update, quantity)];
  return decimalsTried.flatMap((decimals) => {
    const { read } = roundedFactors(question, rounding, decimals);
    return [
      ...recomputedByHand(question, rounding, [decimals], []),
      ...equations.map((equation) => (equation.kind === 'given' ? Number.NaN : evaluateByHand(equation, read))),
    ];
  });
}

/** For each number of decimals: the result with rounded factors, then with rounded intermediate results as well. */
function recomputedByHand(
  question: Question,
  rounding: Rounding,
  decimalsTried: readonly number[],
  replacements: readonly Replace[],
): readonly number[] {
  return decimalsTried.flatMap((decimals) => {
    const onlyFactors = roundedFactors(question, rounding, decimals);
    const alsoResults = { ...onlyFactors, roundResult: (value: number) => rounding(value, decimals) };
    return [recompute(question, replacements, onlyFactors), recompute(question, replacements, alsoResults)];
  });
}

/** Replaces quantities by the learner's earlier answers. The quantity of the question itself is not replaced. */
function byEarlierAnswers({ values, quantity: asked }: Question, earlier: EarlierAnswers): Replace {
  const model = modelOf(values.update.experiment);
  const askedName = quantityName(model, asked);
  return (quantity) => {
    const name = quantityName(model, quantity);
    const value = name === askedName ? undefined : earlier.get(name);
    return value === undefined ? undefined : constant(value);
  };
}
