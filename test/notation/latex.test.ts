import { describe, expect, test } from 'vitest';
import {
  call,
  conditional,
  constant,
  difference,
  type Expression,
  negative,
  power,
  product,
  quotient,
  ref,
  square,
  sum,
} from '../../src/engine/expressions/expression.ts';
import type { Quantity } from '../../src/engine/expressions/quantity.ts';
import { latexNumber, latexSymbol, writeLatex } from '../../src/notation/latex.ts';
import { lecture } from '../support/lecture.ts';
import { expectValidLatex } from './latex-property.ts';

const a = ref({ kind: 'parameter', parameter: 0 });
const b = ref({ kind: 'parameter', parameter: 1 });
const values = ['2', '-3'];

const examples: readonly (readonly [Expression, symbols: string, numbers: string])[] = [
  [sum([product(a, b), a]), 'w_1 \\cdot w_2 + w_1', '2 \\times \\left( -3 \\right) + 2'],
  [
    product(constant(0.5), square(difference(a, b))),
    '\\frac{1}{2} \\left( w_1 - w_2 \\right)^{2}',
    '\\frac{1}{2} \\left( 2 - \\left( -3 \\right) \\right)^{2}',
  ],
  [square(b), 'w_2^{2}', '\\left( -3 \\right)^{2}'],
  [sum([a, sum([b])]), 'w_1 + w_2', '2 + \\left( -3 \\right)'],
  [quotient(a, sum([call('sqrt', b), constant(1)])), '\\frac{w_1}{\\sqrt{w_2} + 1}', '\\frac{2}{\\sqrt{-3} + 1}'],
  [negative(difference(a, b)), '-\\left( w_1 - w_2 \\right)', '-\\left( 2 - \\left( -3 \\right) \\right)'],
  [difference(constant(1), power(a, b)), '1 - w_1^{w_2}', '1 - 2^{-3}'],
  [call('sigmoid', b), '\\sigma \\left( w_2 \\right)', '\\sigma \\left( -3 \\right)'],
  [
    conditional(a, b, constant(0)),
    '\\left( w_2 \\text{ if } w_1 > 0 \\text{, else } 0 \\right)',
    '\\left( -3 \\text{ if } 2 > 0 \\text{, else } 0 \\right)',
  ],
];

describe('an expression in LaTeX', () => {
  test.each(examples)('is written in symbols and in numbers: $1', (expression, symbols, numbers) => {
    const write = (hasValues: boolean) =>
      writeLatex(expression, {
        maxTerms: 4,
        hasValues,
        quantity: (quantity) =>
          hasValues && 'parameter' in quantity
            ? (values[quantity.parameter] ?? '')
            : latexSymbol(lecture.network, quantity),
      });
    expect([write(false), write(true)]).toEqual([symbols, numbers]);
  });
});

test.each<readonly [Quantity, string]>([
  [{ kind: 'gradient', parameter: 4 }, '\\frac{\\partial E_{total}}{\\partial w_5}'],
  [{ kind: 'slope', layer: 2, unit: 0 }, '\\frac{\\partial out_{o1}}{\\partial net_{o1}}'],
  [{ kind: 'updated', parameter: 4 }, 'w_5^{+}'],
  [{ kind: 'net', layer: 1, unit: 1, sample: 2 }, 'net_{h2}^{(3)}'],
  [{ kind: 'optimizer', name: 'mhat', parameter: 4 }, '\\hat m_{w_5}'],
  [{ kind: 'optimizer', name: 'vhat', parameter: 4 }, '\\hat v_{w_5}'],
  [{ kind: 'setting', name: 'beta2' }, '\\beta_2'],
])('a quantity has the symbol $1', (quantity, symbol) => {
  expect(latexSymbol(lecture.network, quantity)).toBe(symbol);
});

test('a power of ten, infinity and NaN are written in LaTeX', () => {
  expect(['1.233e-7', '−2.5e8', '∞', 'NaN'].map(latexNumber)).toEqual([
    '1.233 \\times 10^{-7}',
    '-2.5 \\times 10^{8}',
    '\\infty',
    '\\text{NaN}',
  ]);
});

test('the equations of random networks are valid LaTeX, alone and in Markdown', () => {
  expectValidLatex(1);
});
