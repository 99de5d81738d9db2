import type { Expression } from '../engine/expressions/expression.ts';
import { type FunctionName, functionTable } from '../engine/expressions/functions.ts';
import type { Quantity } from '../engine/graph/quantity.ts';
import type { Spelling, SymbolName } from '../engine/graph/spelling.ts';
import type { Model } from '../engine/models/network-or-formula.ts';
import { spell } from '../engine/models/quantity-name.ts';
import { type Algebra, type Written, writeExpression } from './expression-writer.ts';

/** How an expression is written in LaTeX. */
export interface LatexStyle {
  /** The symbol of a quantity, or its value if `hasValues`. */
  quantity(quantity: Quantity): string;
  /** Whether values are written in place of symbols. Values are multiplied with ×, symbols with ·. */
  readonly hasValues: boolean;
  /** The maximum number of written terms in a sum. An ellipsis replaces the rest. */
  readonly maxTerms: number;
}

/**
 * Writes an expression in LaTeX for amsmath and KaTeX. The text can be put into an align environment, or between dollar
 * signs in Markdown: it contains no line break (\\) and nothing that Markdown interprets.
 */
export function writeLatex(expression: Expression<Quantity>, style: LatexStyle): string {
  return writeExpression(expression, latexAlgebra(style)).text;
}

function latexAlgebra(style: LatexStyle): Algebra<string> {
  const parentheses = (text: string): string => `\\left( ${text} \\right)`;
  const atom = (text: string): Written<string> => ({ text, precedence: 'atom' });
  return {
    maxTerms: style.maxTerms,
    hasFractionBars: true,
    ellipsis: '\\cdots',
    constant: (value) => withPrecedence(value === 0.5 ? '\\frac{1}{2}' : String(value)),
    quantity: (quantity) => withPrecedence(style.quantity(quantity)),
    sum: (terms) => terms.join(' + '),
    difference: (left, right) => `${left} - ${right}`,
    product: (factors) =>
      factors.map(({ text }) => text).reduce((text, next) => `${text} ${signBetween(text, next, style)}${next}`),
    quotient: (numerator, denominator) => atom(`\\frac{${numerator}}{${denominator}}`),
    negative: (operand) => `-${operand}`,
    power: (base, exponent) => ({ text: `${base}^{${writeLatex(exponent, style)}}`, precedence: 'power' }),
    call: (name, inputs) => callText(name, inputs.join(', ')),
    conditional: ({ ifPositive, test, otherwise }) =>
      atom(parentheses(`${ifPositive} \\text{ if } ${test} > 0 \\text{, else } ${otherwise}`)),
    parentheses,
  };
}

/** The sign between two factors. Empty between ½ and parentheses. */
function signBetween(left: string, right: string, { hasValues }: LatexStyle): string {
  if (right.startsWith('\\left(') && left.endsWith('\\frac{1}{2}')) return '';
  return hasValues ? '\\times ' : '\\cdot ';
}

function callText(name: FunctionName, input: string): Written<string> {
  if (name === 'absolute') return { text: `\\left\\lvert ${input} \\right\\rvert`, precedence: 'atom' };
  if (name === 'sqrt') return { text: `\\sqrt{${input}}`, precedence: 'atom' };
  if (name === 'exp') return { text: `e^{${input}}`, precedence: 'power' };
  if (name === 'softplus') return { text: `\\ln \\left( 1 + e^{${input}} \\right)`, precedence: 'product' };
  return { text: `${functionName(name)} \\left( ${input} \\right)`, precedence: 'product' };
}

/** The name of a function in front of its parentheses. */
function functionName(name: FunctionName): string {
  return functionTable[name].latex ?? `\\operatorname{${name}}`;
}

/** Finds the precedence of a constant, a symbol or a value. A sign, a derivative or a power lowers it. */
function withPrecedence(text: string): Written<string> {
  if (text.startsWith('-')) return { text, precedence: 'sign' };
  if (text.startsWith('\\frac{\\partial') || text.startsWith('\\left.')) return { text, precedence: 'product' };
  return { text, precedence: /\^|\\times/.test(text) ? 'power' : 'atom' };
}

/** The symbol of a quantity: w_5, net_{h1}, \frac{\partial E_{total}}{\partial w_5}. The mark of sample 2 is ^{(2)}. */
export function latexSymbol(model: Model, quantity: Quantity): string {
  const spelling = spell(model, quantity);
  const { top, bottom, through } = spelling;
  const marks = marksOf(spelling);
  if (bottom === undefined) return symbolText(top) + marks;
  const fraction = `\\frac{\\partial ${symbolText(top)}${marks}}{\\partial ${symbolText(bottom)}}`;
  return through === undefined ? fraction : `\\left. ${fraction} \\right\\rvert_{${nameText(through, weightOrBias)}}`;
}

const letters: ReadonlyMap<string, string> = new Map(
  Object.entries({
    delta: '\\delta',
    alpha: '\\alpha',
    lambda: '\\lambda',
    mu: '\\mu',
    tau: '\\tau',
    rho: '\\rho',
    epsilon: '\\varepsilon',
    beta1: '\\beta_1',
    beta2: '\\beta_2',
    mhat: '\\hat m',
    vhat: '\\hat v',
  }),
);

/** The name of a parameter of a network. The names of units are written without an index: o1. */
const weightOrBias = /^([wb])(\d+)$/;

function symbolText({ base, index }: SymbolName): string {
  const letter = letters.get(base) ?? nameText(base);
  return index === undefined ? letter : `${letter}_${braced(nameText(index, weightOrBias))}`;
}

/**
 * A name of a network or of a formula. A number behind a letter becomes an index: w5 is written w_5. So does what follows
 * in brackets or after underscores: K[1,2] is written K_{1,2}. `numbered` matches a letter and a number behind it.
 */
function nameText(name: string, numbered = /^([a-z])(\d+)$/): string {
  const [, letter = '', digits] = numbered.exec(name) ?? [];
  if (digits !== undefined) return `${letter}_${braced(digits)}`;
  const [, start = '', rest = ''] = /^([^_[]+)(.*)$/.exec(name) ?? ['', name];
  const indices = rest.split(/[_[\]]+/).filter((index) => index !== '');
  const head = letters.get(start) ?? inLetters(start);
  return indices.length === 0 ? head : `${head}_${braced(indices.map(inLetters).join(','))}`;
}

/** A text of letters and digits. Letters that the mathematics of LaTeX does not have are written as text. */
function inLetters(text: string): string {
  const safe = text.replaceAll('_', '\\_');
  return /^[\p{ASCII}\p{Script=Greek}]*$/u.test(text) ? safe : `\\text{${safe}}`;
}

/** An index of several characters needs braces. */
function braced(text: string): string {
  return text.length === 1 ? text : `{${text}}`;
}

function marksOf({ after, sample }: Spelling): string {
  const marks = `${sample === undefined ? '' : `(${sample})`}${after ? '+' : ''}`;
  return marks === '' ? '' : `^{${marks}}`;
}

/** Converts a formatted number to LaTeX: 1.233e-7 becomes 1.233 \times 10^{-7}. */
export function latexNumber(text: string): string {
  if (text === 'NaN') return '\\text{NaN}';
  return text
    .replace('−', '-')
    .replace('∞', '\\infty')
    .replace(/e(-?\d+)$/, ' \\times 10^{$1}');
}
