import { call, callOn, constant, type Expression, quotient, rewritten, sum } from '../expressions/expression.ts';
import { expOfDifference, maximumOf } from '../expressions/functions.ts';
import { type LazyList, mapList, prepend } from '../expressions/lazy-list.ts';

/**
 * out = e^net / Σ e^net, where the sum is over the nets of the layer. The largest net is subtracted from each net
 * first, so no power overflows.
 */
export function softmaxOut<Leaf>(nets: LazyList<Expression<Leaf>>, unit: number): Expression<Leaf> {
  const net = nets.at(unit) ?? constant(Number.NaN);
  const powers = mapList(nets, (each) => call('exp', each));
  return rewritten(quotient(call('exp', net), sum(powers)), callOn('softmax', prepend(net, nets)));
}

/** Writes the outs of `count` units to `outs`, from index `start` on. Their nets are at the same indices of `nets`. */
export function softmax(nets: Float64Array, outs: Float64Array, start: number, count: number): void {
  const max = maximumOf(nets, start, count);
  let total = 0;
  for (let unit = start; unit < start + count; unit++) {
    const power = expOfDifference(nets[unit] ?? Number.NaN, max);
    outs[unit] = power;
    total += power;
  }
  for (let unit = start; unit < start + count; unit++) outs[unit] = (outs[unit] ?? Number.NaN) / total;
}
