import { constant, difference, type Expression, product, quotient, ref, sum } from '../../expressions/expression.ts';
import { items } from '../../expressions/lazy-list.ts';
import type { Quantity } from '../../expressions/quantity.ts';
import { isOutput } from '../../models/network.ts';
import { equationOf } from '../../steps/equation.ts';
import { isMean } from '../../steps/explanation.ts';
import type { Update } from '../../training/update.ts';
import { inPlaceOf, type SlipContext, type Variant } from './slip.ts';

/** Of a long sum, how many terms are tried. */
const maxTerms = 12;

/** Of a sum: a term left out, or all but one; the terms averaged, or subtracted. Of a mean: only the sum. */
export function* pathSlips(workings: SlipContext): IterableIterator<Variant> {
  const { question, experiment, quantities } = workings;
  const { quantity: root } = question;
  const { update } = question.reading;
  const isSum = (of: Quantity): boolean =>
    (of.kind === 'out-gradient' && !isOutput(experiment.network, of.layer)) ||
    (of === root && (of.kind === 'total-error' || of.kind === 'net'));
  for (const total of quantities.filter(isSum)) {
    const terms = termsOf(update, total);
    if (terms.length > 1) yield* sumSlips(workings, total, terms);
  }
  const { size } = update;
  if (isMean(update, root)) yield { slip: 'mean forgotten', apply: (value) => value * size };
  if (root.kind === 'updated' && size > 1) {
    const added = (of: Quantity) => (of.kind === 'gradient' ? product(constant(size), ref(of)) : undefined);
    yield { slip: 'mean forgotten', replace: added };
  }
}

function termsOf(update: Update, total: Quantity): readonly Expression[] {
  const equation = equationOf(update, total);
  return equation?.kind === 'sum' ? [...items(equation.terms)] : [];
}

function* sumSlips(workings: SlipContext, total: Quantity, terms: readonly Expression[]): IterableIterator<Variant> {
  const { update } = workings.question.reading;
  /** Of the same sum of each sample. */
  const instead = (make: (terms: readonly Expression[]) => Expression) =>
    inPlaceOf(workings, total, (of) => make(termsOf(update, of)));
  const without = (some: readonly Expression[], at: number): Expression => sum(some.filter((_, other) => other !== at));
  const only = (some: readonly Expression[], at: number): Expression => sum(some.slice(at, at + 1));
  for (const [at, term] of terms.slice(0, maxTerms).entries()) {
    const about = subjectOf(term);
    // A bias that is left out is a slip of its own.
    if (about?.kind === 'parameter') continue;
    yield { slip: 'path left out', about, replace: instead((some) => without(some, at)) };
    if (terms.length > 2) yield { slip: 'single path', about, replace: instead((some) => only(some, at)) };
    yield { slip: 'paths subtracted', replace: instead((some) => difference(only(some, at), without(some, at))) };
  }
  yield { slip: 'paths averaged', replace: instead((some) => quotient(sum(some), constant(some.length))) };
}

/** What a term of a sum is about: the path or the error itself, or the out that a net takes in. */
function subjectOf(term: Expression): Quantity | undefined {
  if (term.kind === 'quantity') return term.quantity;
  const [first] = term.kind === 'product' ? term.factors : [];
  return first?.kind === 'quantity' ? first.quantity : undefined;
}
