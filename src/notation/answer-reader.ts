import jsep from 'jsep';
import type { Answer, TypedFactor } from '../engine/practice/answer.ts';
import { type NumberNamed, plainSpelling } from './answer-spelling.ts';

/**
 * A decimal number in a calculation is taken for rounded if it has at least this many significant digits. Any other
 * number, such as 0.5 or 120, counts as exact.
 */
const minRoundedDigits = 3;

/** How many digits of a result can be trusted if all numbers of its calculation are exact. A double has 15 digits. */
const doubleDigits = 15;

/** The result of a calculation. If numbers in the calculation are rounded, the result is between `min` and `max`. */
interface Range {
  readonly value: number;
  readonly min: number;
  readonly max: number;
}

/** The name of a function that does nothing: `(x)` becomes `group(x)`, because jsep drops parentheses. */
const group = 'group';

jsep.removeAllUnaryOps();
jsep.removeAllBinaryOps();
for (const sign of ['-', '+']) jsep.addUnaryOp(sign);
for (const sign of ['+', '-']) jsep.addBinaryOp(sign, 1);
for (const sign of ['*', '/']) jsep.addBinaryOp(sign, 2);
jsep.addBinaryOp('^', 3, true);

/**
 * Reads a number, or a calculation with + − × ÷ ^, parentheses, e, exp, ln, log, sqrt, tanh and σ, in the spellings of
 * `plainSpelling`. `numberNamed` gives the values of names such as delta_h1. A comma is a decimal point. Returns undefined for any
 * other text.
 */
export function readAnswer(text: string, numberNamed: NumberNamed = () => undefined): Answer | undefined {
  const plain = plainSpelling(text, numberNamed).replace(/σ/g, 'sigmoid');
  const literal = /^([+-]?)\s*((?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)$/i.exec(plain);
  if (literal !== null) return literalAnswer(Number(`${literal[1]}${literal[2]}`), literal[2] ?? '');
  const calculation = calculate(plain);
  if (calculation === undefined || !Number.isFinite(calculation.range.value)) return undefined;
  const { range, factors } = calculation;
  // A result has d digits that can be trusted if its relative error is at most 0.5·10^(1 − d).
  const relativeError = range.value === 0 ? 0 : (range.max - range.min) / 2 / Math.abs(range.value);
  const digits = relativeError === 0 ? doubleDigits : Math.max(0, Math.floor(Math.log10(0.5 / relativeError)) + 1);
  return { ...range, digits, digitsWithoutZeros: digits, unit: undefined, factors };
}

function literalAnswer(value: number, text: string): Answer | undefined {
  if (!Number.isFinite(value)) return undefined;
  const unit = lastPlace(text);
  const half = value === 0 ? 0 : unit / 2;
  const digits = significantDigits(text);
  // The lookbehind keeps the time linear in the number of zeros.
  const withoutZeros = /^\d*\.\d*$/.test(text) ? significantDigits(text.replace(/(?<!0)0+$/, '')) : digits;
  return { value, min: value - half, max: value + half, digits, digitsWithoutZeros: withoutZeros, unit };
}

/** The place value of the last digit of a written number: 0.001 for 0.584. */
function lastPlace(text: string): number {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const decimals = mantissa.split('.')[1]?.length ?? 0;
  return 10 ** (Number(exponent) - decimals);
}

function significantDigits(text: string): number {
  const [mantissa = ''] = text.toLowerCase().split('e');
  return mantissa.replace('.', '').replace(/^0+/, '').length;
}

function calculate(text: string): { readonly range: Range; readonly factors: readonly TypedFactor[] } | undefined {
  if (text === '' || /[^\da-z\s.+\-*/^()]/i.test(text)) return undefined;
  try {
    // Without `group`, (-2)^2 and -2^2 would be the same expression.
    const expression = jsep(text.replace(/(?<![a-z]\s*)\(/gi, `${group}(`));
    return { range: rangeOf(expression), factors: factorsOf(expression) ?? [] };
  } catch {
    return undefined;
  }
}

/** The numbers that are multiplied, if the expression is a product of numbers. Undefined for other expressions. */
function factorsOf(expression: jsep.Expression): readonly TypedFactor[] | undefined {
  if (!isCoreExpression(expression)) return undefined;
  if (expression.type === 'BinaryExpression' && expression.operator === '*') {
    const [left, right] = [factorsOf(expression.left), factorsOf(expression.right)];
    return left && right && [...left, ...right];
  }
  // Any other part of a product, such as (1 - 0.5), is one factor.
  return [{ ...rangeOf(expression), text: expression.type === 'Literal' ? expression.raw : undefined }];
}

/** The range of an expression. Throws an Error if the expression is not arithmetic. */
function rangeOf(expression: jsep.Expression): Range {
  const range = isCoreExpression(expression) ? rangeOfCore(expression) : undefined;
  if (range === undefined) throw new Error(`found ${expression.type}, expected arithmetic`);
  return range;
}

function isCoreExpression(expression: jsep.Expression): expression is jsep.CoreExpression {
  return expression.type in coreTypes;
}

/** The types of the expressions that jsep parses without plugins. */
const coreTypes: Readonly<Record<jsep.ExpressionType, true>> = {
  ArrayExpression: true,
  BinaryExpression: true,
  CallExpression: true,
  Compound: true,
  ConditionalExpression: true,
  Identifier: true,
  Literal: true,
  MemberExpression: true,
  SequenceExpression: true,
  ThisExpression: true,
  UnaryExpression: true,
};

function rangeOfCore(expression: jsep.CoreExpression): Range | undefined {
  switch (expression.type) {
    case 'Literal':
      return literalRange(expression);
    case 'Identifier':
      return expression.name === 'e' ? { value: Math.E, min: Math.E, max: Math.E } : undefined;
    case 'UnaryExpression':
      return signedRange(expression.operator, rangeOf(expression.argument));
    case 'CallExpression':
      return callRange(expression);
    case 'BinaryExpression':
      return binaryRange(expression);
    case 'ArrayExpression':
    case 'Compound':
    case 'ConditionalExpression':
    case 'MemberExpression':
    case 'SequenceExpression':
    case 'ThisExpression':
      return undefined;
  }
}

function literalRange({ value, raw }: jsep.Literal): Range | undefined {
  if (typeof value !== 'number') return undefined;
  const isRounded = raw.includes('.') && significantDigits(raw) >= minRoundedDigits;
  const half = isRounded ? lastPlace(raw) / 2 : 0;
  return { value, min: value - half, max: value + half };
}

function signedRange(operator: string, { value, min, max }: Range): Range {
  return operator === '-' ? { value: -value, min: -max, max: -min } : { value, min, max };
}

function callRange({ callee, arguments: inputs }: jsep.CallExpression): Range | undefined {
  const name = callee.type === 'Identifier' ? String(callee.name) : '';
  const apply = functions[name.toLowerCase()];
  const [input] = inputs;
  if (input === undefined || inputs.length > 1 || apply === undefined) return undefined;
  const { value, min, max } = rangeOf(input);
  return { value: apply(value), min: apply(min), max: apply(max) };
}

/**
 * The functions of a calculation. All of them are increasing, so they map the ends of a range to the ends of the
 * result.
 */
const functions: Readonly<Record<string, (x: number) => number>> = {
  [group]: (x) => x,
  exp: Math.exp,
  ln: Math.log,
  log: Math.log,
  sqrt: Math.sqrt,
  tanh: Math.tanh,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
};

function binaryRange(expression: jsep.BinaryExpression): Range | undefined {
  const { operator, left, right } = expression;
  if (operator === '^' && isCoreExpression(left) && left.type === 'UnaryExpression') {
    // jsep reads -2^2 as (-2)^2, but a learner means -(2^2).
    return rangeOf({ ...left, argument: { ...expression, left: left.argument } });
  }
  return combinedRange(operator, rangeOf(left), rangeOf(right));
}

const operations: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': (a, b) => a ** b,
};

function combinedRange(operator: string, a: Range, b: Range): Range | undefined {
  const apply = operations[operator];
  if (apply === undefined) return undefined;
  const value = apply(a.value, b.value);
  // A quotient can be any number if its divisor can be 0.
  if (operator === '/' && b.min <= 0 && b.max >= 0) return { value, min: -Infinity, max: Infinity };
  // An exponent counts as exact.
  const rightEnds = operator === '^' ? [b.value] : [b.min, b.max];
  const results = [value, ...[a.min, a.max].flatMap((left) => rightEnds.map((right) => apply(left, right)))];
  if (results.some(Number.isNaN)) throw new Error('found NaN, expected a number');
  return { value, min: Math.min(...results), max: Math.max(...results) };
}
