import { type DerivativeLines, endingWith, mapLines } from '../expressions/derivation-lines.ts';
import { derive } from '../expressions/derive.ts';
import { deriveInLines } from '../expressions/derive-in-lines.ts';
import {
  constant,
  type Expression,
  leavesIn,
  product,
  ref,
  replaceLeaves,
  rewritten,
  sum,
  withParts,
} from '../expressions/expression.ts';
import { mapList } from '../expressions/lazy-list.ts';
import { memoize } from '../expressions/memoize.ts';
import { isEqual } from '../expressions/parts.ts';
import type { Graph } from './graph.ts';
import { isSameNode, type Node, nodeKey } from './node.ts';
import { localDerivative, nodeGradient, pathTerm, type Quantity } from './quantity.ts';

/** The backward pass of one sample: the graph, the sample, and the quantity that is the value of a node in it. */
export interface BackwardPass {
  readonly graph: Graph;
  readonly sample: number | undefined;
  /** The value of a node that a derivative contains. */
  valueOf(node: Node): Quantity;
}

/**
 * The law of the backward pass: gradient(node) = Σ gradient(consumer) × ∂consumer/∂node, where the sum is over the
 * nodes whose equations contain `node`.
 */
export function gradientEquation(pass: BackwardPass, node: Node): Expression<Quantity> {
  const { graph, sample } = pass;
  if (isSameNode(node, graph.error)) return constant(1);
  const written = graph.writtenGradient?.(node, sample);
  if (written !== undefined) return inPass(pass, written);
  const consumers = graph.consumersOf(node);
  if (consumers.length === 0) return constant(0);
  if (graph.hasPathSteps(node)) return sum(mapList(consumers, (consumer) => ref(pathTerm(node, consumer, sample))));
  const only = consumers.length === 1 ? consumers.at(0) : undefined;
  if (only !== undefined) return pathEquation(pass, node, only);
  const terms = sum(mapList(consumers, (consumer) => pathEquation(pass, node, consumer)));
  return graph.hasGradientZero?.(node) ? rewritten(terms, constant(0)) : terms;
}

/** gradient(consumer) × ∂consumer/∂node. A factor of 1 is left out. */
export function pathEquation(pass: BackwardPass, node: Node, consumer: Node): Expression<Quantity> {
  const { graph, sample } = pass;
  if (graph.hasGradientOne(consumer)) return derivativeEquation(pass, consumer, node);
  return product<Quantity>(ref(nodeGradient(consumer, sample)), ref(localDerivative(consumer, node, sample)));
}

/** ∂of/∂by, in the form of books if the graph has one, else derived from the equation of `of`. */
export function derivativeEquation(pass: BackwardPass, of: Node, by: Node): Expression<Quantity> {
  const { graph } = pass;
  return inPass(pass, graph.writtenDerivative?.(of, by) ?? derived(graph, of, by));
}

/** ∂of/∂by by the rules of calculus. It is derived once for each graph. */
function derived(graph: Graph, of: Node, by: Node): Expression<Node> {
  const known = derivativesOf(graph);
  const key = `${nodeKey(of)} ${nodeKey(by)}`;
  const expression = known.get(key) ?? derivedNow(graph, of, by);
  known.set(key, expression);
  return expression;
}

const derivativesOf: (graph: Graph) => Map<string, Expression<Node>> = memoize(() => new Map());

function derivedNow(graph: Graph, of: Node, by: Node): Expression<Node> {
  const equation = graph.equationOf(of);
  if (equation === undefined) return constant(0);
  return withOwnValue(derive(termsWith(equation, by), by, isSameNode), equation, of);
}

/**
 * The lines from the equation of `of` to ∂of/∂by, each with the rule that leads to it. Undefined if `of` has no
 * equation.
 */
export function derivativeLines(pass: BackwardPass, of: Node, by: Node): DerivativeLines<Quantity> | undefined {
  const written = pass.graph.writtenLines?.(of, by);
  const equation = pass.graph.equationOf(of);
  if (written !== undefined) return linesInPass(pass, written);
  if (equation === undefined) return undefined;
  const lines = deriveInLines(withFewTerms(equation, by), by, isSameNode);
  const last = lines.derivative.at(-1)?.expression;
  if (last === undefined) return undefined;
  return linesInPass(pass, endingWith(withOwnValue(last, equation, of), lines, 'definition'));
}

/** The lines to a gradient that is one step. Undefined for a gradient that has a chain rule. */
export function gradientLines(pass: BackwardPass, node: Node): DerivativeLines<Quantity> | undefined {
  const { graph, sample } = pass;
  const written = graph.writtenGradientLines?.(node, sample);
  if (written !== undefined) return linesInPass(pass, written);
  const consumers = graph.consumersOf(node);
  const only = consumers.length === 1 ? consumers.at(0) : undefined;
  return only !== undefined && graph.hasGradientOne(only) ? derivativeLines(pass, only, node) : undefined;
}

function linesInPass(pass: BackwardPass, lines: DerivativeLines<Node>): DerivativeLines<Quantity> {
  return mapLines(lines, (expression) => inPass(pass, expression));
}

/**
 * The maximum number of terms in a sum that is derived line by line. Of a longer sum, only the terms with
 * the node are derived.
 */
const maxTermsInLines = 12;

function withFewTerms(expression: Expression<Node>, node: Node): Expression<Node> {
  return expression.kind === 'sum' && expression.terms.length > maxTermsInLines
    ? termsWith(expression, node)
    : expression;
}

/**
 * The terms of a sum, or of a multiple of a sum such as a mean, that contain a node. Other expressions are returned as
 * they are. A mean of 2000 numbers has 2000 derivatives, and none of them takes a walk over all terms.
 */
function termsWith(expression: Expression<Node>, node: Node): Expression<Node> {
  if (expression.kind === 'quotient' && expression.denominator.kind === 'constant') {
    return { ...expression, numerator: termsWith(expression.numerator, node) };
  }
  if (expression.kind === 'product') {
    const [factor, sumOfTerms] = expression.factors;
    const isMultiple = expression.factors.length === 2 && factor?.kind === 'constant' && sumOfTerms?.kind === 'sum';
    return isMultiple ? { ...expression, factors: [factor, termsWith(sumOfTerms, node)] } : expression;
  }
  if (expression.kind !== 'sum') return expression;
  const indices = termsByNode(expression).get(nodeKey(node)) ?? [];
  return sum(indices.map((index) => expression.terms.at(index) ?? constant(Number.NaN)));
}

/** The indices of the terms of a sum that contain a node, by the key of the node. */
const termsByNode: (expression: Extract<Expression<Node>, { kind: 'sum' }>) => ReadonlyMap<string, readonly number[]> =
  memoize(({ terms }) => {
    const found = new Map<string, number[]>();
    for (let index = 0; index < terms.length; index++) {
      const keys = new Set(Array.from(leavesIn(terms.at(index) ?? constant(0)), nodeKey));
      for (const key of keys) {
        const indices = found.get(key) ?? [];
        indices.push(index);
        found.set(key, indices);
      }
    }
    return found;
  });

/**
 * Replaces each part that is equal to the equation of `of` by the value of `of`: σ(net) by out in σ(net)(1 − σ(net)).
 */
function withOwnValue(expression: Expression<Node>, equation: Expression<Node>, of: Node): Expression<Node> {
  if (equation.kind === 'leaf' || equation.kind === 'constant') return expression;
  if (isEqual(expression, equation, isSameNode)) return ref(of);
  return expression.kind === 'leaf' ? expression : withParts(expression, (part) => withOwnValue(part, equation, of));
}

function inPass(pass: BackwardPass, expression: Expression<Node>): Expression<Quantity> {
  return replaceLeaves(expression, (node) => ref(pass.valueOf(node)));
}
