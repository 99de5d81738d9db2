import type { Expression } from '../../engine/expressions/expression.ts';
import { functionTable } from '../../engine/expressions/functions.ts';
import type { Quantity } from '../../engine/graph/quantity.ts';
import { type Algebra, type Written, writeExpression } from '../expression-writer.ts';
import { pythonNumber } from './pytorch-terms.ts';

/** An expression as Python code whose value is a tensor. `name` gives the variable of a quantity. */
export function pythonExpression(expression: Expression<Quantity>, name: (quantity: Quantity) => string): string {
  return asTensor(writeExpression(expression, pythonAlgebra(name)).text);
}

/** PyTorch's functions take no numbers, only tensors. */
function asTensor(code: string): string {
  return hasVariables(code) ? code : `torch.tensor(${code})`;
}

/** Whether Python code contains the name of a variable or of a PyTorch function. */
function hasVariables(code: string): boolean {
  return /[\p{L}_]/u.test(code.replace(/(?<![\p{L}\p{N}_])\d+(?:\.\d+)?(?:e[+-]?\d+)?/gu, ''));
}

function pythonAlgebra(name: (quantity: Quantity) => string): Algebra<string> {
  const atom = (text: string): Written<string> => ({ text, precedence: 'atom' });
  return {
    hasFractionBars: false,
    maxTerms: Number.POSITIVE_INFINITY,
    ellipsis: '',
    constant: (value) => (value < 0 ? { text: pythonNumber(value), precedence: 'sign' } : atom(pythonNumber(value))),
    quantity: (quantity) => atom(name(quantity)),
    sum: (terms) => terms.join(' + '),
    difference: (left, right) => `${left} - ${right}`,
    product: (factors) => factors.map(({ text }) => text).join(' * '),
    quotient: (numerator, denominator) => ({ text: `${numerator} / ${denominator}`, precedence: 'product' }),
    negative: (operand) => `-${operand}`,
    power: (base, exponent) => ({
      text: `${base} ** ${inParentheses(writeExpression(exponent, pythonAlgebra(name)))}`,
      precedence: 'power',
    }),
    call: (called, inputs) => atom(functionTable[called].pytorch(...inputs.map(asTensor))),
    conditional: ({ ifPositive, test, otherwise }) =>
      atom(`torch.where(torch.as_tensor(${test}) > 0, ${ifPositive}, ${otherwise})`),
    parentheses: (text) => `(${text})`,
  };
}

function inParentheses({ text, precedence }: Written<string>): string {
  return precedence === 'atom' ? text : `(${text})`;
}
