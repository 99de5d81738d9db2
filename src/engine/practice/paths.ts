import { equationOf } from '../equations/equation.ts';
import { isMean } from '../equations/explanation.ts';
import { difference, type Expression, items, number, quotient, sum } from '../expressions.ts';
import { isOutput } from '../network.ts';
import type { Quantity } from '../quantities.ts';
import type { Rewriting, Workings } from './slip.ts';

/** Of a long sum, how many terms are tried. */
const mostTerms = 12;

/** Of a sum: a term left out, or all but one; the terms averaged, or subtracted. Of a mean: only the sum. */
export function* pathSlips(workings: Workings): IterableIterator<Rewriting> {
  const { question, experiment, quantities } = workings;
  const { quantity: root } = question;
  const { update } = question.reading;
  const isSum = (of: Quantity): boolean =>
    (of.kind === 'out-gradient' && !isOutput(experiment.network, of.layer)) ||
    (of === root && (of.kind === 'total-error' || of.kind === 'net'));
  for (const total of quantities.filter(isSum)) {
    const equation = equationOf(update, total);
    if (equation?.kind === 'sum' && equation.terms.length > 1) {
      yield* sumSlips(workings, total, [...items(equation.terms)]);
    }
  }
  if (isMean(update, root)) yield { slip: 'mean forgotten', finish: (value) => value * update.size };
}

function* sumSlips({ isSame }: Workings, total: Quantity, terms: readonly Expression[]): IterableIterator<Rewriting> {
  const instead = (expression: Expression) => (of: Quantity) => (isSame(of, total) ? expression : undefined);
  for (const [at, term] of terms.slice(0, mostTerms).entries()) {
    const others = terms.filter((_, other) => other !== at);
    const about = subjectOf(term);
    yield { slip: 'path left out', about, replace: instead(sum(others)) };
    if (terms.length > 2) yield { slip: 'single path', about, replace: instead(term) };
    yield { slip: 'paths subtracted', replace: instead(difference(term, sum(others))) };
  }
  yield { slip: 'paths averaged', replace: instead(quotient(sum(terms), number(terms.length))) };
}

/** What a term of a sum is about: the path or the error itself, or the out that a net takes in. */
function subjectOf(term: Expression): Quantity | undefined {
  if (term.kind === 'quantity') return term.quantity;
  const [first] = term.kind === 'product' ? term.factors : [];
  return first?.kind === 'quantity' ? first.quantity : undefined;
}
