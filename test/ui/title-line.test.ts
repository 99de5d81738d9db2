import { describe, expect, test } from 'vitest';
import type { DenseExperiment } from '../../src/engine/training/experiment.ts';
import { plainText } from '../../src/ui/draw/rows.ts';
import { titleLine } from '../../src/ui/lines/title-line.ts';
import { lecture } from '../support/lecture.ts';
import { xor } from '../support/networks.ts';
import { afterKeys } from '../support/stepper.ts';

const title = (experiment: DenseExperiment, keys: readonly string[] = [], width = 100): string =>
  plainText(titleLine(afterKeys(keys, experiment).view, width));

const sgd = { method: 'sgd', learningRate: 0.5 } as const;

describe('the title line', () => {
  test.each<readonly [name: string, experiment: DenseExperiment, text: string]>([
    ['one sample', lecture, 'epoch 1 · sample 1/1 · α 0.5'],
    ['a batch of all samples', xor, 'epoch 1 · samples 1-4/4 · α 0.5'],
    ['batches in the order of the file', { ...xor, batchSize: 2 }, 'epoch 1 · samples 1-2/4 · update 1 · α 0.5'],
    ['shuffled batches', { ...xor, batchSize: 2, shuffle: { seed: 1 } }, 'epoch 1 · batch 1/2 · α 0.5'],
    ['momentum', { ...lecture, optimizer: { ...sgd, momentum: 0.9 } }, 'sample 1/1 · momentum · α 0.5'],
    ['nesterov', { ...lecture, optimizer: { ...sgd, momentum: 0.9, nesterov: true } }, 'sample 1/1 · nesterov · α 0.5'],
    ['another method', { ...lecture, optimizer: { method: 'adam', learningRate: 0.01 } }, 'adam · α 0.01'],
  ])('ends with the details of an experiment with $0', (_, experiment, text) => {
    expect(title(experiment).endsWith(text)).toBe(true);
  });

  test('names the epoch and the batch of the present position', () => {
    expect(title({ ...xor, batchSize: 2, shuffle: { seed: 1 } }, ['e', 'right'])).toContain('epoch 2 · batch 1/2');
    expect(title({ ...xor, batchSize: 2 }, ['p', 'p', 'p', 'p', 'right'])).toContain('samples 3-4/4 · update 2');
  });

  test('contains "predict" while values are predicted', () => {
    expect(title(lecture, ['t'])).toContain('sample 1/1 · predict · α 0.5');
  });
});

test('a narrow title line cuts the name of the experiment, and a narrower one leaves it out', () => {
  expect(title(lecture, [], 80)).toMatch(/^ backstep · lecture +epoch 1/);
  expect(title({ ...lecture, name: 'a'.repeat(100) }, [], 60)).toMatch(/^ backstep · a+… +epoch 1/);
  expect(title(lecture, [], 36)).toMatch(/^ epoch 1/);
});
