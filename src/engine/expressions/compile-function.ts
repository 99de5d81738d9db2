import { compileCode } from './compile-code.ts';
import type { Expression } from './expression.ts';
import { functions, functionTable } from './functions.ts';
import { javascriptOf } from './javascript.ts';

/**
 * Compiles an expression whose leaves are the parameters of a function. It has the same operations as `evaluate`, in
 * the same order. The text of the code contains numbers and the positions of leaves, never the text of a leaf.
 */
export function compileFunction<Leaf>(
  expression: Expression<Leaf>,
  parameters: readonly Leaf[],
): (...numbers: number[]) => number {
  const ownCall = calledFunction(expression, parameters);
  if (ownCall !== undefined) return ownCall;
  const names = parameters.map((_, at) => `x${at}`);
  const code = javascriptOf(expression, {
    leaf: (leaf) => names[parameters.indexOf(leaf)] ?? 'NaN',
    constant: (value) => `(${Object.is(value, -0) ? '-0' : String(value)})`,
  });
  return compileCode(`(${names.join(', ')}) => ${code}`);
}

/** The function itself, if the expression is a call of a function of one input with the first parameter. */
function calledFunction<Leaf>(
  expression: Expression<Leaf>,
  parameters: readonly Leaf[],
): ((...numbers: number[]) => number) | undefined {
  if (expression.kind !== 'call' || functionTable[expression.name].inputs !== 'one') return undefined;
  const input = expression.inputs.at(0);
  return input?.kind === 'leaf' && input.leaf === parameters[0] ? functions[expression.name] : undefined;
}
