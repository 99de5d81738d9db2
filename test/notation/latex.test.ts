import fc from 'fast-check';
import katex from 'katex';
import { micromark } from 'micromark';
import { math, mathHtml } from 'micromark-extension-math';
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
import { readUpdate, type UpdateValues } from '../../src/engine/pass/update-values.ts';
import { initialState } from '../../src/engine/training/training-state.ts';
import { derivationOf, latexNotation, type WrittenEquation, writtenStep } from '../../src/notation/derivation.ts';
import { latexNumber, latexSymbol, writeLatex } from '../../src/notation/latex.ts';
import { lecture } from '../support/lecture.ts';
import { randomExperiment } from '../support/random-experiment.ts';
import { reachableQuantities, stepsOf } from '../support/walking.ts';

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
  test.each(examples)('%#', (expression, symbols, numbers) => {
    const write = (isNumber: boolean) =>
      writeLatex(expression, {
        maxTerms: 4,
        numbers: isNumber,
        quantity: (quantity) =>
          isNumber && 'parameter' in quantity
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
  [{ kind: 'setting', name: 'beta2' }, '\\beta_2'],
])('the symbol of %o', (quantity, symbol) => {
  expect(latexSymbol(lecture.network, quantity)).toBe(symbol);
});

test('numbers with a power of ten, and none', () => {
  expect(['1.233e-7', '−2.5e8', '∞', 'NaN'].map(latexNumber)).toEqual([
    '1.233 \\times 10^{-7}',
    '-2.5 \\times 10^{8}',
    '\\infty',
    '\\text{NaN}',
  ]);
});

/** Some equations of an update, as many as make a fair sample of a large one: steps, and whole derivations. */
function equationsOf(reading: UpdateValues): readonly WrittenEquation[] {
  const notation = latexNotation(reading.update.experiment.network);
  const steps = stepsOf(reading.update).slice(0, 60).concat(stepsOf(reading.update).slice(-40));
  const all = [...reachableQuantities(reading.update).values()];
  const chosen = all.filter((_, at) => at % Math.ceil(all.length / 20) === 0);
  return [
    ...steps.map(({ quantity }) => writtenStep(reading, quantity, notation)),
    ...chosen.flatMap((quantity) => {
      const { main, parts, layers } = derivationOf(reading, quantity, notation);
      return [main, ...parts, ...layers];
    }),
  ];
}

test('every equation of every network is LaTeX, and Markdown leaves it alone', () => {
  fc.assert(
    fc.property(randomExperiment, (experiment) => {
      const equations = equationsOf(readUpdate(experiment, 1, initialState(experiment)));
      const rows = equations.map(({ left, sides }) => `${left} &= ${sides.join(' = ')}`);
      const options = { displayMode: true, throwOnError: true, strict: 'error' } as const;
      expect(() => katex.renderToString(`\\begin{align*}${rows.join('\\\\')}\\end{align*}`, options)).not.toThrow();
      const markdown = equations.map(({ left, sides }) => `- $${[left, ...sides].join(' = ')}$`).join('\n');
      const html = micromark(markdown, { extensions: [math()], htmlExtensions: [mathHtml()] });
      expect(html.match(/class="math math-inline"/g)).toHaveLength(equations.length);
      // Without mathematics, too, as some hosts look for it only afterwards.
      expect(micromark(markdown)).not.toMatch(/<(em|strong|a|code|del)\b/);
      expect(micromark(markdown).match(/\$/g)).toHaveLength(2 * equations.length);
    }),
    { numRuns: 60 },
  );
}, 60_000);
