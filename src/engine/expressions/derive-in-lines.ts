import { type DerivationRule, type DerivativeLines, line } from './derivation-lines.ts';
import { derive, differentiate } from './derive.ts';
import { type Expression, withParts } from './expression.ts';
import { functionTable } from './functions.ts';
import { items } from './lazy-list.ts';
import { type IsSame, inForm, isEqual } from './parts.ts';

/**
 * The lines from an equation's right side to its derivative by a leaf, each with the rules that lead to it. If the
 * expression is a call with the leaf as its input, and the table has lines for the function, these are returned.
 * Otherwise there are up to two lines: the derivative as the rules give it, and its simplified form. No two
 * neighbouring lines are written in the same way.
 */
export function deriveInLines<Leaf>(
  expression: Expression<Leaf>,
  leaf: Leaf,
  isSame: IsSame<Leaf> = Object.is,
): DerivativeLines<Leaf> {
  const ownLines = linesOfCall(expression, leaf, isSame);
  if (ownLines !== undefined) return ownLines;
  const used: DerivationRule[] = [];
  const shown = inForm(expression, 'shown');
  const raw = differentiate(shown, { leaf, isSame, writesZeros: true, onRule: (rule) => used.push(rule) });
  // The rules of the whole come first.
  const rules = [...new Set(used.reverse())];
  const byRules = withOpenProducts(inForm(raw, 'shown'));
  const result = derive(expression, leaf, isSame);
  const isSimple = isEqual(byRules, inForm(result, 'shown'), isSame);
  return {
    value: [line(expression)],
    derivative: isSimple
      ? [line(result, ...(rules.length === 0 ? ['constant' as const] : rules))]
      : [line(byRules, ...rules), line(result, 'simplify')],
  };
}

function linesOfCall<Leaf>(
  expression: Expression<Leaf>,
  leaf: Leaf,
  isSame: IsSame<Leaf>,
): DerivativeLines<Leaf> | undefined {
  if (expression.kind === 'rewritten') {
    return linesOfCall(expression.computed, leaf, isSame);
  }
  if (expression.kind !== 'call') return undefined;
  const row = functionTable[expression.name];
  const isLeaf = (input: Expression<Leaf> | undefined): boolean => input?.kind === 'leaf' && isSame(input.leaf, leaf);
  const { inputs } = expression;
  if (row.inputs === 'one') {
    const input = inputs.at(0);
    return input !== undefined && isLeaf(input) ? row.lines?.(input) : undefined;
  }
  // The first input is one of the others.
  const index = [...items(inputs)].findIndex((input, at) => at > 0 && isLeaf(input));
  return index < 0 ? undefined : row.linesFor?.(inputs, index);
}

/** Replaces a product that is a factor of another product by its factors: a(bc) becomes abc. */
function withOpenProducts<Leaf>(expression: Expression<Leaf>): Expression<Leaf> {
  return expression.kind === 'leaf' ? expression : withParts(expression, withOpenProducts);
}
