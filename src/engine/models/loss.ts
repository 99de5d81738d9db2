import { compileFunction } from '../expressions/compile-function.ts';
import { type DerivativeLines, endingWith, mapLines } from '../expressions/derivation-lines.ts';
import { derive } from '../expressions/derive.ts';
import { deriveInLines } from '../expressions/derive-in-lines.ts';
import { constant, type Expression, ref, replaceLeaves } from '../expressions/expression.ts';
import type { LazyList } from '../expressions/lazy-list.ts';
import type { ActivationName } from './activations.ts';

/** The expressions from which the equations of a loss for one output are built. */
export interface OutputExpressions<Leaf> {
  readonly out: Expression<Leaf>;
  readonly net: Expression<Leaf>;
  readonly target: Expression<Leaf>;
  /** The number of outputs. */
  readonly outputs: number;
  /** The index of the output among all outputs. */
  readonly unit: number;
  /** The nets, the outs and the targets of all outputs. */
  readonly nets: LazyList<Expression<Leaf>>;
  readonly outs: LazyList<Expression<Leaf>>;
  readonly targets: LazyList<Expression<Leaf>>;
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
  errorExpression<Leaf>(output: OutputExpressions<Leaf>): Expression<Leaf>;
  derivativeExpression<Leaf>(output: OutputExpressions<Leaf>): Expression<Leaf>;
  /** The lines from E to ∂E/∂out, with the rule of each line. */
  derivativeLines<Leaf>(output: OutputExpressions<Leaf>): DerivativeLines<Leaf>;
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
  errorExpression<Leaf>(output: OutputExpressions<Leaf>): Expression<Leaf>;
  /** δ of one output in the form of books. `targetSum` is the sum of the sample's targets. */
  deltaExpression<Leaf>(output: OutputExpressions<Leaf>, targetSum: number): Expression<Leaf>;
  /** The lines from E_total to δ of one output, with the rule of each line. */
  deltaLines<Leaf>(output: OutputExpressions<Leaf>, targetSum: number): DerivativeLines<Leaf>;
}

interface LossBase {
  /** The range of allowed targets, both ends included. Undefined if every number is allowed. */
  readonly targetRange?: { readonly min: number; readonly max: number };
  /** E_total of each sample in PyTorch. `net`, `out` and `target` have one row for each sample. */
  readonly pytorch: string;
}

export type Loss = PlainLoss | FusedLoss;

/** What the file of a plain loss states: E of one output. `outputs` is the number of outputs. */
export interface PlainLossDefinition {
  error<Leaf>(out: Expression<Leaf>, target: Expression<Leaf>, outputs: Expression<Leaf>): Expression<Leaf>;
  /** ∂E/∂out as books write it. Missing if books write the derived form. */
  writtenDerivative?<Leaf>(
    out: Expression<Leaf>,
    target: Expression<Leaf>,
    outputs: Expression<Leaf>,
  ): Expression<Leaf>;
  readonly hasKink: boolean;
  readonly pytorch: string;
}

type Place = 'out' | 'target' | 'outputs';
const places: readonly Place[] = ['out', 'target', 'outputs'];

/** Derives and compiles a plain loss from its definition. */
export function plainLoss(definition: PlainLossDefinition): PlainLoss {
  const terms = [ref<Place>('out'), ref<Place>('target'), ref<Place>('outputs')] as const;
  const error = definition.error(...terms);
  const derivative = definition.writtenDerivative?.(...terms) ?? derive(error, 'out');
  return {
    kind: 'plain',
    hasKink: definition.hasKink,
    pytorch: definition.pytorch,
    error: compileFunction(error, places),
    derivative: compileFunction(derivative, places),
    errorExpression: (output) => ofOutput(error, output),
    derivativeExpression: (output) => ofOutput(derivative, output),
    derivativeLines: (output) =>
      mapLines(endingWith(derivative, deriveInLines(error, 'out')), (expression) => ofOutput(expression, output)),
  };
}

function ofOutput<Leaf>(expression: Expression<Place>, output: OutputExpressions<Leaf>): Expression<Leaf> {
  return replaceLeaves(expression, (place) => (place === 'outputs' ? constant(output.outputs) : output[place]));
}
