import {
  call,
  callOn,
  constant,
  difference,
  type Expression,
  quotient,
  rewritten,
  sum,
} from '../expressions/expression.ts';
import { logSumExpOf } from '../expressions/functions.ts';
import { type LazyList, lazyList } from '../expressions/lazy-list.ts';

/**
 * out = e^net / Σ e^net, where the sum is over the nets of the layer. It is computed as e^(net − ln Σ e^net), which
 * does not overflow.
 */
export function softmaxOut(nets: LazyList<Expression>, unit: number): Expression {
  const net = nets.at(unit) ?? constant(Number.NaN);
  const powers = lazyList(nets.length, (at) => call('exp', nets.at(at) ?? constant(Number.NaN)));
  const logSum = callOn('log-sum-exp', nets);
  return rewritten(quotient(call('exp', net), sum(powers)), call('exp', difference(net, logSum)));
}

/** Writes the outs of `count` units to `outs`, from index `start` on. Their nets are at the same indices of `nets`. */
export function softmax(nets: Float64Array, outs: Float64Array, start: number, count: number): void {
  const logSum = logSumExpOf(nets, start, count);
  for (let unit = start; unit < start + count; unit++) outs[unit] = Math.exp((nets[unit] ?? Number.NaN) - logSum);
}
