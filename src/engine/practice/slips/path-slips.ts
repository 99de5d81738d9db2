import { call, constant, difference, type Expression, product, quotient, sum } from '../../expressions/expression.ts';
import { items } from '../../expressions/lazy-list.ts';
import { isGradientOf, isValueOf, type Quantity } from '../../graph/quantity.ts';
import { isOutput } from '../../models/network.ts';
import { equationOf, isOverBatch } from '../../steps/equation.ts';
import type { Experiment } from '../../training/experiment.ts';
import type { Update } from '../../training/update.ts';
import { atEachAndAll, type Slip, type SlipContext, triesTerms, type Variant } from './slip.ts';

/** Slips are tried only in this many terms of a sum, the first ones, so that a wide layer has few variants. */
const maxTerms = 12;

type Terms = readonly Expression<Quantity>[];

/** A sum over paths, or over the terms of a net or of E_total, is calculated wrongly. */
export const pathSlips = [
  { name: 'path-left-out', area: 'path', variants: (context) => atEachTerm(context, 2, allTermsBut) },
  { name: 'single-path', area: 'path', variants: (context) => atEachTerm(context, 3, onlyTerm) },
  {
    name: 'path-counted-twice',
    area: 'path',
    variants: (context) =>
      atEachTerm(context, 2, (terms, at) => sum([...terms, ...terms.slice(at, at + 1)]), { withBias: true }),
  },
  {
    name: 'paths-subtracted',
    area: 'path',
    *variants(context) {
      yield* atEachTerm(context, 2, (terms, at) => difference(onlyTerm(terms, at), allTermsBut(terms, at)));
      yield* atEachTerm(context, 3, (terms, at) => {
        const { bias, others } = withoutBias(terms);
        return bias && sum([difference(onlyTerm(others, at), allTermsBut(others, at)), bias]);
      });
      // The signs of the terms are ignored, or those of all terms but the bias.
      yield* atSums(context, 2, (terms) => sum(terms.map((term) => call('absolute', term))));
      yield* atSums(context, 2, (terms) => {
        const { bias, others } = withoutBias(terms);
        return bias && sum([...others.map((term) => call('absolute', term)), bias]);
      });
    },
  },
  {
    name: 'paths-averaged',
    area: 'path',
    *variants(context) {
      yield* atSums(context, 2, (terms) => quotient(sum(terms), constant(terms.length)));
      yield* atSums(context, 3, (terms) => {
        const { bias, others } = withoutBias(terms);
        return bias && sum([quotient(sum(others), constant(others.length)), bias]);
      });
    },
  },
  {
    /** The paths are multiplied. */
    name: 'product-for-sum',
    area: 'path',
    variants: (context) => atSums(context, 2, (terms) => product(...terms)),
  },
] as const satisfies readonly Slip[];

function allTermsBut(terms: Terms, at: number): Expression<Quantity> {
  return sum(terms.filter((_, other) => other !== at));
}

/** The bias, which is the last term of a net, and the other terms. */
function withoutBias(terms: Terms): { readonly bias: Expression<Quantity> | undefined; readonly others: Terms } {
  const last = terms.at(-1);
  const isBias = last?.kind === 'leaf' && isValueOf(last.leaf, 'parameter');
  return { bias: isBias ? last : undefined, others: isBias ? terms.slice(0, -1) : terms };
}

function onlyTerm(terms: Terms, at: number): Expression<Quantity> {
  return sum(terms.slice(at, at + 1));
}

/** The sums in which slips are tried: sums over paths, and a net or E_total that is a result. */
function sumsIn(context: SlipContext, minTerms: number): readonly Quantity[] {
  const { update, experiment, results, quantities } = context;
  const isResult = new Set(results);
  const isSum = (quantity: Quantity): boolean =>
    isSumOverPaths(experiment, quantity) ||
    isValueOf(quantity, 'total-error') ||
    (isResult.has(quantity) && isValueOf(quantity, 'equation')) ||
    (isResult.has(quantity) && isValueOf(quantity, 'net') && triesTerms(context, quantity));
  return quantities.filter(
    // A mean or a sum over a batch has slips of its own.
    (quantity) => isSum(quantity) && !isOverBatch(update, quantity) && termsOf(update, quantity).length >= minTerms,
  );
}

function isSumOverPaths(experiment: Experiment, quantity: Quantity): boolean {
  if (experiment.kind === 'formula') return quantity.kind === 'gradient';
  return isGradientOf(quantity, 'out') && !isOutput(experiment.network, quantity.of.block.layer);
}

/** Yields variants in which sums are replaced by `change(terms)`: each sum alone, those of a layer, and all of them. */
function* atSums(
  context: SlipContext,
  minTerms: number,
  change: (terms: Terms) => Expression<Quantity> | undefined,
): IterableIterator<Variant> {
  const { update } = context;
  yield* atEachAndAll(context, sumsIn(context, minTerms), (quantity) => {
    const terms = termsOf(update, quantity);
    return terms.length >= minTerms ? change(terms) : undefined;
  });
}

/** Yields variants for each term: `change(terms, at)` replaces one sum, the sums of a layer, or all sums with this term. */
function* atEachTerm(
  context: SlipContext,
  minTerms: number,
  change: (terms: Terms, at: number) => Expression<Quantity> | undefined,
  { withBias = false } = {},
): IterableIterator<Variant> {
  const { update } = context;
  const sums = sumsIn(context, minTerms);
  const longest = Math.max(0, ...sums.map((total) => termsOf(update, total).length));
  for (let at = 0; at < Math.min(longest, maxTerms); at++) {
    const withTerm = sums.filter((total) => isTried(termsOf(update, total)[at], withBias));
    const variants = atEachAndAll(context, withTerm, (quantity) => change(termsOf(update, quantity), at));
    for (const { about, ...variant } of variants) {
      yield { ...variant, about: about && subjectOf(termsOf(update, about)[at]) };
    }
  }
}

/** A bias that is left out is the slip `bias-forgotten`. */
function isTried(term: Expression<Quantity> | undefined, withBias: boolean): boolean {
  const subject = subjectOf(term);
  return term !== undefined && (withBias || subject === undefined || !isValueOf(subject, 'parameter'));
}

function termsOf(update: Update, total: Quantity): Terms {
  const equation = equationOf(update, total);
  return equation.kind === 'sum' ? [...items(equation.terms)] : [];
}

/** The quantity by which a slip names a term: the term itself if it is a quantity, or the first factor of a product. */
function subjectOf(term: Expression<Quantity> | undefined): Quantity | undefined {
  if (term?.kind === 'leaf') return term.leaf;
  const [first] = term?.kind === 'product' ? term.factors : [];
  return first?.kind === 'leaf' ? first.leaf : undefined;
}
