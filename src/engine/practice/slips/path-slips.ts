import { constant, difference, type Expression, product, quotient, ref, sum } from '../../expressions/expression.ts';
import { items } from '../../expressions/lazy-list.ts';
import { isGradientOf, isNewParameter, isValueOf, type Quantity } from '../../graph/quantity.ts';
import { isOutput } from '../../models/network.ts';
import { equationOf, isOverBatch } from '../../steps/equation.ts';
import type { Experiment } from '../../training/experiment.ts';
import type { Update } from '../../training/update.ts';
import type { Question } from '../question.ts';
import { replaceOne, type Slip, type SlipContext, type Variant } from './slip.ts';

/** Slips are tried only in this many terms of a sum, the first ones, so that a wide layer has few variants. */
const maxTerms = 12;

type Terms = readonly Expression<Quantity>[];

export const pathSlips = [
  { name: 'path-left-out', area: 'path', variants: (context) => atEachTerm(context, 2, allTermsBut) },
  { name: 'single-path', area: 'path', variants: (context) => atEachTerm(context, 3, onlyTerm) },
  {
    name: 'paths-subtracted',
    area: 'path',
    variants: (context) =>
      atEachTerm(context, 2, (terms, at) => difference(onlyTerm(terms, at), allTermsBut(terms, at))),
  },
  {
    name: 'paths-averaged',
    area: 'path',
    *variants(context) {
      const { update } = context.question.values;
      for (const total of sumsIn(context, 2)) {
        // The mean in place of the sum over a batch is the slip `mean-for-sum`.
        if (isOverBatch(update, total)) continue;
        const average = (quantity: Quantity): Expression<Quantity> => {
          const terms = termsOf(update, quantity);
          return quotient(sum(terms), constant(terms.length));
        };
        yield { replace: replaceOne(context, total, average) };
      }
    },
  },
  {
    name: 'sum-for-mean',
    area: 'batch',
    *variants({ question, experiment }) {
      if (experiment.reduction === 'mean') yield* withBatchFactor(question, question.values.update.size);
    },
  },
  {
    name: 'mean-for-sum',
    area: 'batch',
    *variants({ question, experiment }) {
      if (experiment.reduction === 'sum') yield* withBatchFactor(question, 1 / question.values.update.size);
    },
  },
] as const satisfies readonly Slip[];

/** Multiplies E_total or a gradient of a batch by `factor`, or the gradient in a new parameter. */
function* withBatchFactor({ quantity, values }: Question, factor: number): IterableIterator<Variant> {
  if (isOverBatch(values.update, quantity)) yield { changeResult: (value) => value * factor };
  if (isNewParameter(quantity) && values.update.size > 1) {
    yield { replace: (part) => (isGradientOf(part, 'parameter') ? product(constant(factor), ref(part)) : undefined) };
  }
}

function allTermsBut(terms: Terms, at: number): Expression<Quantity> {
  return sum(terms.filter((_, other) => other !== at));
}

function onlyTerm(terms: Terms, at: number): Expression<Quantity> {
  return sum(terms.slice(at, at + 1));
}

/**
 * The sums in which slips are tried: sums over paths, and the net or E_total that is asked for. Sums of fewer than
 * `minTerms` terms are left out.
 */
function sumsIn({ question, experiment, quantities }: SlipContext, minTerms: number): readonly Quantity[] {
  const { quantity: asked, values } = question;
  const isSum = (quantity: Quantity): boolean =>
    isSumOverPaths(experiment, quantity) ||
    (quantity === asked && isValueOf(quantity, 'total-error', 'net', 'equation'));
  return quantities.filter((quantity) => isSum(quantity) && termsOf(values.update, quantity).length >= minTerms);
}

function isSumOverPaths(experiment: Experiment, quantity: Quantity): boolean {
  if (experiment.kind === 'formula') return quantity.kind === 'gradient';
  return isGradientOf(quantity, 'out') && !isOutput(experiment.network, quantity.of.block.layer);
}

/** Yields a variant for each term of each sum: the sum is replaced by `change(terms, at)`. `at` is the term's index. */
function* atEachTerm(
  context: SlipContext,
  minTerms: number,
  change: (terms: Terms, at: number) => Expression<Quantity>,
): IterableIterator<Variant> {
  const { update } = context.question.values;
  for (const total of sumsIn(context, minTerms)) {
    for (const [at, term] of termsOf(update, total).slice(0, maxTerms).entries()) {
      const about = subjectOf(term);
      // A bias that is left out is the slip `bias-forgotten`.
      if (about !== undefined && isValueOf(about, 'parameter')) continue;
      yield { about, replace: replaceOne(context, total, (quantity) => change(termsOf(update, quantity), at)) };
    }
  }
}

function termsOf(update: Update, total: Quantity): Terms {
  const equation = equationOf(update, total);
  return equation.kind === 'sum' ? [...items(equation.terms)] : [];
}

/** The quantity by which a slip names a term: the term itself if it is a quantity, or the first factor of a product. */
function subjectOf(term: Expression<Quantity>): Quantity | undefined {
  if (term.kind === 'leaf') return term.leaf;
  const [first] = term.kind === 'product' ? term.factors : [];
  return first?.kind === 'leaf' ? first.leaf : undefined;
}
