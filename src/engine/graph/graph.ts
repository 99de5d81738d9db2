import type { DerivativeLines } from '../expressions/derivation-lines.ts';
import type { Expression } from '../expressions/expression.ts';
import type { LazyList } from '../expressions/lazy-list.ts';
import type { Node } from './node.ts';

/**
 * The equations of a model. Only the forward equations are written down. `gradients.ts` derives the backward pass from
 * them. There is no list of all nodes. The equation and the consumers of a node are created when they are asked for.
 */
export interface Graph {
  /** The error whose derivatives the backward pass computes. Its own gradient is 1. */
  readonly error: Node;
  /** The forward equation of a node. Undefined for a node that is given, such as an input. */
  equationOf(node: Node): Expression<Node> | undefined;
  /** The nodes whose equations contain `node`, in the order in which the backward pass adds their terms. */
  consumersOf(node: Node): LazyList<Node>;
  /** Whether each term of a node's gradient is a step of its own. */
  hasPathSteps(node: Node): boolean;
  /** Whether the gradient of a consumer is always 1, so that a path through it is its local derivative alone. */
  hasGradientOne(node: Node): boolean;
  /** Whether the terms of a node's gradient cancel exactly. Added up, they would leave a rounding error. */
  hasGradientZero?(node: Node): boolean;
  /**
   * The gradient of a node in the form of books, if it is one step: δ = out − target. `sample` is that of the gradient.
   */
  writtenGradient?(node: Node, sample: number | undefined): Expression<Node> | undefined;
  /** The lines that lead to `writtenGradient`, with the rule of each line. */
  writtenGradientLines?(node: Node, sample: number | undefined): DerivativeLines<Node> | undefined;
  /** ∂of/∂by as the model writes it: out(1 − out). Undefined if it is derived from the equation of `of`. */
  writtenDerivative?(of: Node, by: Node): Expression<Node> | undefined;
  /** The lines that lead to `writtenDerivative`. Undefined if the rules of calculus lead to it directly. */
  writtenLines?(of: Node, by: Node): DerivativeLines<Node> | undefined;
}
