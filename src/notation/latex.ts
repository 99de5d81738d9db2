import type { Expression } from '../engine/expressions/expression.ts';
import type { FunctionName } from '../engine/expressions/functions.ts';
import type { Quantity } from '../engine/expressions/quantity.ts';
import type { Network } from '../engine/models/network.ts';
import { type Spelling, spell, type Word } from '../engine/models/quantity-name.ts';
import { type Algebra, type Written, writeExpression } from './expression-writer.ts';

/** How an expression is written in LaTeX. */
export interface LatexStyle {
  /** The symbol of a quantity, or its value. */
  quantity(quantity: Quantity): string;
  /** Whether values stand for the quantities. Their products show a ×. */
  readonly numbers: boolean;
  /** How many terms of a sum are written; the others are an ellipsis. */
  readonly maxTerms: number;
}

/**
 * An expression in LaTeX mathematics that amsmath and KaTeX read, for an align environment or between dollar signs in
 * Markdown. It contains no \\ and nothing that Markdown would interpret.
 */
export function writeLatex(expression: Expression, style: LatexStyle): string {
  return writeExpression(expression, latexAlgebra(style)).text;
}

function latexAlgebra(style: LatexStyle): Algebra<string> {
  const parentheses = (text: string): string => `\\left( ${text} \\right)`;
  const atom = (text: string): Written<string> => ({ text, precedence: 'atom' });
  return {
    maxTerms: style.maxTerms,
    hasFractionBars: true,
    ellipsis: '\\cdots',
    constant: (value) => withSign(value === 0.5 ? '\\frac{1}{2}' : String(value)),
    quantity: (quantity) => withSign(style.quantity(quantity)),
    sum: (terms) => terms.join(' + '),
    difference: (left, right) => `${left} - ${right}`,
    product: (factors) =>
      factors.map(({ text }) => text).reduce((text, next) => `${text} ${joint(text, next, style)}${next}`),
    quotient: (numerator, denominator) => atom(`\\frac{${numerator}}{${denominator}}`),
    negative: (of) => `-${of}`,
    power: (base, exponent) => ({ text: `${base}^{${writeLatex(exponent, style)}}`, precedence: 'power' }),
    call: (name, inputs) => callText(name, inputs.join(', ')),
    conditional: ({ ifPositive, test, otherwise }) =>
      atom(parentheses(`${ifPositive} \\text{ if } ${test} > 0 \\text{, else } ${otherwise}`)),
    parentheses,
  };
}

/** The sign between two factors: none between ½ and parentheses. */
function joint(before: string, after: string, { numbers }: LatexStyle): string {
  if (after.startsWith('\\left(') && before.endsWith('\\frac{1}{2}')) return '';
  return numbers ? '\\times ' : '\\cdot ';
}

function callText(name: FunctionName, input: string): Written<string> {
  if (name === 'absolute') return { text: `\\left\\lvert ${input} \\right\\rvert`, precedence: 'atom' };
  if (name === 'sqrt') return { text: `\\sqrt{${input}}`, precedence: 'atom' };
  if (name === 'exp') return { text: `e^{${input}}`, precedence: 'power' };
  if (name === 'softplus') return { text: `\\ln \\left( 1 + e^{${input}} \\right)`, precedence: 'product' };
  return { text: `${functionName(name)} \\left( ${input} \\right)`, precedence: 'product' };
}

/** The name of a function in LaTeX, in front of its parentheses. */
function functionName(name: FunctionName): string {
  const names: Partial<Record<FunctionName, string>> = {
    sigmoid: '\\sigma',
    tanh: '\\tanh',
    ln: '\\ln',
    'normal-cdf': '\\Phi',
    'normal-density': '\\varphi',
  };
  return names[name] ?? `\\operatorname{${name}}`;
}

/** A constant, a symbol or a value: with a sign, a fraction or a power in it, it cannot be raised to a power as it is. */
function withSign(text: string): Written<string> {
  if (text.startsWith('-')) return { text, precedence: 'sign' };
  if (text.startsWith('\\frac{\\partial') || text.startsWith('\\left.')) return { text, precedence: 'product' };
  return { text, precedence: /\^|\\times/.test(text) ? 'power' : 'atom' };
}

/** A quantity's symbol: w_5, net_{h1}, \frac{\partial E_{total}}{\partial w_5}; its sample as a power in parentheses. */
export function latexSymbol(network: Network, quantity: Quantity): string {
  const spelling = spell(network, quantity);
  const { top, bottom, through } = spelling;
  const marks = marksOf(spelling);
  if (bottom === undefined) return word(top) + marks;
  const fraction = `\\frac{\\partial ${word(top)}${marks}}{\\partial ${word(bottom)}}`;
  return through === undefined ? fraction : `\\left. ${fraction} \\right\\rvert_{${through}}`;
}

const letters: Readonly<Record<string, string>> = {
  delta: '\\delta',
  alpha: '\\alpha',
  lambda: '\\lambda',
  mu: '\\mu',
  rho: '\\rho',
  epsilon: '\\varepsilon',
  beta1: '\\beta_1',
  beta2: '\\beta_2',
  mhat: '\\hat m',
  vhat: '\\hat v',
};

/** A number or letters behind a letter become its index: w5 is w_5. */
function word({ base, index }: Word): string {
  const letter = letters[base] ?? base.replace(/^([a-z])(\d+)$/, (_, name, digits) => `${name}_${braced(digits)}`);
  if (index === undefined) return letter;
  return `${letter}_${braced(index.replace(/^([wb])(\d+)$/, (_, name, digits) => `${name}_${braced(digits)}`))}`;
}

/** What is more than one character has to be in braces to be an index. */
function braced(text: string): string {
  return text.length === 1 ? text : `{${text}}`;
}

function marksOf({ after, sample }: Spelling): string {
  const marks = `${sample === undefined ? '' : `(${sample})`}${after ? '+' : ''}`;
  return marks === '' ? '' : `^{${marks}}`;
}

/** A number as other notations write it, in LaTeX: 1.233e-7 becomes 1.233 \times 10^{-7}. */
export function latexNumber(text: string): string {
  if (text === 'NaN') return '\\text{NaN}';
  return text
    .replace('−', '-')
    .replace('∞', '\\infty')
    .replace(/e(-?\d+)$/, ' \\times 10^{$1}');
}
