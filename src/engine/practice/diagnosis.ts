import { memoize } from '../expressions/memoize.ts';
import { isValueOf, type Quantity } from '../graph/quantity.ts';
import { quantityName } from '../models/quantity-name.ts';
import type { UpdateValues } from '../pass/update-values.ts';
import { modelOf } from '../training/experiment.ts';
import { type Answer, type Rounding, roundsTo } from './answer.ts';
import { quantitiesLike } from './other-quantities.ts';
import {
  type Arithmetic,
  exactArithmetic,
  type Question,
  quantitiesBehindAnswer,
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
   * The factor, path or other quantity that the sentence about the slip may name. If the slip is made in several factors,
   * this is the first of them. Undefined if the sentence names nothing. In a question about a whole batch, it has no
   * `sample`.
   */
  readonly about: Quantity | undefined;
  /** Whether the slip is made once, in a whole layer or everywhere. */
  readonly extent: Extent;
}

/** One variant of a slip in a question, with the results of its calculation: with exact and with rounded factors. */
export interface Candidate extends Finding {
  readonly isLastResort: boolean;
  readonly numbers: readonly number[];
}

/**
 * Slips are tried in at most this many quantities, so that a large network has few variants. They are the quantities
 * that `quantitiesBehindAnswer` finds first.
 */
const maxQuantities = 150;

/** The number of decimals to which the factors of a wrong calculation by hand are rounded. The lecture uses four. */
const wrongFactorDecimals = 4;

/**
 * The slips that explain an answer, without duplicates. If there are none: another quantity that has this value. If there
 * is none: a slip of last resort.
 */
export function findSlips(question: Question, candidates: readonly Candidate[], answer: Answer): readonly Finding[] {
  const matches = candidates.filter(({ numbers }) => numbers.some((number) => roundsTo(answer, number)));
  const slipsFound = distinct(matches.filter(({ isLastResort }) => !isLastResort));
  if (slipsFound.length > 0) return slipsFound;
  const others = quantitiesLike(question).filter((quantity) => roundsTo(answer, question.values.numberOf(quantity)));
  if (others.length > 0) {
    return others.map((about) => ({ slip: 'other-quantity', area: 'factor', about, extent: 'one' }));
  }
  return distinct(matches);
}

function distinct(candidates: readonly Candidate[]): readonly Finding[] {
  const findings = candidates.map(({ slip, area, about, extent }): Finding => ({ slip, area, about, extent }));
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}

/** All variants of all slips that can be made in a question, with the numbers that they give. */
export function candidatesFor(question: Question, rounding: Rounding): readonly Candidate[] {
  const known = knownCandidates(question.values);
  const name = quantityName(modelOf(question.values.update.experiment), question.quantity);
  const candidates = known.get(name) ?? newCandidates(question, rounding);
  known.set(name, candidates);
  return candidates;
}

/** The candidates of the questions that were asked about an update, by the name of the quantity. */
const knownCandidates: (values: UpdateValues) => Map<string, readonly Candidate[]> = memoize(() => new Map());

function newCandidates(question: Question, rounding: Rounding): readonly Candidate[] {
  const { update } = question.values;
  const context: SlipContext = {
    update,
    experiment: update.experiment,
    results: [question.quantity],
    quantities: quantitiesBehindAnswer(question, maxQuantities),
    isProgram: false,
  };
  return slips.flatMap(({ name, area, isLastResort = false, variants }) =>
    Array.from(variants(context), ({ about, extent = 'one', replace }) => ({
      slip: name,
      area,
      isLastResort,
      extent,
      // In a question about a whole batch, the slip is made in every sample, so `about` belongs to no sample.
      about: about && question.quantity.sample === undefined ? withoutSample(about) : about,
      numbers: numbersOf(question, replace, rounding),
    })),
  );
}

function numbersOf(question: Question, replace: Variant['replace'], rounding: Rounding): readonly number[] {
  return [exactArithmetic(question), roundedFactors(question, rounding, wrongFactorDecimals)]
    .map((arithmetic) => recompute(question, [replace], arithmetic))
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
