import {
  call,
  callOn,
  conditional,
  constant,
  difference,
  type Expression,
  negative,
  product,
  quotient,
  rewritten,
  square,
  sum,
} from '../expressions/expression.ts';
import { minusLogSoftmax, softplus } from '../expressions/functions.ts';
import { keysOf } from '../expressions/keys-of.ts';
import { type LazyList, lazyList, mapList, prepend } from '../expressions/lazy-list.ts';
import { type ActivationName, nearOne } from './activations.ts';

/** The expressions from which the equations of a loss for one output are built. */
export interface OutputExpressions {
  readonly out: Expression;
  readonly net: Expression;
  readonly target: Expression;
  /** The number of outputs. */
  readonly outputs: number;
  /** The index of the output among all outputs. */
  readonly unit: number;
  /** The nets, the outs and the targets of all outputs. */
  readonly nets: LazyList<Expression>;
  readonly outs: LazyList<Expression>;
  readonly targets: LazyList<Expression>;
}

/**
 * The numbers of the output layer for one sample. `nets[start]` to `nets[start + outputs − 1]` are its nets, its outs are
 * at the same indices of `outs`, and its targets are in `targets` from index `firstTarget` on.
 */
export interface OutputNumbers {
  readonly nets: Float64Array;
  readonly outs: Float64Array;
  readonly start: number;
  readonly targets: Float64Array;
  readonly firstTarget: number;
  readonly outputs: number;
}

/** A loss for every activation but softmax. ∂E/∂out and ∂out/∂net are separate steps, the factors ① and ②. */
export interface PlainLoss extends LossBase {
  readonly kind: 'plain';
  /** E of one output. E_total is the sum over all outputs. `outputs` is the number of outputs. */
  error(out: number, target: number, outputs: number): number;
  /** ∂E/∂out of one output. */
  derivative(out: number, target: number, outputs: number): number;
  errorExpression(output: OutputExpressions): Expression;
  derivativeExpression(output: OutputExpressions): Expression;
  /** Whether ∂E/∂out jumps where out = target. */
  readonly hasKink: boolean;
}

/**
 * A loss that is fused with the activation of the output layer: it needs one particular activation there, and
 * δ = ∂E/∂net is one step. E is computed from the nets, because ln out and ln(1 − out) are inexact, or infinite, for an
 * out near 0 or 1.
 */
export interface FusedLoss extends LossBase {
  readonly kind: 'fused';
  readonly activation: ActivationName;
  /** Whether δ of one output depends on the targets of all outputs. */
  readonly needsAllTargets: boolean;
  /** E of output `unit`. `nets[start]` to `nets[start + outputs − 1]` are the nets of the output layer. */
  error(nets: Float64Array, start: number, unit: number, target: number, outputs: number): number;
  /** δ of output `unit`. `targetSum` is the sum of the sample's targets. */
  delta(numbers: OutputNumbers, unit: number, targetSum: number): number;
  errorExpression(output: OutputExpressions): Expression;
  /** δ of one output. `targetSum` is the sum of the sample's targets. */
  deltaExpression(output: OutputExpressions, targetSum: number): Expression;
}

interface LossBase {
  /** The range of allowed targets, both ends included. Undefined if every number is allowed. */
  readonly targetRange?: { readonly min: number; readonly max: number };
}

export type Loss = PlainLoss | FusedLoss;

const one = constant(1);
const targetMinusOut = ({ target, out }: OutputExpressions): Expression => difference(target, out);

/** The square of a number up to this size is finite. */
const maxSquarable = 1e154;

/** The items of a list without the item at `index`. */
function without(list: LazyList<Expression>, index: number): LazyList<Expression> {
  return lazyList(list.length - 1, (at) => list.at(at < index ? at : at + 1) ?? constant(Number.NaN));
}

/** The sum of `count` numbers of an array, from index `start` on, without the number at index `start + unit`. */
function sumWithout(numbers: Float64Array, start: number, count: number, unit: number): number {
  let total = 0;
  for (let at = 0; at < count; at++) if (at !== unit) total += numbers[start + at] ?? Number.NaN;
  return total;
}

/**
 * Every loss, by its name in network files. The loops of `pass` call the functions of a loss; the expressions are the
 * equations.
 */
export const losses = {
  'half-squared-error': {
    kind: 'plain',
    error: (out, target) => 0.5 * (target - out) * (target - out),
    derivative: (out, target) => -(target - out),
    // ½d·d is finite for some differences d whose square is infinite.
    errorExpression: (output) => {
      const deviation = targetMinusOut(output);
      return rewritten(product(constant(0.5), square(deviation)), product(constant(0.5), deviation, deviation));
    },
    derivativeExpression: (output) => negative(targetMinusOut(output)),
    hasKink: false,
  },
  'mean-squared-error': {
    kind: 'plain',
    error: (out, target, outputs) => {
      const size = Math.abs(target - out);
      return size > maxSquarable ? (size / outputs) * size : size ** 2 / outputs;
    },
    derivative: (out, target, outputs) => (-2 * (target - out)) / outputs,
    errorExpression: (output) => {
      const shown = quotient(square(targetMinusOut(output)), constant(output.outputs));
      const size = call('absolute', targetMinusOut(output));
      const withoutSquare = product(quotient(size, constant(output.outputs)), size);
      return rewritten(shown, conditional(difference(size, constant(maxSquarable)), withoutSquare, shown));
    },
    derivativeExpression: (output) => quotient(product(constant(-2), targetMinusOut(output)), constant(output.outputs)),
    hasKink: false,
  },
  'mean-absolute-error': {
    kind: 'plain',
    error: (out, target, outputs) => Math.abs(target - out) / outputs,
    derivative: (out, target, outputs) => -Math.sign(target - out) / outputs,
    errorExpression: (output) => quotient(call('absolute', targetMinusOut(output)), constant(output.outputs)),
    derivativeExpression: (output) =>
      quotient(negative(call('sign', targetMinusOut(output))), constant(output.outputs)),
    hasKink: true,
  },
  'binary-cross-entropy': {
    kind: 'fused',
    activation: 'sigmoid',
    needsAllTargets: false,
    targetRange: { min: 0, max: 1 },
    error: (nets, start, unit, target) => {
      const net = nets[start + unit] ?? Number.NaN;
      return target * softplus(-net) + (1 - target) * softplus(net);
    },
    // For an out near 1, out − target is computed as (1 − target) − (1 − out), where 1 − out is out·e^(−net).
    delta: ({ nets, outs, start, targets, firstTarget }, unit) => {
      const out = outs[start + unit] ?? Number.NaN;
      const target = targets[firstTarget + unit] ?? Number.NaN;
      return out > nearOne ? 1 - target - out * Math.exp(-(nets[start + unit] ?? Number.NaN)) : out - target;
    },
    errorExpression: ({ out, net, target }) => {
      const oneMinusTarget = difference(one, target);
      const stable = sum([
        product(target, call('softplus', negative(net))),
        product(oneMinusTarget, call('softplus', net)),
      ]);
      return rewritten(
        negative(sum([product(target, call('ln', out)), product(oneMinusTarget, call('ln', difference(one, out)))])),
        stable,
        stable,
      );
    },
    deltaExpression: ({ out, net, target }) => {
      const shown = difference(out, target);
      const stable = difference(difference(one, target), product(out, call('exp', negative(net))));
      return rewritten(shown, conditional(difference(out, constant(nearOne)), stable, shown), stable);
    },
  },
  'categorical-cross-entropy': {
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
    errorExpression: ({ out, net, nets, unit, target }) => {
      const otherPowers = mapList(without(nets, unit), (other) => call('exp', difference(other, net)));
      const shown = call('ln', sum(prepend<Expression>(one, otherPowers)));
      const stable = product(target, rewritten(shown, callOn('minus-log-softmax', prepend(net, nets))));
      return rewritten(negative(product(target, call('ln', out))), stable, stable);
    },
    deltaExpression: ({ out, target, outs, targets, unit }, targetSum) => {
      const shown = difference(targetSum === 1 ? out : product(out, sum(targets)), target);
      const stable = difference(product(out, sum(without(targets, unit))), product(target, sum(without(outs, unit))));
      return rewritten(shown, conditional(difference(out, constant(0.5)), stable, shown), stable);
    },
  },
} as const satisfies Record<string, Loss>;

export type LossName = keyof typeof losses;

export const lossNames = keysOf(losses);

/** The loss with this name. Its type is the union `Loss`, not the narrower type of its entry in `losses`. */
export function lossOf(name: LossName): Loss {
  return losses[name];
}

/** Whether a network with this activation in its output layer can be trained with the loss. */
export function isCompatible(name: LossName, activation: ActivationName): boolean {
  const loss = lossOf(name);
  return loss.kind === 'fused' ? loss.activation === activation : activation !== 'softmax';
}
