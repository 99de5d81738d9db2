import { compileFunction } from '../expressions/compile-function.ts';
import { type DerivativeLines, endingWith, mapLines } from '../expressions/derivation-lines.ts';
import { derive } from '../expressions/derive.ts';
import { deriveInLines } from '../expressions/derive-in-lines.ts';
import { type Expression, ref, replaceLeaves } from '../expressions/expression.ts';
import { replaceEqual } from '../expressions/parts.ts';

/** What the file of an activation f states: out = f(net), and what cannot be derived from it. */
export interface ActivationDefinition {
  /** f(net). */
  expression<Leaf>(net: Expression<Leaf>): Expression<Leaf>;
  /** f′(net) as books write it. Missing if books write the derived form. */
  writtenDerivative?<Leaf>(net: Expression<Leaf>, out: Expression<Leaf>): Expression<Leaf>;
  /** Whether f′ jumps at 0. A central difference across 0 then does not approximate f′. */
  readonly hasKink: boolean;
  /** out in PyTorch, where `net` has one row for each sample. */
  readonly pytorch: string;
  /** The name in LaTeX, if it has one: \sigma. */
  readonly latex?: string;
}

/**
 * An activation f: out = f(net). The loops of `pass` call `value` and `derivative`, which are compiled from the two
 * expressions, so functions and expressions give the same bits.
 */
export interface Activation extends ActivationDefinition {
  value(net: number): number;
  /** f′(net), given out = f(net). At a kink, where f′ jumps, the derivative from the left. */
  derivative(net: number, out: number): number;
  /** f′(net), in terms of out where f(net) is a part of it. */
  derivativeExpression<Leaf>(net: Expression<Leaf>, out: Expression<Leaf>): Expression<Leaf>;
  /** The lines from f(net) to `derivativeExpression`, with the rule of each line. */
  derivativeLines<Leaf>(net: Expression<Leaf>, out: Expression<Leaf>): DerivativeLines<Leaf>;
}

type Place = 'net' | 'out';

/** Derives and compiles an activation from its definition. */
export function activation(definition: ActivationDefinition): Activation {
  const [net, out] = [ref<Place>('net'), ref<Place>('out')];
  const forward = definition.expression(net);
  const derived = derive(forward, 'net');
  const derivative = definition.writtenDerivative?.(net, out) ?? replaceEqual(derived, forward, out);
  return {
    ...definition,
    value: compileFunction(forward, ['net']),
    derivative: compileFunction(derivative, ['net', 'out']),
    derivativeExpression: (netExpression, outExpression) =>
      replaceLeaves(derivative, (place) => (place === 'net' ? netExpression : outExpression)),
    derivativeLines: (netExpression, outExpression) =>
      mapLines(
        endingWith(
          derivative,
          deriveInLines(forward, 'net'),
          definition.writtenDerivative ? 'rearrange' : 'definition',
        ),
        (expression) => replaceLeaves(expression, (place) => (place === 'net' ? netExpression : outExpression)),
      ),
  };
}
