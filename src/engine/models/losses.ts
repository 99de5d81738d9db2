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
import type { LazyList } from '../expressions/lazy-list.ts';
import type { ActivationName } from './activations.ts';

/** What a loss's equations for one output are made of. */
export interface OutputExpressions {
  readonly out: Expression;
  readonly net: Expression;
  readonly target: Expression;
  readonly outputs: number;
  /** The nets of all outputs. */
  readonly nets: LazyList<Expression>;
}

/** A loss whose slope and the activation's slope are two steps, ① and ②. */
export interface PlainLoss extends AnyLoss {
  readonly kind: 'plain';
  /** E of one output; E_total is their sum. */
  error(out: number, target: number, outputs: number): number;
  /** ∂E/∂out of one output. */
  derivative(out: number, target: number, outputs: number): number;
  errorExpression(of: OutputExpressions): Expression;
  derivativeExpression(of: OutputExpressions): Expression;
  /** Whether ∂E/∂out jumps where out = target. */
  readonly hasKink: boolean;
}

/**
 * A loss that belongs to one activation: computed from net, so that no digits are lost where out is near 0 or 1, and
 * with δ = ∂E/∂net in one step.
 */
export interface FusedLoss extends AnyLoss {
  readonly kind: 'fused';
  readonly activation: ActivationName;
  /** Whether δ of one output depends on the targets of all. */
  readonly needsAllTargets: boolean;
  /** E of output `unit`, given the nets of all `outputs` outputs from `start` on. */
  error(nets: Float64Array, start: number, unit: number, target: number, outputs: number): number;
  /** δ of one output; `targetSum` is the sum of the sample's targets. */
  delta(out: number, target: number, targetSum: number): number;
  errorExpression(of: OutputExpressions): Expression;
  /** δ as an expression; `targets` are those of all outputs, and `targetSum` their sum. */
  deltaExpression(of: OutputExpressions, targets: LazyList<Expression>, targetSum: number): Expression;
}

interface AnyLoss {
  /** From where to where a target may be; without it, anywhere. */
  readonly targets?: { readonly least: number; readonly most: number };
}

export type Loss = PlainLoss | FusedLoss;

const one = constant(1);
const miss = ({ target, out }: OutputExpressions): Expression => difference(target, out);

/** Every loss, by its name in a network file. Values and slopes are for speed; the expressions say the same. */
export const losses = {
  'half-squared-error': {
    kind: 'plain',
    error: (out, target) => 0.5 * (target - out) ** 2,
    derivative: (out, target) => -(target - out),
    errorExpression: (of) => product(constant(0.5), square(miss(of))),
    derivativeExpression: (of) => negative(miss(of)),
    hasKink: false,
  },
  'mean-squared-error': {
    kind: 'plain',
    error: (out, target, outputs) => (target - out) ** 2 / outputs,
    derivative: (out, target, outputs) => (-2 * (target - out)) / outputs,
    errorExpression: (of) => quotient(square(miss(of)), constant(of.outputs)),
    derivativeExpression: (of) => quotient(product(constant(-2), miss(of)), constant(of.outputs)),
    hasKink: false,
  },
  'mean-absolute-error': {
    kind: 'plain',
    error: (out, target, outputs) => Math.abs(target - out) / outputs,
    derivative: (out, target, outputs) => -Math.sign(target - out) / outputs,
    errorExpression: (of) => quotient(call('absolute', miss(of)), constant(of.outputs)),
    derivativeExpression: (of) => quotient(negative(call('sign', miss(of))), constant(of.outputs)),
    hasKink: true,
  },
  'binary-cross-entropy': {
    kind: 'fused',
    activation: 'sigmoid',
    needsAllTargets: false,
    targets: { least: 0, most: 1 },
    error: (nets, start, unit, target) => {
      const net = nets[start + unit] ?? Number.NaN;
      return target * softplus(-net) + (1 - target) * softplus(net);
    },
    delta: (out, target) => out - target,
    errorExpression: ({ out, net, target }) => {
      const other = difference(one, target);
      return rewritten(
        negative(sum([product(target, call('ln', out)), product(other, call('ln', difference(one, out)))])),
        sum([product(target, call('softplus', negative(net))), product(other, call('softplus', net))]),
      );
    },
    deltaExpression: ({ out, target }) => difference(out, target),
  },
  'categorical-cross-entropy': {
    kind: 'fused',
    activation: 'softmax',
    needsAllTargets: true,
    targets: { least: 0, most: Number.POSITIVE_INFINITY },
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

export const lossNames = Object.keys(losses) as readonly LossName[];

/** The table's row, as the one type that all rows share. */
export function lossOf(name: LossName): Loss {
  return losses[name];
}

/** Whether a network whose output layer has this activation can be trained on this loss. */
export function isCompatible(name: LossName, activation: ActivationName): boolean {
  const loss = lossOf(name);
  return loss.kind === 'fused' ? loss.activation === activation : activation !== 'softmax';
}
