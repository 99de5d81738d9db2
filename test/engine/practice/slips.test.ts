import { expect, test } from 'vitest';
import { candidatesFor } from '../../../src/engine/practice/diagnosis.ts';
import type { DenseExperiment } from '../../../src/engine/training/experiment.ts';
import { roundedAsShown } from '../../../src/notation/number-format.ts';
import { xor } from '../../support/networks.ts';
import { questionOf, verdictOn } from '../../support/questions.ts';
import { digits, example, expectSlipsFound, expectSlipsFoundInBatch, experimentOf } from './slip-examples.ts';

test('in random networks, a wrong answer that a slip gives is explained by that slip', () => {
  expectSlipsFound(2);
});

test('in a batch of two samples, a wrong gradient that a slip gives is explained by that slip', () => {
  expectSlipsFoundInBatch(1);
});

test('an answer with the sum over a batch in place of the mean is explained by sum-for-mean', () => {
  const experiment: DenseExperiment = {
    ...experimentOf(example),
    samples: { count: 2, inputs: Float64Array.of(1, 2, 3, 0.5, 0.2, 0.1), targets: Float64Array.of(0, 1, 1, 0) },
    batchSize: 2,
  };
  const question = questionOf('dE_total/dw10', experiment);
  const sum = 2 * question.values.numberOf(question.quantity);
  expect(verdictOn(question, sum.toPrecision(digits))).toContain('sum-for-mean');
  const updated = questionOf('w10+', experiment);
  const before = experiment.initial[9] ?? Number.NaN;
  expect(verdictOn(updated, (before - 0.1 * sum).toPrecision(digits))).toContain('sum-for-mean');
});

test('with the reduction sum, an answer with the mean over a batch is explained by mean-for-sum', () => {
  const experiment: DenseExperiment = { ...xor, reduction: 'sum' };
  for (const name of ['dE_total/dw10', 'E_total']) {
    const question = questionOf(name, experiment);
    const mean = question.values.numberOf(question.quantity) / 4;
    expect(verdictOn(question, mean.toPrecision(digits))).toEqual(['mean-for-sum']);
  }
  const updated = questionOf('w10+', experiment);
  const before = experiment.initial[9] ?? Number.NaN;
  const mean = questionOf('dE_total/dw10', experiment);
  const gradient = mean.values.numberOf(mean.quantity) / 4;
  expect(verdictOn(updated, (before - 0.5 * gradient).toPrecision(digits))).toContain('mean-for-sum');
});

test('a slip in the mean over a batch names a factor of the whole batch, not of one sample', () => {
  const factors = candidatesFor(questionOf('dE_total/dw1', xor), roundedAsShown).flatMap(({ about }) => about ?? []);
  expect(factors.length).toBeGreaterThan(10);
  expect(factors.map(({ sample }) => sample)).toEqual(factors.map(() => undefined));
});

test('in a layer-by-layer update, an answer with the old weights is explained by old-weight-used', () => {
  const experiment = experimentOf({ ...example, rate: 0.7 });
  const { values, quantity } = questionOf('dE_total/dw1', experiment);
  const withOldWeights = values.numberOf(quantity).toPrecision(digits);
  const question = questionOf('dE_total/dw1', { ...experiment, updateOrder: 'layer-by-layer' });
  expect(verdictOn(question, withOldWeights)).toContain('old-weight-used');
});
