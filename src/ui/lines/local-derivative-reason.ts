import { deriveInLines } from '../../engine/expressions/derive-in-lines.ts';
import { childrenOf, type Expression, leavesIn, ref, replaceLeaves } from '../../engine/expressions/expression.ts';
import { items } from '../../engine/expressions/lazy-list.ts';
import { isSameNode, type Node } from '../../engine/graph/node.ts';
import { nodeValue } from '../../engine/graph/quantity.ts';
import { constantText, functionName, writeLine } from '../../notation/one-line.ts';
import type { LocalReason } from '../messages/facts.ts';
import { type FormulaView, nameOf } from '../state/view.ts';

/** The maximum number of terms of a sum in a text. */
const maxTerms = 3;

/** A longer text of the other factors is left out. */
const maxFactorsLength = 20;

/** Why the derivative of an equation's right side by a node is what it is. `value` is the derivative. */
export function localReason(view: FormulaView, equation: Expression<Node>, by: Node, value: number): LocalReason {
  return simpleReason(view, equation, by, value) ?? { kind: 'rules', rules: rulesOf(equation, by) };
}

/** The reason if the equation is one operation, in which the node is one operand and the others do not contain it. */
function simpleReason(view: FormulaView, equation: Expression<Node>, by: Node, value: number): LocalReason | undefined {
  const isBy = (part: Expression<Node>): boolean => part.kind === 'leaf' && isSameNode(part.leaf, by);
  if (isBy(equation)) return { kind: 'copy' };
  const operands = [...items(childrenOf(equation))];
  const others = operands.filter((operand) => !isBy(operand));
  if (others.length !== operands.length - 1 || others.some((other) => contains(other, by))) return undefined;
  const [first] = operands;
  const isFirst = first !== undefined && isBy(first);
  switch (equation.kind) {
    case 'sum':
      return { kind: 'term' };
    case 'difference':
      return { kind: isFirst ? 'term' : 'subtracted' };
    case 'negative':
      return { kind: 'negated' };
    case 'product':
      return { kind: 'factor', others: factorsText(view, others) };
    case 'quotient':
      return isFirst ? { kind: 'numerator', divisor: factorsText(view, others) } : { kind: 'divisor' };
    case 'power': {
      const { exponent } = equation;
      if (!isFirst || exponent.kind !== 'constant') return undefined;
      return { kind: 'power', exponent: constantText(exponent.value, view.glyphs) };
    }
    case 'call':
      if (operands.length > 1) return undefined;
      return { kind: 'function', name: equation.name, written: functionName(equation.name, view.glyphs), value };
    case 'leaf':
    case 'constant':
    case 'conditional':
    case 'rewritten':
      return undefined;
  }
}

function contains(expression: Expression<Node>, node: Node): boolean {
  for (const leaf of leavesIn(expression)) if (isSameNode(leaf, node)) return true;
  return false;
}

/** The product of some factors, as it is written. Undefined if it is long. */
function factorsText(view: FormulaView, factors: readonly Expression<Node>[]): string | undefined {
  const [only, second] = factors;
  const product: Expression<Node> = only !== undefined && second === undefined ? only : { kind: 'product', factors };
  const text = writeLine(
    replaceLeaves(product, (node) => ref(nodeValue(node))),
    { glyphs: view.glyphs, maxTerms, hasValues: false, quantity: (term) => nameOf(view, term) },
  );
  return text.length <= maxFactorsLength ? text : undefined;
}

/** The rules of calculus that lead to the derivative. */
function rulesOf(equation: Expression<Node>, by: Node): Extract<LocalReason, { kind: 'rules' }>['rules'] {
  const { derivative } = deriveInLines(equation, by, isSameNode);
  return [...new Set(derivative.flatMap(({ rules }) => rules))];
}
