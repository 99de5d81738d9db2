import { expect, test } from 'vitest';
import type { DenseExperiment } from '../../src/engine/training/experiment.ts';
import { plainText } from '../../src/ui/draw/rows.ts';
import { phaseLine } from '../../src/ui/lines/phase-line.ts';
import { lecture } from '../support/lecture.ts';
import { xor } from '../support/networks.ts';
import { afterKeys } from '../support/stepper.ts';

test.each<readonly [situation: string, experiment: DenseExperiment, name: string]>([
  ['one sample', lecture, 'E_total'],
  ['one batch of all samples', xor, 'mean E_total'],
  ['one batch of all samples, added up', { ...xor, reduction: 'sum' }, 'sum E_total'],
  ['several batches', { ...xor, batchSize: 2 }, 'E_total of all'],
])('with $0, the phase line calls the error "$2"', (_, experiment, name) => {
  const line = plainText(phaseLine(afterKeys(['p', 'p'], experiment).view, 100));
  expect(line).toMatch(new RegExp(` {2}${name} \\d`));
});
