import { expect, test } from 'vitest';
import { maxChapters } from '../../src/engine/training/lesson-plan.ts';
import { type FormulaData, parseFormula } from '../../src/files/formula/formula-file.ts';
import { errorNameOf, type Nudge, valuesOf } from '../files/formula/formula-values.ts';
import { formulaLessons } from '../support/formula-lessons.ts';
import { formulaGradients } from './formula-gradients.ts';

const names = [...formulaLessons.keys()];

function dataOf(name: string): FormulaData {
  const { text = '', samples } = formulaLessons.get(name) ?? {};
  const sampleFile = samples === undefined ? undefined : { source: `${name}.csv`, text: samples };
  return parseFormula(text, { source: `${name}.formula`, sampleFile });
}

/** The mean of the error over the samples. */
function errorOf(data: FormulaData, nudge?: Nudge): number {
  const count = data.samples?.count ?? 1;
  const errors = Array.from(
    { length: count },
    (_, at) => valuesOf(data, at, nudge).get(errorNameOf(data)) ?? Number.NaN,
  );
  return errors.reduce((total, error) => total + error, 0) / count;
}

test('there are eight formula lessons, and PyTorch has computed the gradients of each', () => {
  expect(names).toEqual([
    'circuit',
    'shared',
    'neuron-gates',
    'recurrent',
    'convolution',
    'attention',
    'layer-norm',
    'line-fit',
  ]);
  expect(Object.keys(formulaGradients).toSorted()).toEqual(names.toSorted());
});

test.each(names)('%s has a name, a description, and three to six chapters', (name) => {
  const { name: found, description, chapters } = dataOf(name);
  expect(found).toBe(name);
  expect(description).toMatch(/^[^#]{80,}\.$/);
  expect(chapters.length).toBeGreaterThanOrEqual(3);
  expect(chapters.length).toBeLessThanOrEqual(Math.min(6, maxChapters));
});

test.each(names)('%s has the error of PyTorch', (name) => {
  expect(errorOf(dataOf(name))).toBeCloseTo(formulaGradients[name]?.error ?? Number.NaN, 14);
});

test.each(names)('the error of %s changes with each number and equation as PyTorch says', (name) => {
  const data = dataOf(name);
  const { formula } = data;
  const { gradients = {} } = formulaGradients[name] ?? {};
  const all = [...formula.parameters, ...formula.equations].map((each) => each.name);
  const expected = all.filter((each) => each !== errorNameOf(data) && !(name === 'line-fit' && each === 'p'));
  expect(Object.keys(gradients).toSorted()).toEqual(expected.toSorted());
  for (const [by, gradient] of Object.entries(gradients)) {
    const step = 1e-5;
    const change = errorOf(data, { name: by, by: step }) - errorOf(data, { name: by, by: -step });
    expect(change / (2 * step), by).toBeCloseTo(gradient, 8);
  }
});

test('line-fit reads ten points', () => {
  const { samples, formula } = dataOf('line-fit');
  expect(formula.inputs).toEqual(['x', 't']);
  expect(samples?.count).toBe(10);
  expect(samples?.inputs.slice(-2)).toEqual(Float64Array.of(2.5, 4.3));
});
