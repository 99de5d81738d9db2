import { equationOf } from '../equations/equation.ts';
import { type Experiment, hasOneStepDelta } from '../experiment.ts';
import { negative, refer, sum } from '../expressions.ts';
import { isOutput } from '../network.ts';
import type { Quantity } from '../quantities.ts';
import { atEachAndAll, type Rewriting, type Workings } from './slip.ts';

/** The sign flipped, target and output swapped, + instead of −. */
export function* signSlips(workings: Workings): IterableIterator<Rewriting> {
  const { question, experiment, quantities, isSame } = workings;
  const { quantity: root, reading } = question;
  yield { slip: 'sign', finish: (value) => -value };
  if (root.kind === 'updated') {
    yield { slip: 'sign', replace: (of) => (of.kind === 'gradient' ? negative(refer(of)) : undefined) };
    const rule = equationOf(reading.update, root);
    if (rule?.kind === 'difference') {
      yield { slip: 'plus', replace: (of) => (isSame(of, root) ? sum([rule.left, rule.right]) : undefined) };
    }
  }
  const comparisons = quantities.filter((of) => isComparison(experiment, of));
  yield* atEachAndAll(workings, 'swap', comparisons, (of) => negative(refer(of)));
}

/** Whether a quantity is where out and target are compared: ① of an output, or its δ where that is one step. */
function isComparison(experiment: Experiment, of: Quantity): boolean {
  if (of.kind === 'out-gradient') return isOutput(experiment.network, of.layer);
  return of.kind === 'delta' && hasOneStepDelta(experiment, of.layer);
}
