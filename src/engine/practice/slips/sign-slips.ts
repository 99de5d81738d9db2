import { negative, ref, sum } from '../../expressions/expression.ts';
import { equationOf } from '../../steps/equation.ts';
import { atEachAndAll, comparisonsIn, inPlaceOf, type SlipContext, type Variant } from './slip.ts';

/** The sign flipped, target and output swapped, + instead of −. */
export function* signSlips(workings: SlipContext): IterableIterator<Variant> {
  const { question } = workings;
  const { quantity: root, reading } = question;
  yield { slip: 'sign', apply: (value) => -value };
  if (root.kind === 'updated') {
    yield { slip: 'sign', replace: (of) => (of.kind === 'gradient' ? negative(ref(of)) : undefined) };
    const rule = equationOf(reading.update, root);
    if (rule?.kind === 'difference') {
      yield { slip: 'plus', replace: inPlaceOf(workings, root, () => sum([rule.left, rule.right])) };
    }
  }
  yield* atEachAndAll(workings, 'swap', comparisonsIn(workings), (of) => negative(ref(of)));
}
