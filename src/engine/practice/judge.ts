import { constant } from '../expressions/expression.ts';
import { quantityName } from '../models/quantity-name.ts';
import { equationOf } from '../steps/equation.ts';
import { chainRuleOf } from '../steps/explanation.ts';
import { modelOf } from '../training/experiment.ts';
import { type Answer, agreesToDigits, isSameNumber, isTruncated, type Rounding, roundsTo } from './answer.ts';
import { candidatesFor, type Finding, findSlips, roundedFactors } from './diagnosis.ts';
import { digitsAsked, evaluateByHand, type Question, type Replace, recompute } from './question.ts';

export type Judgement =
  /**
   * exact: all digits are right, apart from zeros at the end. by hand: right for a calculation with rounded factors.
   * cut off: right, except that the digits are cut off instead of rounded. own: calculated correctly from the learner's
   * earlier answers.
   */
  | { readonly kind: 'right'; readonly how: 'exact' | 'by hand' | 'cut off' | 'own' }
  /** The answer needs `digits` significant digits, and has fewer. `isRightSoFar`: whether its digits are right. */
  | { readonly kind: 'too short'; readonly isRightSoFar: boolean; readonly digits: number }
  | { readonly kind: 'wrong'; readonly findings: readonly Finding[] };

type Right = Extract<Judgement, { kind: 'right' }>;

/** The learner's earlier answers in the same update, by the name of the quantity. */
export type EarlierAnswers = ReadonlyMap<string, number>;

/** The numbers of decimals to which the factors of a calculation by hand may be rounded. The lecture uses four. */
const handDecimals: readonly number[] = [4, 3, 5, 6];

/**
 * The numbers of decimals of rougher factors. An answer with such factors must be written as a calculation, and have
 * the same result in double precision as a correct calculation with these factors. A written number of few digits could
 * agree by chance.
 */
const roughDecimals: readonly number[] = [2];

/** An answer with fewer significant digits is not accepted as cut off. It could match the right number by chance. */
const minTruncatedDigits = 3;

/** An answer with fewer significant digits is not compared with slips. It would match many slips by chance. */
const minDiagnosisDigits = 2;

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
  if (answer.digits === 0) return { kind: 'too short', isRightSoFar: false, digits };
  // Few digits of a calculation with rounded factors can be trusted, but its result can still be near the right number.
  const isAccurateCalculation = answer.unit === undefined && agreesToDigits(answer.value, right, digits);
  const isLongEnough = answer.digits >= digits || isAccurateCalculation;
  const attempt: Attempt = { question, answer, rounding, right, digits, isLongEnough };
  return (
    roundsToJudgement(attempt) ??
    byHandJudgement(attempt) ??
    truncatedJudgement(attempt) ??
    ownJudgement(attempt, earlier) ??
    withoutZerosJudgement(attempt) ??
    wrongJudgement(attempt)
  );
}

function rightIfLongEnough(
  { digits, isLongEnough }: Pick<Attempt, 'digits' | 'isLongEnough'>,
  how: Right['how'],
): Judgement {
  return isLongEnough ? { kind: 'right', how } : { kind: 'too short', isRightSoFar: true, digits };
}

/**
 * Right if the right number rounds to the answer. `judge` has already accepted exact calculations, so a calculation
 * here has rounded factors.
 */
function roundsToJudgement(attempt: Attempt): Judgement | undefined {
  const { answer, right } = attempt;
  if (!roundsTo(answer, right)) return undefined;
  return rightIfLongEnough(attempt, answer.unit === undefined ? 'by hand' : 'exact');
}

/** Right if a correct calculation with rounded numbers gives the answer. */
function byHandJudgement(attempt: Attempt): Judgement | undefined {
  const { question, answer, rounding } = attempt;
  const judgement = rightIfOneMatches(attempt, 'by hand', byHandNumbers(question, rounding, handDecimals));
  if (judgement !== undefined || answer.unit !== undefined) return judgement;
  const numbers = byHandNumbers(question, rounding, roughDecimals);
  return numbers.some((number) => isSameNumber(answer.value, number)) ? { kind: 'right', how: 'by hand' } : undefined;
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
  const numbers = [recompute(question, replace), ...recomputedByHand(question, rounding, handDecimals, replace)];
  // An earlier answer of 0 makes every product with it 0, so a match with 0 does not show a correct calculation.
  return rightIfOneMatches(
    attempt,
    'own',
    numbers.filter((number) => number !== 0 && !Number.isNaN(number)),
  );
}

/** Right if the answer is right without the zeros at its end. */
function withoutZerosJudgement({ answer, digits, right }: Attempt): Judgement | undefined {
  const { withoutZeros } = answer;
  const isRight = withoutZeros !== undefined && withoutZeros.digits >= digits && roundsTo(withoutZeros, right);
  return isRight ? { kind: 'right', how: 'exact' } : undefined;
}

function wrongJudgement({ question, answer, rounding, digits }: Attempt): Judgement {
  if (answer.digits < minDiagnosisDigits) return { kind: 'too short', isRightSoFar: false, digits };
  return { kind: 'wrong', findings: findSlips(candidatesFor(question, rounding), answer) };
}

/** Right if one of the numbers rounds to the answer. */
function rightIfOneMatches(attempt: Attempt, how: Right['how'], numbers: readonly number[]): Judgement | undefined {
  const { answer, digits } = attempt;
  if (!numbers.some((number) => roundsTo(answer, number))) return undefined;
  const isLongEnough = attempt.isLongEnough || numbers.some((number) => isSameNumber(answer.value, number));
  return rightIfLongEnough({ digits, isLongEnough }, how);
}

/**
 * The results of a correct calculation by hand. The calculation is repeated with different numbers rounded: all
 * factors; all factors and intermediate results; only the factors in the equation of the quantity that is asked for.
 */
function byHandNumbers(question: Question, rounding: Rounding, decimalsTried: readonly number[]): readonly number[] {
  const { values, quantity } = question;
  const equations = [equationOf(values.update, quantity), chainRuleOf(values.update, quantity)];
  return decimalsTried.flatMap((decimals) => {
    const { read } = roundedFactors(question, rounding, decimals);
    return [
      ...recomputedByHand(question, rounding, [decimals], () => undefined),
      ...equations.map((equation) => (equation.kind === 'given' ? Number.NaN : evaluateByHand(equation, read))),
    ];
  });
}

/** For each number of decimals: the result with rounded factors, then with rounded intermediate results as well. */
function recomputedByHand(
  question: Question,
  rounding: Rounding,
  decimalsTried: readonly number[],
  replace: Replace,
): readonly number[] {
  return decimalsTried.flatMap((decimals) => {
    const onlyFactors = roundedFactors(question, rounding, decimals);
    const alsoResults = { ...onlyFactors, roundResult: (value: number) => rounding(value, decimals) };
    return [recompute(question, replace, onlyFactors), recompute(question, replace, alsoResults)];
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
