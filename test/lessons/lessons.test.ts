import { describe, expect, test } from 'vitest';
import { outValue, parameterGradient } from '../../src/engine/models/dense-quantities.ts';
import { readUpdate } from '../../src/engine/pass/update-values.ts';
import { createTimeline, errorAfter, stateAfter } from '../../src/engine/timeline/timeline.ts';
import { emptyLessonPlan } from '../../src/engine/training/lesson-plan.ts';
import { initialState } from '../../src/engine/training/training-state.ts';
import { lessons } from '../../src/lessons/lessons.ts';
import { lecture } from '../support/lecture.ts';
import { lessonExperiment } from '../support/lesson-experiments.ts';
import { lessonNamed } from '../support/lessons.ts';

/** E_total over all samples after a number of epochs. */
function errorAfterEpochs(name: string, epochs: number): number {
  const experiment = lessonNamed(name);
  const updates = epochs * Math.ceil(experiment.samples.count / experiment.batchSize);
  return errorAfter(createTimeline(experiment), updates);
}

describe('the lessons', () => {
  test('are valid files, each with its own name and a description', () => {
    for (const name of lessons.keys()) {
      const experiment = lessonExperiment(name);
      expect(experiment.name).toBe(name);
      expect(experiment.description).toMatch(/\.$/);
    }
  });

  test('begin with the lecture, which has ten chapters and three practice questions', () => {
    const [[name] = []] = lessons;
    expect(name).toBe('lecture');
    const { description, lessonPlan, ...experiment } = lessonNamed('lecture');
    expect({ description: '', lessonPlan: emptyLessonPlan, ...experiment }).toEqual(lecture);
    expect(lessonPlan.chapters).toHaveLength(10);
    expect(lessonPlan.practice).toEqual(['dE_total/dw2', 'dE_total/dw3', 'dE_total/dw4']);
  });
});

// "The article" is "A Step by Step Backpropagation Example" by Matt Mazur.
describe("Matt Mazur's example", () => {
  test.each([
    ['mazur', 1, 0.291027773694, 12],
    ['mazur', 9999, 3.510854812e-5, 14],
    ['mazur', 10000, 3.510187783e-5, 14],
    ['mazur-as-published', 1, 0.291027923905, 12],
    ['mazur-as-published', 10000, 3.50847863e-5, 14],
  ])('%s has the error of the article after %d epochs', (name, epochs, error, digits) => {
    expect(errorAfterEpochs(name, epochs)).toBeCloseTo(error, digits);
  });

  test('as published has the outputs of the article after 10,000 updates', () => {
    const experiment = lessonNamed('mazur-as-published');
    const values = readUpdate(experiment, 10001, stateAfter(createTimeline(experiment), 10000));
    const outs = [0, 1].map((unit) => values.numberOf(outValue(2, unit)));
    expect(outs.map((out) => out.toFixed(9))).toEqual(['0.015912196', '0.984065734']);
  });

  test('has the weights of the article after one update', () => {
    const weights = stateAfter(createTimeline(lessonNamed('mazur')), 1);
    expect([weights[4], weights[0]].map((weight) => weight?.toFixed(9))).toEqual(['0.358916480', '0.149780716']);
  });
});

test('from w8 to w1 the gradient becomes more than 10⁴ times smaller in vanishing, but stays equal in vanishing-relu', () => {
  const gradientRatio = (name: string): number => {
    const experiment = lessonNamed(name);
    const { numberOf } = readUpdate(experiment, 1, initialState(experiment));
    const gradient = (parameter: number): number => numberOf(parameterGradient(parameter));
    return gradient(7) / gradient(0);
  };
  expect(gradientRatio('vanishing')).toBeGreaterThan(1e4);
  expect(gradientRatio('vanishing-relu')).toBeCloseTo(1, 12);
});

test.each([
  ['xor', 1000, 0.01],
  ['softmax', 100, 0.06],
  ['circle', 500, 0.04],
])('training the lesson %s for %d epochs brings the error below %d', (name, epochs, error) => {
  expect(errorAfterEpochs(name, 0)).toBeGreaterThan(0.6);
  expect(errorAfterEpochs(name, epochs)).toBeLessThan(error);
});

test('the lesson softmax has 150 flowers, 50 of each species, and shuffles them', () => {
  const { samples, inputNames, outputNames, shuffle } = lessonNamed('softmax');
  expect(samples.count).toBe(150);
  expect(inputNames).toEqual(['sepal length', 'sepal width', 'petal length', 'petal width']);
  expect(outputNames).toEqual(['setosa', 'versicolor', 'virginica']);
  // Each flower has three targets: 1 for its own species, and 0 for the other two.
  const countsBySpecies = [0, 1, 2].map(
    (species) => samples.targets.filter((target, index) => index % 3 === species && target === 1).length,
  );
  expect(countsBySpecies).toEqual([50, 50, 50]);
  expect(shuffle).toBeDefined();
});
