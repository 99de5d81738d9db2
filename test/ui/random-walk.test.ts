import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stepsOf } from '../../src/engine/steps/steps.ts';
import { isMoving } from '../../src/ui/state/model.ts';
import type { Snapshot } from '../../src/ui/state/snapshot.ts';
import { randomExperiment } from '../support/random-experiment.ts';
import { openStepper, type Stepper, sessionWith } from '../support/stepper.ts';

const change = (text: string): readonly string[] => ['=', ...text, 'return'];

/** The keys of one action: moves by all strides, changes of all kinds, undo, mark, and an automatic run. */
const actions: fc.Arbitrary<readonly string[]> = fc.constantFrom(
  ...[...'lhnNpPeE'].map((key) => [key]),
  ['e', 'e', 'e'],
  ['g', '7', 'return'],
  ['g', '2', 'return'],
  ['g', '0', 'return'],
  ['m'],
  ['u'],
  ['u', 'u'],
  ['r'],
  change('w1 0.3'),
  change('i1 -0.2'),
  change('target_o1 0.5'),
  change('alpha 0.05'),
  change('optimizer adam 0.01'),
  change('optimizer sgd 0.1'),
  change('h1 tanh'),
);

const bits = (numbers: Float64Array): readonly bigint[] => [...new BigUint64Array(numbers.slice().buffer)];

function expectSame(one: Snapshot, other: Snapshot): void {
  expect(one.position).toEqual(other.position);
  expect(bits(one.state)).toEqual(bits(other.state));
  expect(one.error).toBe(other.error);
  expect(one.history).toEqual(other.history);
  for (const { quantity } of stepsOf(one.values.update)) expect(one.known(quantity)).toBe(other.known(quantity));
}

function settle(stepper: Stepper): Stepper {
  if (stepper.model.isRunning) stepper.wait(0.5).press('escape');
  while (isMoving(stepper.model)) stepper.wait(0.033);
  return stepper;
}

test('after moves, changes, undo, marks and runs in random order, all numbers are those of a straight run', () => {
  fc.assert(
    fc.property(randomExperiment, fc.array(actions, { maxLength: 25 }), (experiment, walk) => {
      const walked = openStepper({ experiment });
      for (const keys of walk) settle(walked.press(...keys));
      const { run, position, marked } = walked.model;
      const marks = marked === undefined ? [] : [{ edits: marked.run.edits, position: marked.position }];
      const straight = settle(openStepper({ session: sessionWith({ edits: run.edits, position, marks }, experiment) }));
      expectSame(walked.view.snapshot, straight.view.snapshot);
      const [one, other] = [walked.view.marked, straight.view.marked];
      expect(one === undefined).toBe(other === undefined);
      if (one !== undefined && other !== undefined) {
        // The walk may have gone further with the marked run, so its history can be longer.
        const history = one.history.slice(0, other.history.length);
        expectSame({ ...one, history }, other);
      }
    }),
    { numRuns: 60 },
  );
});
