import { type Quantity, sampleOf } from '../expressions/quantity.ts';
import { type Answer, type Rounding, roundsTo } from './answer.ts';
import {
  type Arithmetic,
  exactArithmetic,
  kindName,
  type Question,
  quantitiesBehind,
  recompute,
  withoutSample,
} from './question.ts';
import type { Area, Extent, SlipContext, Variant } from './slips/slip.ts';
import { type SlipName, slips } from './slips/slip-table.ts';

/** A slip that leads to a wrong answer. */
export interface Finding {
  readonly slip: SlipName;
  readonly area: Area;
  /** The factor, path or unit that is treated wrongly, if there are several. */
  readonly about: Quantity | undefined;
  readonly extent: Extent;
}

/** A slip and the wrong numbers it leads to: calculated exactly, and with rounded factors. */
export interface Candidate extends Finding {
  readonly numbers: readonly number[];
}

/** The number of quantities of a calculation that can be changed by a slip. Nearer ones come first. */
const maxQuantities = 150;

/** The decimals of the factors in a wrong calculation by hand. The lecture uses four. */
const handDecimals = 4;

/** The slips that lead to an answer. A slip that leads there from several places is listed for each place. */
export function findSlips(candidates: readonly Candidate[], answer: Answer): readonly Finding[] {
  const found = candidates
    .filter(({ numbers }) => numbers.some((number) => roundsTo(answer, number)))
    .map(({ slip, area, about, extent }): Finding => ({ slip, area, about, extent }));
  return [...new Map(found.map((finding) => [JSON.stringify(finding), finding])).values()];
}

/** Every slip that can be made in a question, with the numbers it leads to. */
export function candidatesFor(question: Question, rounding: Rounding): readonly Candidate[] {
  const context: SlipContext = {
    question,
    experiment: question.values.update.experiment,
    quantities: quantitiesBehind(question, maxQuantities),
    kindOf: (of) => kindName(question, of),
  };
  return slips.flatMap(({ name, area, variants }) =>
    Array.from(variants(context), ({ about, extent = 'one', ...variant }) => ({
      slip: name,
      area,
      extent,
      // If the question is about the whole batch, the slip is made in every sample.
      about: about && sampleOf(question.quantity) === undefined ? withoutSample(about) : about,
      numbers: numbersOf(question, variant, rounding),
    })),
  );
}

function numbersOf(question: Question, variant: Variant, rounding: Rounding): readonly number[] {
  const { replace = () => undefined, apply = (value) => value } = variant;
  return [exactArithmetic(question), roundedFactors(question, rounding, handDecimals)]
    .map((arithmetic) => apply(recompute(question, replace, arithmetic)))
    .filter(Number.isFinite);
}

/** Calculates with factors rounded to `decimals` decimals. Hyperparameters and t are not rounded. */
export function roundedFactors({ values }: Question, rounding: Rounding, decimals: number): Arithmetic {
  const isExact = ({ kind }: Quantity): boolean => kind === 'setting' || kind === 'update-number';
  return {
    read: (of) => (isExact(of) ? values.numberOf(of) : rounding(values.numberOf(of), decimals)),
    intermediate: (value) => value,
  };
}
