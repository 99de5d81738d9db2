import { type Expression, items } from '../engine/expressions/expression.ts';
import type { FunctionName } from '../engine/expressions/functions.ts';
import type { Quantity } from '../engine/expressions/quantity.ts';
import type { Network } from '../engine/models/network.ts';
import { type Spelling, spell, type Word } from '../engine/models/quantity-name.ts';
import { shortened } from './one-line.ts';

/** How an expression is written in LaTeX. */
export interface LatexStyle {
  /** What stands for a quantity: its symbol, or its number. */
  quantity(quantity: Quantity): string;
  /** Whether numbers stand for the quantities; then a product shows its ×. */
  readonly numbers: boolean;
  /** Terms of a long sum that are written out; the rest is an ellipsis. */
  readonly mostTerms: number;
}

/** How tightly a text holds together, loosest first; what is looser than its surroundings needs parentheses. */
type Binding = 'sum' | 'sign' | 'product' | 'power' | 'atom';

interface Piece {
  readonly text: string;
  readonly binding: Binding;
}

const bindings: readonly Binding[] = ['sum', 'sign', 'product', 'power', 'atom'];

/**
 * An expression in LaTeX's mathematics, as amsmath and KaTeX read it: for an align environment, or between dollar signs in
 * Markdown. There is no \\ in it and nothing that Markdown would take for its own.
 */
export function writeLatex(expression: Expression, style: LatexStyle): string {
  return write(expression, style, true).text;
}

/** `isFirst`: nothing stands before it, so that it may start with a sign. */
function write(expression: Expression, style: LatexStyle, isFirst = false): Piece {
  const inner = (of: Expression, least: Binding, leads = false): string => within(write(of, style, leads), least);
  switch (expression.kind) {
    case 'number':
      return signed(expression.value === 0.5 ? '\\frac{1}{2}' : String(expression.value));
    case 'quantity':
      return signed(style.quantity(expression.quantity));
    case 'sum': {
      const [only] = items(expression.terms);
      if (expression.terms.length === 1 && only !== undefined) return write(only, style, isFirst);
      const terms = shortened(expression.terms, style.mostTerms).map((term, at) =>
        term === 'more' ? '\\cdots' : inner(term, at === 0 ? 'sum' : 'product', at === 0),
      );
      return { text: terms.join(' + '), binding: 'sum' };
    }
    case 'difference':
      return { text: `${inner(expression.left, 'sum', true)} - ${inner(expression.right, 'product')}`, binding: 'sum' };
    case 'product':
      return { text: writeProduct(expression.factors, style, isFirst), binding: 'product' };
    case 'quotient':
      return {
        text: `\\frac{${inner(expression.numerator, 'sum', true)}}{${inner(expression.denominator, 'sum', true)}}`,
        binding: 'atom',
      };
    case 'negative':
      return { text: `-${inner(expression.of, 'product')}`, binding: 'sign' };
    case 'power':
      return {
        text: `${inner(expression.base, 'atom')}^{${inner(expression.exponent, 'sum', true)}}`,
        binding: 'power',
      };
    case 'call':
      return writeCall(
        expression.name,
        Array.from(items(expression.inputs), (of) => inner(of, 'sum', true)),
      );
    case 'cases': {
      const [positive, test, otherwise] = [expression.positive, expression.test, expression.otherwise].map((of) =>
        inner(of, 'sum', true),
      );
      return {
        text: `\\left( ${positive} \\text{ if } ${test} > 0 \\text{, else } ${otherwise} \\right)`,
        binding: 'atom',
      };
    }
    case 'stable':
      return write(expression.written, style, isFirst);
  }
}

function writeProduct(factors: readonly Expression[], style: LatexStyle, isFirst: boolean): string {
  return factors
    .map((factor, at) => {
      const leads = isFirst && at === 0;
      return within(write(factor, style, leads), leads ? 'sign' : 'product');
    })
    .reduce((text, piece) => `${text} ${joint(text, piece, style)}${piece}`);
}

/** What stands between two factors: nothing between ½ and a group. */
function joint(before: string, after: string, { numbers }: LatexStyle): string {
  if (after.startsWith('\\left(') && before.endsWith('\\frac{1}{2}')) return '';
  return numbers ? '\\times ' : '\\cdot ';
}

function writeCall(name: FunctionName, inputs: readonly string[]): Piece {
  const input = inputs.join(', ');
  if (name === 'absolute') return { text: `\\left\\lvert ${input} \\right\\rvert`, binding: 'atom' };
  if (name === 'sqrt') return { text: `\\sqrt{${input}}`, binding: 'atom' };
  if (name === 'exp') return { text: `e^{${input}}`, binding: 'power' };
  if (name === 'softplus') return { text: `\\ln \\left( 1 + e^{${input}} \\right)`, binding: 'product' };
  return { text: `${functionName(name)} \\left( ${input} \\right)`, binding: 'product' };
}

/** What a function is called in LaTeX, in front of its parentheses. */
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

/** A number or symbol: what has a sign, is a fraction or has a power in it cannot be raised as it is. */
function signed(text: string): Piece {
  if (text.startsWith('-')) return { text, binding: 'sign' };
  if (text.startsWith('\\frac{\\partial') || text.startsWith('\\left.')) return { text, binding: 'product' };
  return { text, binding: /\^|\\times/.test(text) ? 'power' : 'atom' };
}

function within({ text, binding }: Piece, least: Binding): string {
  return bindings.indexOf(binding) < bindings.indexOf(least) ? `\\left( ${text} \\right)` : text;
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
