import { constant } from '../../expressions/expression.ts';
import type { Quantity } from '../../expressions/quantity.ts';
import { hyperparameterOf } from '../../training/optimizers.ts';
import type { SlipContext, Variant } from './slip.ts';

/** α forgotten, applied twice, or inside a gradient; the gradient or the change alone in place of the new value. */
export function* rateSlips({ question, experiment }: SlipContext): IterableIterator<Variant> {
  const { quantity: root, reading } = question;
  const rate = hyperparameterOf(experiment.optimizer, 'learningRate');
  if (root.kind === 'gradient') {
    yield { slip: 'rate in gradient', apply: (value) => rate * value };
    const { parameter, sample } = root;
    if (sample === undefined)
      yield { slip: 'new value', apply: () => reading.numberOf({ kind: 'updated', parameter }) };
  }
  if (root.kind !== 'updated') return;
  const rated = (value: number) => (of: Quantity) =>
    of.kind === 'setting' && of.name === 'learningRate' ? constant(value) : undefined;
  yield { slip: 'rate forgotten', replace: rated(1) };
  yield { slip: 'rate twice', replace: rated(rate * rate) };
  const { parameter } = root;
  const before = reading.numberOf({ kind: 'parameter', parameter });
  const gradient = reading.numberOf({ kind: 'gradient', parameter });
  yield { slip: 'old value', apply: () => before };
  for (const sign of [1, -1]) {
    yield { slip: 'only the gradient', apply: () => sign * gradient };
    yield { slip: 'only the change', apply: (after) => sign * (after - before) };
  }
}
