import {
  call,
  callOn,
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
import { logSumExpOf, softplus } from '../expressions/functions.ts';
import { keysOf } from '../expressions/keys-of.ts';
import type { LazyList } from '../expressions/lazy-list.ts';
import type { ActivationName } from './activations.ts';

/** The expressions from which the equations of a loss for one output are built. */
export interface OutputExpressions {
  readonly out: Expression;
  readonly net: Expression;
  readonly target: Expression;
  /** The number of outputs. */
  readonly outputs: number;
  /** The nets of all outputs. */
  readonly nets: LazyList<Expression>;
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
  /** δ of one output. `targetSum` is the sum of the sample's targets. */
  delta(out: number, target: number, targetSum: number): number;
  errorExpression(output: OutputExpressions): Expression;
  /** δ of one output. `targets` are the targets of all outputs, and `targetSum` is their sum. */
  deltaExpression(output: OutputExpressions, targets: LazyList<Expression>, targetSum: number): Expression;
}

interface LossBase {
  /** The range of allowed targets, both ends included. Undefined if every number is allowed. */
  readonly targetRange?: { readonly min: number; readonly max: number };
}

export type Loss = PlainLoss | FusedLoss;

const one = constant(1);
const targetMinusOut = ({ target, out }: OutputExpressions): Expression => difference(target, out);

/**
 * Every loss, by its name in network files. The loops of `pass` call the functions of a loss; the expressions are the
 * equations.
 */
export const losses = {
  'half-squared-error': {
    kind: 'plain',
    error: (out, target) => 0.5 * (target - out) ** 2,
    derivative: (out, target) => -(target - out),
    errorExpression: (output) => product(constant(0.5), square(targetMinusOut(output))),
    derivativeExpression: (output) => negative(targetMinusOut(output)),
    hasKink: false,
  },
  'mean-squared-error': {
    kind: 'plain',
    error: (out, target, outputs) => (target - out) ** 2 / outputs,
    derivative: (out, target, outputs) => (-2 * (target - out)) / outputs,
    errorExpression: (output) => quotient(square(targetMinusOut(output)), constant(output.outputs)),
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
    delta: (out, target) => out - target,
    errorExpression: ({ out, net, target }) => {
      const oneMinusTarget = difference(one, target);
      return rewritten(
        negative(sum([product(target, call('ln', out)), product(oneMinusTarget, call('ln', difference(one, out)))])),
        sum([product(target, call('softplus', negative(net))), product(oneMinusTarget, call('softplus', net))]),
      );
    },
    deltaExpression: ({ out, target }) => difference(out, target),
  },
  'categorical-cross-entropy': {
    kind: 'fused',
    activation: 'softmax',
    needsAllTargets: true,
    targetRange: { min: 0, max: Number.POSITIVE_INFINITY },
    error: (nets, start, unit, target, outputs) =>
      target === 0 ? 0 : target * (logSumExpOf(nets, start, outputs) - (nets[start + unit] ?? Number.NaN)),
    delta: (out, target, targetSum) => out * targetSum - target,
    errorExpression: ({ out, net, nets, target }) =>
      rewritten(
        negative(product(target, call('ln', out))),
        product(target, difference(callOn('log-sum-exp', nets), net)),
      ),
    deltaExpression: ({ out, target }, targets, targetSum) =>
      difference(targetSum === 1 ? out : product(out, sum(targets)), target),
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
