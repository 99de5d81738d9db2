import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../src/engine/gradient-check.ts';
import { quantityName } from '../../src/engine/models/quantity-name.ts';
import { readUpdate, type UpdateValues } from '../../src/engine/pass/update-values.ts';
import { quantityNamed } from '../../src/engine/steps/name-parser.ts';
import { stepAt, stepCount } from '../../src/engine/steps/steps.ts';
import { createTimeline, errorAfter } from '../../src/engine/timeline/timeline.ts';
import { updatesPerEpoch } from '../../src/engine/training/experiment.ts';
import { initialState } from '../../src/engine/training/training-state.ts';
import { updateAt } from '../../src/engine/training/update.ts';
import { formulaLessons } from '../support/formula-lessons.ts';
import { formulaLesson } from '../support/lesson-experiments.ts';
import { formulaGradients } from './formula-gradients.ts';

const names = [...formulaLessons.keys()];

function numberNamed({ update, numberOf }: UpdateValues, name: string): number {
  const quantity = quantityNamed(update, name);
  if (quantity === undefined) throw new Error(`update ${update.number} has no ${name}`);
  return numberOf(quantity);
}

describe.each(names)('the lesson %s', (name) => {
  const experiment = formulaLesson(name);
  const values = readUpdate(experiment, 1, initialState(experiment));
  const error = experiment.formula.equations[experiment.formula.error]?.name ?? '';

  test('has the error and the gradients of PyTorch', () => {
    const { error: rightError = Number.NaN, gradients = {} } = formulaGradients[name] ?? {};
    expect(numberNamed(values, error)).toBeCloseTo(rightError, 14);
    for (const [by, gradient] of Object.entries(gradients)) {
      const found = numberNamed(values, `d${error}/d${by}`);
      expect(Math.abs(found - gradient), by).toBeLessThanOrEqual(1e-12 * Math.max(Math.abs(gradient), 0.01));
    }
  });

  test('passes the gradient check', () => {
    const checks = [...checkGradients(experiment, 1, initialState(experiment))];
    expect(checks.length).toBeGreaterThan(0);
    for (const { parameter, verdict } of checks) {
      expect([experiment.formula.parameters[parameter]?.name, verdict]).toEqual([expect.any(String), 'agrees']);
    }
  });

  test('has chapters in the order of time, each at the quantity that its line in the file names', () => {
    const written = [
      ...(formulaLessons.get(name)?.text ?? '').matchAll(/^chapter "(.+)" at (?:update \d+, )?(.+?):/gm),
    ];
    const { chapters } = experiment.lessonPlan;
    expect(chapters.map(({ title }) => title)).toEqual(written.map(([, title]) => title));
    let [lastUpdate, lastStep] = [1, 0];
    for (const [at, { position }] of chapters.entries()) {
      const update = updateAt(experiment, position.update);
      expect(position.step).toBeLessThanOrEqual(stepCount(update));
      const found = quantityName(experiment.formula, stepAt(update, position.step).quantity);
      expect(found.replace(/@\d+$/, '')).toBe(written[at]?.[2]);
      expect(position.update > lastUpdate || (position.update === lastUpdate && position.step > lastStep)).toBe(true);
      [lastUpdate, lastStep] = [position.update, position.step];
    }
  });
});

/** The error after so many epochs, in parts of the error at the start. */
function errorRatio(name: string, epochs: number): number {
  const experiment = formulaLesson(name);
  const timeline = createTimeline(experiment);
  const last = errorAfter(timeline, epochs * updatesPerEpoch(experiment));
  return last / errorAfter(timeline, 0);
}

test.each([
  ['recurrent', 100, 0.01],
  ['attention', 500, 0.01],
  ['layer-norm', 100, 0.1],
  ['line-fit', 100, 0.01],
])('training the lesson %s for %d epochs brings the error below %d of its start', (name, epochs, ratio) => {
  expect(errorRatio(name, epochs)).toBeLessThan(ratio);
});
