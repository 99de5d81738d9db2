import { execFileSync, spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readUpdate } from '../../src/engine/pass/update-values.ts';
import { readArrays } from '../../src/engine/practice/marking/given-array.ts';
import { mark } from '../../src/engine/practice/marking/marking.ts';
import { createTimeline, stateAfter } from '../../src/engine/timeline/timeline.ts';
import { type Experiment, updatesPerEpoch } from '../../src/engine/training/experiment.ts';
import { initialState } from '../../src/engine/training/training-state.ts';
import { arraysOf, readNumbersText } from '../../src/files/numbers/numbers-file.ts';
import { lessons } from '../../src/lessons/lessons.ts';
import { roundedAsShown } from '../../src/notation/number-format.ts';
import { numpyFormula } from '../../src/notation/numpy/numpy-formula.ts';
import { numpyProgram } from '../../src/notation/numpy/numpy-program.ts';
import { lessonExperiment } from '../support/lesson-experiments.ts';
import { randomExperiment } from '../support/random-experiment.ts';

const python = 'python3';
const hasNumpy = spawnSync(python, ['-c', 'import numpy']).status === 0;

function run(program: Iterable<string>): string {
  return execFileSync(python, ['-W', 'error', '-'], { input: [...program].join(''), encoding: 'utf8' });
}

function verdictOn(experiment: Experiment, text: string): string {
  const values = readUpdate(experiment, 1, initialState(experiment));
  const { readings, misfits } = readArrays(values, arraysOf(readNumbersText(text, 'test', ''), 'test'));
  expect(misfits).toEqual([]);
  return mark(values, readings, roundedAsShown).verdict;
}

test.skipIf(!hasNumpy).each([...lessons.keys()])(
  'every number that the NumPy program of %s prints is right',
  (name) => {
    const experiment = lessonExperiment(name);
    const program = experiment.kind === 'dense' ? numpyProgram(experiment, 1, true) : numpyFormula(experiment);
    expect(verdictOn(experiment, run(program))).toBe('right');
  },
);

test.skipIf(!hasNumpy)(
  'every number of the NumPy programs of random networks is right',
  () => {
    for (const experiment of fc.sample(randomExperiment, { numRuns: 25, seed: 7 })) {
      expect(verdictOn(experiment, run(numpyProgram(experiment, 1, true)))).toBe('right');
    }
  },
  120_000,
);

test.skipIf(!hasNumpy)(
  'the NumPy programs of random networks train as backstep does',
  () => {
    for (const experiment of fc.sample(randomExperiment, { numRuns: 15, seed: 8 })) {
      const text = run(numpyProgram(experiment, 2, false));
      const trained = stateAfter(createTimeline(experiment), 2 * updatesPerEpoch(experiment));
      const printed = arraysOf(readNumbersText(text, 'test', ''), 'test').flatMap(({ name, values }) =>
        /^[Wb]\d/.test(name) ? [{ name, values }] : [],
      );
      const weights = printed.filter(({ name }) => name.startsWith('W')).flatMap(({ values }) => values);
      const biases = printed.filter(({ name }) => name.startsWith('b')).flatMap(({ values }) => values);
      for (const [at, value] of [...weights, ...biases].entries())
        expect(value).toBeCloseTo(trained[at] ?? Number.NaN, 6);
    }
  },
  120_000,
);
