import jsep from 'jsep';
import type { Answer } from '../engine/practice/answer.ts';

/** From so many significant digits on, a factor in a calculation counts as rounded; shorter ones are taken as they are. */
const roundedFrom = 3;

/** Digits that a double has. */
const allDigits = 15;

/** Between which numbers a result may lie, and what it is. */
interface Range {
  readonly value: number;
  readonly min: number;
  readonly max: number;
}

type Node = jsep.CoreExpression;

/** What a pair of parentheses is called for the parser. */
const group = 'group';

jsep.removeAllUnaryOps();
jsep.removeAllBinaryOps();
for (const sign of ['-', '+']) jsep.addUnaryOp(sign);
for (const [sign, precedence] of [
  ['+', 1],
  ['-', 1],
  ['*', 2],
  ['/', 2],
] as const)
  jsep.addBinaryOp(sign, precedence);
jsep.addBinaryOp('^', 3, true);

/**
 * What somebody writes for a number: a number, or a calculation with + − × ÷ ^, parentheses, e, exp, ln, sqrt, tanh and σ. A
 * comma is a decimal point. Undefined where it is neither.
 */
export function readAnswer(text: string): Answer | undefined {
  const plain = text
    .replace(/[−–]/g, '-')
    .replace(/[×·]/g, '*')
    .replace(/÷/g, '/')
    .replace(/\*\*/g, '^')
    .replace(/σ/g, 'sigmoid')
    .replace(/,/g, '.')
    .replace(/²/g, '^2')
    .replace(/½/g, '(1/2)')
    // What stands before parentheses without a sign is multiplied.
    .replace(/([\d)])\s*\(/g, '$1*(')
    .trim();
  const literal = /^([+-]?)\s*((?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)$/i.exec(plain);
  if (literal !== null) return literalAnswer(Number(`${literal[1]}${literal[2]}`), literal[2] ?? '');
  const range = calculated(plain);
  if (range === undefined || !Number.isFinite(range.value)) return undefined;
  const spread = range.value === 0 ? 0 : (range.max - range.min) / 2 / Math.abs(range.value);
  const digits = spread === 0 ? allDigits : Math.max(0, Math.floor(Math.log10(0.5 / spread)) + 1);
  return { ...range, digits, unit: undefined };
}

function literalAnswer(value: number, digits: string): Answer | undefined {
  if (!Number.isFinite(value)) return undefined;
  const unit = lastPlace(digits);
  const half = value === 0 ? 0 : unit / 2;
  const answer = { value, min: value - half, max: value + half, digits: significantDigits(digits), unit };
  const shorter = digits.replace(/(\.\d*?)0+$/, '$1');
  const withoutZeros = shorter === digits ? undefined : literalAnswer(value, shorter);
  return withoutZeros === undefined ? answer : { ...answer, withoutZeros };
}

/** One unit of the last place of a number as it is written. */
function lastPlace(text: string): number {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const decimals = mantissa.split('.')[1]?.length ?? 0;
  return 10 ** (Number(exponent) - decimals);
}

function significantDigits(text: string): number {
  const [mantissa = ''] = text.toLowerCase().split('e');
  return mantissa.replace('.', '').replace(/^0+/, '').length;
}

function calculated(text: string): Range | undefined {
  if (text === '' || /[^\da-z\s.+\-*/^()]/i.test(text)) return undefined;
  try {
    // As calls, because the parser does not tell (−2)² from −2² otherwise.
    return rangeOf(jsep(text.replace(/(?<![a-z]\s*)\(/gi, `${group}(`)) as Node);
  } catch {
    return undefined;
  }
}

/** Throws an Error where there is something that is no arithmetic. */
function rangeOf(node: Node): Range {
  switch (node.type) {
    case 'Literal': {
      if (typeof node.value !== 'number') break;
      const { value, raw } = node;
      const half = raw.includes('.') && significantDigits(raw) >= roundedFrom ? lastPlace(raw) / 2 : 0;
      return { value, min: value - half, max: value + half };
    }
    case 'Identifier':
      if (node.name !== 'e') break;
      return { value: Math.E, min: Math.E, max: Math.E };
    case 'UnaryExpression': {
      const { value, min, max } = rangeOf(node.argument as Node);
      return node.operator === '-' ? { value: -value, min: -max, max: -min } : { value, min, max };
    }
    case 'CallExpression': {
      const [inside] = node.arguments;
      const name = node.callee.type === 'Identifier' ? String(node.callee.name) : '';
      const apply = functions[name.toLowerCase()];
      if (inside === undefined || node.arguments.length > 1 || apply === undefined) break;
      return throughFunction(apply, rangeOf(inside as Node));
    }
    case 'BinaryExpression':
      if (node.operator === '^' && node.left.type === 'UnaryExpression') {
        const { argument, ...sign } = node.left as jsep.UnaryExpression;
        return rangeOf({ ...sign, argument: { ...node, left: argument } });
      }
      return combined(node.operator, rangeOf(node.left as Node), rangeOf(node.right as Node));
    default:
      break;
  }
  throw new Error(`found ${node.type}, expected arithmetic`);
}

/** Functions that may be called, all of them rising; parentheses by themselves call none. */
const functions: Readonly<Record<string, (x: number) => number>> = {
  [group]: (x) => x,
  exp: Math.exp,
  ln: Math.log,
  sqrt: Math.sqrt,
  tanh: Math.tanh,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
};

function throughFunction(apply: (x: number) => number, { value, min, max }: Range): Range {
  return { value: apply(value), min: apply(min), max: apply(max) };
}

const operations: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': (a, b) => a ** b,
};

function combined(operator: string, a: Range, b: Range): Range {
  const apply = operations[operator];
  if (apply === undefined) throw new Error(`found ${operator}, expected arithmetic`);
  const value = apply(a.value, b.value);
  // What is divided by a number that may be 0 may be anything, and an exponent is no rounding.
  if (operator === '/' && b.min <= 0 && b.max >= 0) return { value, min: -Infinity, max: Infinity };
  const rights = operator === '^' ? [b.value] : [b.min, b.max];
  const corners = [value, ...[a.min, a.max].flatMap((left) => rights.map((right) => apply(left, right)))];
  if (corners.some(Number.isNaN)) throw new Error('found no number, expected arithmetic');
  return { value, min: Math.min(...corners), max: Math.max(...corners) };
}
