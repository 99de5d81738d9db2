import { describe, expect, test } from 'vitest';
import type { DenseExperiment } from '../../src/engine/training/experiment.ts';
import { lecture } from '../support/lecture.ts';
import { openStepper } from '../support/stepper.ts';

describe('in a network whose updates take seconds', () => {
  const count = 600_000;
  /** One batch of all samples. */
  const slow: DenseExperiment = {
    ...lecture,
    samples: {
      count,
      inputs: Float64Array.from({ length: 2 * count }, (_, at) => Math.sin(at)),
      targets: Float64Array.from({ length: 2 * count }, (_, at) => Math.cos(at) ** 2),
    },
    batchSize: count,
  };

  test.each([
    ['e', ['e']],
    ['→ at the last step', ['p', 'p', 'p', 'p', 'left', 'right']],
  ])('keys are heard while %s computes the numbers, and do not change them', (_, keys) => {
    const quiet = openStepper({ experiment: slow }).press(...keys);
    const busy = openStepper({ experiment: slow, clockReadTime: 20 }).press(...keys.slice(0, -1));
    busy.pressAtOnce(...keys.slice(-1)).wait(0.033);
    expect(busy.model.travelTarget).toBeDefined();
    expect(busy.pressAtOnce('.').wait(0.033).model).toMatchObject({ decimals: 6, position: { update: 1 } });
    for (let frames = 0; busy.model.travelTarget !== undefined && frames < 1000; frames++)
      busy.pressAtOnce('v').wait(0.033);
    expect(busy.model.position).toEqual(quiet.model.position);
    expect(busy.view.snapshot.error).toBe(quiet.view.snapshot.error);
    expect([...busy.view.snapshot.state]).toEqual([...quiet.view.snapshot.state]);
  });

  test('Esc stops the computation', () => {
    const stepper = openStepper({ experiment: slow, clockReadTime: 20 }).pressAtOnce('e').wait(0.033);
    expect(stepper.pressAtOnce('escape').wait(0.033).model).toMatchObject({
      travelTarget: undefined,
      position: { update: 1, step: 0 },
    });
  });
});
