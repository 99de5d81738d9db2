import type { Call, Conditional, Expression } from './expression.ts';
import { type FunctionName, functionNames } from './functions.ts';
import { items } from './lazy-list.ts';

/** How the parts of an expression are written as JavaScript. Each text must be safe to place into any expression. */
export interface CodeStyle<Leaf> {
  /** The name of the variable with a leaf's value, or an expression in parentheses. */
  leaf(leaf: Leaf): string;
  constant(value: number): string;
  /** Code in place of a call; undefined for a call of the function. */
  call?(call: Call<Leaf>): string | undefined;
  /**
   * Code in place of the code of a call or of a conditional, such as a variable that has its value. It is not called
   * for the parts of a conditional, because only one of its branches is computed.
   */
  readonly share?: ((code: string) => string) | undefined;
}

/**
 * An expression as JavaScript. It has the same operations as `evaluate`, in the same order, so it has the same bits.
 */
export function javascriptOf<Leaf>(expression: Expression<Leaf>, style: CodeStyle<Leaf>): string {
  const code = (part: Expression<Leaf>): string => javascriptOf(part, style);
  switch (expression.kind) {
    case 'constant':
      return style.constant(expression.value);
    case 'leaf':
      return style.leaf(expression.leaf);
    case 'sum':
      return `(0 + ${Array.from(items(expression.terms), code).join(' + ')})`;
    case 'difference':
      return `(${code(expression.left)} - ${code(expression.right)})`;
    case 'product':
      return `(${expression.factors.map(code).join(' * ')})`;
    case 'quotient':
      return `(${code(expression.numerator)} / ${code(expression.denominator)})`;
    case 'negative':
      return `(-${code(expression.operand)})`;
    case 'power':
      return powerCode(expression.base, expression.exponent, style);
    case 'call': {
      const inputs = Array.from(items(expression.inputs), code).join(', ');
      const call = style.call?.(expression) ?? `${functionVariable(expression.name)}(${inputs})`;
      return style.share?.(call) ?? call;
    }
    case 'conditional': {
      const conditional = conditionalCode(expression, { ...style, share: undefined });
      return style.share?.(conditional) ?? conditional;
    }
    case 'rewritten':
      return code(expression.computed);
  }
}

function conditionalCode<Leaf>({ test, ifPositive, otherwise }: Conditional<Leaf>, style: CodeStyle<Leaf>): string {
  const code = (part: Expression<Leaf>): string => javascriptOf(part, style);
  return `(${testCode(test, code)} ? ${code(otherwise)} : ${code(ifPositive)})`;
}

/** x² has the same bits as x·x, which is faster. The function `square` is not called for a variable. */
function powerCode<Leaf>(base: Expression<Leaf>, exponent: Expression<Leaf>, style: CodeStyle<Leaf>): string {
  const code = javascriptOf(base, style);
  if (exponent.kind !== 'constant' || exponent.value !== 2) return `(${code} ** ${javascriptOf(exponent, style)})`;
  return base.kind === 'leaf' ? `(${code} * ${code})` : `square(${code})`;
}

/** The variable of compiled code that has a function. */
export function functionVariable(name: FunctionName): string {
  return `f${functionNames.indexOf(name)}`;
}

/** The declaration of `square`, which code from `javascriptOf` may call. */
export const squareDeclaration = 'const square = (x) => x * x;';

/** Whether a test is 0 or less. a − b ≤ 0 is the same as a ≤ b for a finite b, and a ≤ b is faster. */
function testCode<Leaf>(test: Expression<Leaf>, code: (part: Expression<Leaf>) => string): string {
  return test.kind === 'difference' ? `${code(test.left)} <= ${code(test.right)}` : `${code(test)} <= 0`;
}
