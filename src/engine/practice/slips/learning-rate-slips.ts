import { number } from '../../expressions/expression.ts';
import type { Quantity } from '../../expressions/quantity.ts';
import { settingOf } from '../../training/optimizers.ts';
import type { Rewriting, Workings } from './slip.ts';

/** α forgotten, applied twice, or inside a gradient; the gradient or the change alone in place of the new value. */
export function* rateSlips({ question, experiment }: Workings): IterableIterator<Rewriting> {
  const { quantity: root, reading } = question;
  const rate = settingOf(experiment.optimizer, 'learningRate');
  if (root.kind === 'gradient') {
    yield { slip: 'rate in gradient', finish: (value) => rate * value };
    const { parameter, sample } = root;
    if (sample === undefined)
      yield { slip: 'new value', finish: () => reading.numberOf({ kind: 'updated', parameter }) };
  }
  if (root.kind !== 'updated') return;
  const rated = (value: number) => (of: Quantity) =>
    of.kind === 'setting' && of.name === 'learningRate' ? number(value) : undefined;
  yield { slip: 'rate forgotten', replace: rated(1) };
  yield { slip: 'rate twice', replace: rated(rate * rate) };
  const { parameter } = root;
  const before = reading.numberOf({ kind: 'parameter', parameter });
  const gradient = reading.numberOf({ kind: 'gradient', parameter });
  yield { slip: 'old value', finish: () => before };
  for (const sign of [1, -1]) {
    yield { slip: 'only the gradient', finish: () => sign * gradient };
    yield { slip: 'only the change', finish: (after) => sign * (after - before) };
  }
}
