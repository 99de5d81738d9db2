import { evaluate } from '../expressions/evaluate.ts';
import { constant } from '../expressions/expression.ts';
import { type Quantity, sampleOf } from '../expressions/quantity.ts';
import { quantityName } from '../models/quantity-name.ts';
import { equationOf } from '../steps/equation.ts';
import { chainRuleOf } from '../steps/explanation.ts';
import {
  type Arithmetic,
  digitsAsked,
  exactArithmetic,
  kindName,
  type Question,
  quantitiesBehind,
  recompute,
  withoutSample,
} from './question.ts';
import { factorSlips } from './slips/factor-slips.ts';
import { carriedSlips } from './slips/input-slips.ts';
import { rateSlips } from './slips/learning-rate-slips.ts';
import { pathSlips } from './slips/path-slips.ts';
import { signSlips } from './slips/sign-slips.ts';
import { type Area, type Extent, type SlipContext, type SlipName, slips } from './slips/slip.ts';

/** A number as a learner gives it, and between which numbers its rounding leaves it. */
export interface Answer {
  readonly value: number;
  readonly least: number;
  readonly most: number;
  /** Significant digits that can be relied on. */
  readonly digits: number;
  /** One unit of the last place that was written; undefined for a calculation. */
  readonly unit: number | undefined;
  /** The same without the zeros at its end, which may be meant as digits or not; undefined where there are none. */
  readonly withoutZeros?: Answer;
}

/** A slip that leads to an answer. */
export interface Finding {
  readonly slip: SlipName;
  readonly area: Area;
  /** The factor, path or unit that it is about, where that is a choice. */
  readonly about: Quantity | undefined;
  /** Whether it is about all factors of that kind, in its layer or in all. */
  readonly extent: Extent;
}

/** What a slip comes to: with every digit, and with its factors rounded by hand. */
export interface Candidate extends Finding {
  readonly values: readonly number[];
}

/**
 * Right: to the digits given; from factors that were rounded; with the rest cut off instead of rounded; or following from
 * an earlier answer that was not. Too short: too few digits to tell, which fit as far as they go, or don't.
 */
export type Judgement =
  | { readonly kind: 'right'; readonly how: 'exact' | 'by hand' | 'cut off' | 'own' }
  | { readonly kind: 'too short'; readonly fits: boolean; readonly digits: number }
  | { readonly kind: 'wrong'; readonly findings: readonly Finding[] };

type Right = Extract<Judgement, { kind: 'right' }>;

/** How a number is rounded by hand to so many decimals. */
export type Rounding = (value: number, decimals: number) => number;

/** A learner's earlier answers in the same update, by the names of the quantities. */
export type EarlierAnswers = ReadonlyMap<string, number>;

/** To how many decimals people round by hand; the lecture to four. */
const handDecimals: readonly number[] = [4, 3, 5, 6];

/** The same of a calculation that shows that its factors are no longer than that. */
const fewDecimals: readonly number[] = [2];

/** From so many digits on an answer may have been cut off. */
const cutOffFrom = 3;

/** More quantities than this are not looked at for slips. */
const maxQuantities = 150;

/** Relative difference of two ways to work out the same double. */
const noise = 1e-9;

/** Fewer digits than this are no ground for a diagnosis. */
const minDigits = 2;

/** What an answer is: right, too short to tell, or wrong, and then which slips lead to it. */
export function judge(question: Question, answer: Answer, rounding: Rounding, earlier: EarlierAnswers): Judgement {
  const right = question.reading.numberOf(question.quantity);
  const digits = digitsAsked(question);
  const { withoutZeros } = answer;
  // A calculation from rounded factors may be as near as it gets though its own rounding does not say so.
  const isEnough = answer.digits >= digits || (answer.unit === undefined && isWithin(answer.value, right, digits));
  const rightIf = (how: Right['how'], isWhole = isEnough): Judgement =>
    isWhole ? { kind: 'right', how } : { kind: 'too short', fits: true, digits };
  const amongst = (how: Right['how'], values: readonly number[]): Judgement | undefined =>
    values.some((value) => holds(answer, value))
      ? rightIf(how, isEnough || values.some((value) => isNear(answer.value, value)))
      : undefined;
  if (isNear(answer.value, right)) return { kind: 'right', how: 'exact' };
  if (answer.digits === 0) return { kind: 'too short', fits: false, digits };
  if (holds(answer, right)) return rightIf(answer.unit === undefined ? 'by hand' : 'exact');
  const byHand = amongst('by hand', byHandValues(question, rounding, handDecimals));
  if (byHand !== undefined) return byHand;
  const isOfFewDecimals =
    answer.unit === undefined &&
    byHandValues(question, rounding, fewDecimals).some((value) => isNear(answer.value, value));
  if (isOfFewDecimals) return { kind: 'right', how: 'by hand' };
  if (answer.digits >= cutOffFrom && isCutOff(answer, right)) return rightIf('cut off');
  const own = amongst('own', ownValues(question, rounding, earlier));
  if (own !== undefined) return own;
  if (withoutZeros !== undefined && withoutZeros.digits >= digits && holds(withoutZeros, right))
    return rightIf('exact');
  if (answer.digits < minDigits) return { kind: 'too short', fits: false, digits };
  return { kind: 'wrong', findings: findingsAmong(candidatesFor(question, rounding), answer) };
}

/** The slips that lead to an answer; of one slip in several places that do, each place. */
export function findingsAmong(candidates: readonly Candidate[], answer: Answer): readonly Finding[] {
  const found = candidates
    .filter(({ values }) => values.some((value) => holds(answer, value)))
    .map(({ slip, area, about, extent }): Finding => ({ slip, area, about, extent }));
  return [...new Map(found.map((finding) => [JSON.stringify(finding), finding])).values()];
}

/** What each slip that can be made in a question comes to. */
export function candidatesFor(question: Question, rounding: Rounding): readonly Candidate[] {
  const { experiment } = question.reading.update;
  const workings: SlipContext = {
    question,
    experiment,
    quantities: quantitiesBehind(question, maxQuantities),
    kindOf: (of) => kindName(question, of),
  };
  const ways = [exactArithmetic(question), roundedArithmetic(question, rounding, handDecimals[0] ?? 4)];
  const rewritings = [
    ...signSlips(workings),
    ...factorSlips(workings),
    ...carriedSlips(workings),
    ...pathSlips(workings),
    ...rateSlips(workings),
  ];
  return rewritings.map(({ slip, about, extent = 'one', replace = () => undefined, apply = (value) => value }) => ({
    slip,
    area: slips[slip],
    extent,
    // Of a whole batch it is about all of its samples.
    about: about && sampleOf(question.quantity) === undefined ? withoutSample(about) : about,
    values: ways.map((way) => apply(recompute(question, replace, way))).filter(Number.isFinite),
  }));
}

/** Every factor rounded before it is used. */
function roundedArithmetic({ reading }: Question, rounding: Rounding, decimals: number): Arithmetic {
  return {
    read: (of) => (isGiven(of) ? reading.numberOf(of) : rounding(reading.numberOf(of), decimals)),
    intermediate: (value) => value,
  };
}

function isGiven({ kind }: Quantity): boolean {
  return kind === 'setting' || kind === 'update-number';
}

/** What comes of rounding the factors by hand: all of them at first, every result on the way, or those shown last. */
function byHandValues(
  question: Question,
  rounding: Rounding,
  decimalsTried: readonly number[],
  earlier: EarlierAnswers = new Map(),
): readonly number[] {
  const { reading, quantity } = question;
  const { update } = reading;
  const equations = earlier.size > 0 ? [] : [equationOf(update, quantity), chainRuleOf(update, quantity)];
  const replace = replacing(question, earlier);
  return decimalsTried.flatMap((decimals) => {
    const factors = roundedArithmetic(question, rounding, decimals);
    const noting: Arithmetic = { ...factors, intermediate: (value) => rounding(value, decimals) };
    const atLast = equations.map((equation) =>
      equation === undefined ? Number.NaN : evaluate(equation, factors.read),
    );
    return [recompute(question, replace, factors), recompute(question, replace, noting), ...atLast];
  });
}

/** What follows from a learner's own earlier answers. */
function ownValues(question: Question, rounding: Rounding, earlier: EarlierAnswers): readonly number[] {
  if (earlier.size === 0) return [];
  // An earlier 0 would make whatever follows from it 0.
  return [
    recompute(question, replacing(question, earlier)),
    ...byHandValues(question, rounding, handDecimals, earlier),
  ].filter(Boolean);
}

function replacing({ reading, quantity }: Question, earlier: EarlierAnswers) {
  const { network } = reading.update.experiment;
  const own = quantityName(network, quantity);
  return (of: Quantity) => {
    const name = quantityName(network, of);
    const value = name === own ? undefined : earlier.get(name);
    return value === undefined ? undefined : constant(value);
  };
}

/** Whether two numbers are the same to so many significant digits. */
function isWithin(value: number, right: number, digits: number): boolean {
  return Math.abs(value - right) <= 0.5 * 10 ** (1 - digits) * Math.abs(right);
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= noise * Math.abs(b) || a === b;
}

/** Whether a number is among those that an answer may stand for. */
function holds({ value, least, most }: Answer, number: number): boolean {
  const slack = noise * Math.abs(number);
  return (number >= least - slack && number <= most + slack) || isNear(value, number);
}

/** Whether an answer is a number's first digits, the rest cut off. */
function isCutOff({ value, unit }: Answer, number: number): boolean {
  if (unit === undefined || Math.sign(value) !== Math.sign(number)) return false;
  const rest = Math.abs(number) - Math.abs(value);
  return rest >= 0 && rest < unit;
}
