import { isValueOf, type Quantity } from '../graph/quantity.ts';
import { type Answer, type Rounding, roundsTo } from './answer.ts';
import {
  type Arithmetic,
  exactArithmetic,
  nameWithoutSample,
  type Question,
  quantitiesBehind,
  recompute,
  withoutSample,
} from './question.ts';
import type { Area, Extent, SlipContext, Variant } from './slips/slip.ts';
import { type SlipName, slips } from './slips/slip-table.ts';

/** A slip that explains a wrong answer: the slip gives a number that rounds to the answer. */
export interface Finding {
  readonly slip: SlipName;
  readonly area: Area;
  /**
   * The factor or path that the sentence about the slip may name. If the slip is made in several factors, this is the
   * first of them. Undefined if the sentence names no factor or path. In a question about a whole batch, the factor has
   * no `sample`.
   */
  readonly about: Quantity | undefined;
  /** Whether the slip is made once, in a whole layer or everywhere. */
  readonly extent: Extent;
}

/** One variant of a slip in a question, with the results of its calculation: with exact and with rounded factors. */
export interface Candidate extends Finding {
  readonly numbers: readonly number[];
}

/**
 * Slips are tried in at most this many quantities, so that a large network has few variants. They are the quantities
 * that `quantitiesBehind` finds first.
 */
const maxQuantities = 150;

/** The number of decimals to which the factors of a wrong calculation by hand are rounded. The lecture uses four. */
const wrongFactorDecimals = 4;

/** The slips that explain an answer, without duplicates. */
export function findSlips(candidates: readonly Candidate[], answer: Answer): readonly Finding[] {
  const found = candidates
    .filter(({ numbers }) => numbers.some((number) => roundsTo(answer, number)))
    .map(({ slip, area, about, extent }): Finding => ({ slip, area, about, extent }));
  return [...new Map(found.map((finding) => [JSON.stringify(finding), finding])).values()];
}

/** All variants of all slips that can be made in a question, with the numbers that they give. */
export function candidatesFor(question: Question, rounding: Rounding): readonly Candidate[] {
  const context: SlipContext = {
    question,
    experiment: question.values.update.experiment,
    quantities: quantitiesBehind(question, maxQuantities),
    nameWithoutSample: (quantity) => nameWithoutSample(question, quantity),
  };
  return slips.flatMap(({ name, area, variants }) =>
    Array.from(variants(context), ({ about, extent = 'one', ...variant }) => ({
      slip: name,
      area,
      extent,
      // In a question about a whole batch, the slip is made in every sample, so `about` belongs to no sample.
      about: about && question.quantity.sample === undefined ? withoutSample(about) : about,
      numbers: numbersOf(question, variant, rounding),
    })),
  );
}

function numbersOf(question: Question, variant: Variant, rounding: Rounding): readonly number[] {
  const { replace = () => undefined, changeResult = (value) => value } = variant;
  return [exactArithmetic(question), roundedFactors(question, rounding, wrongFactorDecimals)]
    .map((arithmetic) => changeResult(recompute(question, replace, arithmetic)))
    .filter(Number.isFinite);
}

/** An arithmetic that rounds factors to `decimals` decimals, except hyperparameters and t. */
export function roundedFactors({ values }: Question, rounding: Rounding, decimals: number): Arithmetic {
  const isRounded = (quantity: Quantity): boolean => !isValueOf(quantity, 'setting', 'update-number');
  return {
    read: (quantity) => {
      const value = values.numberOf(quantity);
      return isRounded(quantity) ? rounding(value, decimals) : value;
    },
    roundResult: (value) => value,
  };
}
