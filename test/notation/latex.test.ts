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
import { isValueOf, optimizerQuantity, type Quantity } from '../../src/engine/graph/quantity.ts';
import {
  hyperparameterValue,
  netValue,
  newParameterValue,
  outPath,
  outSlope,
  parameterGradient,
  parameterValue,
} from '../../src/engine/models/dense-quantities.ts';
import { latexNumber, latexSymbol, writeLatex } from '../../src/notation/latex.ts';
import { lecture } from '../support/lecture.ts';
import { lessonNamed } from '../support/lessons.ts';
import { expectValidLatex } from './latex-property.ts';

const a = ref<Quantity>(parameterValue(0));
const b = ref<Quantity>(parameterValue(1));
const values = ['2', '-3'];

const examples: readonly (readonly [Expression<Quantity>, symbols: string, numbers: string])[] = [
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
          hasValues && isValueOf(quantity, 'parameter')
            ? (values[quantity.of.index] ?? '')
            : latexSymbol(lecture.network, quantity),
      });
    expect([write(false), write(true)]).toEqual([symbols, numbers]);
  });
});

test.each<readonly [Quantity, string]>([
  [parameterGradient(4), '\\frac{\\partial E_{total}}{\\partial w_5}'],
  [outSlope(2, 0), '\\frac{\\partial out_{o1}}{\\partial net_{o1}}'],
  [newParameterValue(4), 'w_5^{+}'],
  [netValue(1, 1, { sample: 2 }), 'net_{h2}^{(3)}'],
  [optimizerQuantity(4, 'mhat'), '\\hat m_{w_5}'],
  [optimizerQuantity(4, 'vhat'), '\\hat v_{w_5}'],
  [hyperparameterValue('beta2'), '\\beta_2'],
])('a quantity has the symbol $1', (quantity, symbol) => {
  expect(latexSymbol(lecture.network, quantity)).toBe(symbol);
});

test('the path through the output o2 of a softmax is marked with its name', () => {
  expect(latexSymbol(lessonNamed('softmax').network, outPath(1, 0, 1))).toBe(
    '\\left. \\frac{\\partial E_{total}}{\\partial out_{h1}} \\right\\rvert_{o2}',
  );
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
