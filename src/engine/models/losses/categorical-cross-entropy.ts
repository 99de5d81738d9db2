import { line } from '../../expressions/derivation-lines.ts';
import {
  call,
  callOn,
  conditional,
  constant,
  difference,
  type Expression,
  negative,
  product,
  rewritten,
  sum,
} from '../../expressions/expression.ts';
import { minusLogSoftmax } from '../../expressions/functions.ts';
import { type LazyList, lazyList, mapList, prepend } from '../../expressions/lazy-list.ts';
import type { FusedLoss, OutputExpressions } from '../loss.ts';

/** The items of a list without the item at `index`. */
function without<Leaf>(list: LazyList<Expression<Leaf>>, index: number): LazyList<Expression<Leaf>> {
  return lazyList(list.length - 1, (at) => list.at(at < index ? at : at + 1) ?? constant(Number.NaN));
}

/** The sum of `count` numbers of an array, from index `start` on, without the number at index `start + unit`. */
function sumWithout(numbers: Float64Array, start: number, count: number, unit: number): number {
  let total = 0;
  for (let at = 0; at < count; at++) if (at !== unit) total += numbers[start + at] ?? Number.NaN;
  return total;
}

function deltaOf<Leaf>(
  { out, target, outs, targets, unit }: OutputExpressions<Leaf>,
  targetSum: number,
): Expression<Leaf> {
  const shown = difference(targetSum === 1 ? out : product(out, sum(targets)), target);
  const stable = difference(product(out, sum(without(targets, unit))), product(target, sum(without(outs, unit))));
  return rewritten(shown, conditional(difference(out, constant(0.5)), stable, shown), stable);
}

/** E = −target·ln out, for the outputs of a softmax. */
export const categoricalCrossEntropy = (): FusedLoss => ({
  kind: 'fused',
  activation: 'softmax',
  needsAllTargets: true,
  targetRange: { min: 0, max: Number.POSITIVE_INFINITY },
  error: (nets, start, unit, target, outputs) =>
    target === 0 ? 0 : target * minusLogSoftmax(nets[start + unit] ?? Number.NaN, nets, start, outputs),
  // For an out near 1, out·Σt − t is computed as out·(Σt − t) − t·(1 − out), where Σt − t and 1 − out are sums over
  // the other outputs. At most one out is greater than ½, so at most one output takes these sums.
  delta: ({ outs, start, targets, firstTarget, outputs }, unit, targetSum) => {
    const out = outs[start + unit] ?? Number.NaN;
    const target = targets[firstTarget + unit] ?? Number.NaN;
    return out > 0.5
      ? out * sumWithout(targets, firstTarget, outputs, unit) - target * sumWithout(outs, start, outputs, unit)
      : out * targetSum - target;
  },
  errorExpression: <Leaf>({ out, net, nets, unit, target }: OutputExpressions<Leaf>): Expression<Leaf> => {
    const otherPowers = mapList(without(nets, unit), (other) => call('exp', difference(other, net)));
    const shown = call('ln', sum(prepend<Expression<Leaf>>(constant(1), otherPowers)));
    const stable = product(target, rewritten(shown, callOn('minus-log-softmax', prepend(net, nets))));
    return rewritten(negative(product(target, call('ln', out))), stable, stable);
  },
  deltaExpression: deltaOf,
  // A net changes all outs of the softmax: its own by out(1 − out), and out_j of each other output j by −out·out_j.
  deltaLines: <Leaf>(output: OutputExpressions<Leaf>, targetSum: number) => {
    const { out, outs, target, targets, unit } = output;
    const otherTargets = sum(without(targets, unit));
    return {
      value: [
        line(
          negative(
            sum(lazyList(outs.length, (at) => product(targets.at(at) ?? target, call('ln', outs.at(at) ?? out)))),
          ),
        ),
      ],
      derivative: [
        line<Leaf>(
          sum([negative(product(target, difference(constant(1), out))), product(otherTargets, out)]),
          'sum',
          'ln',
          'chain',
          'softmax',
        ),
        line<Leaf>(difference(product(out, sum(targets)), target), 'rearrange'),
        line<Leaf>(deltaOf(output, targetSum), 'simplify'),
      ],
    };
  },
  pytorch: '-(target * F.log_softmax(net, dim=1)).sum(dim=1)',
});
