import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../src/engine/expressions/evaluate.ts';
import type { Quantity } from '../../src/engine/expressions/quantity.ts';
import { checkGradients } from '../../src/engine/gradient-check.ts';
import { activationOf } from '../../src/engine/models/activations.ts';
import { lossOf } from '../../src/engine/models/losses.ts';
import { isTrained } from '../../src/engine/models/parameters.ts';
import { quantityName } from '../../src/engine/models/quantity-name.ts';
import { readUpdate } from '../../src/engine/pass/update-values.ts';
import { equationOf } from '../../src/engine/steps/equation.ts';
import { createEvaluator } from '../../src/engine/steps/quantity-evaluator.ts';
import { stepsOf as allSteps, phaseSpans, stepCount, stepOf, unitSpan } from '../../src/engine/steps/steps.ts';
import { backFrom, forwardFrom, type Stride } from '../../src/engine/timeline/navigation.ts';
import { advance, createTimeline, stateAfter } from '../../src/engine/timeline/timeline.ts';
import type { Experiment } from '../../src/engine/training/experiment.ts';
import { type Position, startPosition } from '../../src/engine/training/position.ts';
import { createRun } from '../../src/engine/training/run.ts';
import { initialState } from '../../src/engine/training/training-state.ts';
import { updateAt } from '../../src/engine/training/update.ts';
import { randomExperiment } from '../support/random-experiment.ts';
import { laterUpdate, reachableQuantities, stepsOf, straightRun } from '../support/walking.ts';

/** Sums of terms of size 1 can cancel down to their rounding errors, so below this nothing is compared. */
const floor = 1e-3;

const several = { numRuns: 150 };

const firstUpdate = (experiment: Experiment) => ({ update: updateAt(experiment, 1), state: initialState(experiment) });

describe('pass and equations', () => {
  test.each([
    ['first', firstUpdate],
    ['a later', laterUpdate],
  ])('agree to 1e-12 on every quantity of the %s update', (_, choose) => {
    fc.assert(
      fc.property(randomExperiment, (experiment) => {
        const { update, state } = choose(experiment);
        const reading = readUpdate(experiment, update.number, state);
        const solve = createEvaluator(update, state);
        for (const [name, quantity] of reachableQuantities(update)) {
          const fast = reading.numberOf(quantity);
          const equation = equationOf(update, quantity);
          if (equation.kind !== 'given') expectAlike(fast, evaluate(equation, reading.numberOf), name);
          if (isSteady(experiment, quantity)) expectAlike(fast, solve(quantity), name);
        }
      }),
      several,
    );
  });
});

function expectAlike(fast: number, legible: number, name: string): void {
  // Training that diverges overflows, in both ways alike.
  if (Object.is(fast, legible)) return;
  const tolerance = 1e-12 * Math.max(Math.abs(fast), Math.abs(legible), floor);
  expect(Math.abs(fast - legible), name).toBeLessThanOrEqual(tolerance);
}

/**
 * Whether rounding errors stay small on the way to a quantity. The adaptive methods divide a gradient by its own size:
 * one that is nothing but rounding decides on a whole step, so from there on only each equation by itself is compared.
 */
function isSteady({ optimizer, updateOrder }: Experiment, quantity: Quantity): boolean {
  if (optimizer.method === 'sgd') return true;
  const isNew = quantity.kind === 'updated' || ('after' in quantity && quantity.after === true);
  return !isNew && quantity.kind !== 'optimizer' && updateOrder === 'simultaneous';
}

describe('gradients', () => {
  test('agree with central differences', () => {
    let [checked, undecided] = [0, 0];
    fc.assert(
      fc.property(randomExperiment, (experiment) => {
        for (const { verdict, ...check } of checkGradients(experiment, 1, initialState(experiment))) {
          expect(verdict, JSON.stringify(check)).not.toBe('disagrees');
          if (verdict === 'kink') expect(hasKinks(experiment)).toBe(true);
          checked++;
          if (verdict === 'undecided') undecided++;
        }
      }),
      several,
    );
    expect(undecided / checked).toBeLessThan(0.01);
  });

  function hasKinks({ network, loss }: Experiment): boolean {
    const bends = network.layers.some(({ activation }) => activation !== 'softmax' && activationOf(activation).hasKink);
    const row = lossOf(loss);
    return bends || (row.kind === 'plain' && row.hasKink);
  }
});

describe('steps', () => {
  test('every trained parameter has one gradient and one update, frozen ones none', () => {
    fc.assert(
      fc.property(randomExperiment, (experiment) => {
        const steps = stepsOf(updateAt(experiment, 1)).map(({ quantity }) => quantity);
        for (let parameter = 0; parameter < experiment.network.parameterCount; parameter++) {
          const expected = isTrained(experiment.network, parameter) ? 1 : 0;
          const gradients = steps.filter(
            (step) => step.kind === 'gradient' && step.parameter === parameter && step.sample === undefined,
          );
          const updates = steps.filter((step) => step.kind === 'updated' && step.parameter === parameter);
          expect([gradients.length, updates.length]).toEqual([expected, expected]);
        }
      }),
      several,
    );
  });

  test('every one has an equation, a name of its own and a place that is found again', () => {
    fc.assert(
      fc.property(randomExperiment, (experiment) => {
        const update = updateAt(experiment, 1);
        const steps = stepsOf(update);
        expect([...allSteps(update)]).toEqual(steps);
        for (const [at, { quantity }] of steps.entries()) {
          expect(equationOf(update, quantity).kind).not.toBe('given');
          expect(stepOf(update, quantity)).toBe(at + 1);
        }
        expect(new Set(steps.map(({ quantity }) => quantityName(experiment.network, quantity))).size).toBe(
          steps.length,
        );
      }),
      several,
    );
  });

  test('phases and units follow each other without a gap', () => {
    fc.assert(
      fc.property(randomExperiment, (experiment) => {
        const update = updateAt(experiment, 1);
        const count = stepCount(update);
        const phaseEnds = phaseSpans(update).flatMap(({ first, last }) => [first, last + 1]);
        expect([phaseEnds[0], phaseEnds.at(-1)]).toEqual([1, count + 1]);
        for (let at = 1; at < phaseEnds.length - 1; at += 2) expect(phaseEnds[at]).toBe(phaseEnds[at + 1]);
        for (let step = 1; step <= count; step++) {
          const { first, last } = unitSpan(update, step);
          expect(first <= step && step <= last).toBe(true);
          expect(unitSpan(update, first)).toEqual({ first, last });
        }
      }),
      several,
    );
  });
});

describe('time', () => {
  const strides = fc.constantFrom<Stride>('step', 'unit', 'phase', 'epoch');
  const walk = fc.array(fc.tuple(strides, fc.boolean()), { maxLength: 40 });

  test('walks forth and back end at the same bits as a straight run', () => {
    fc.assert(
      fc.property(randomExperiment, walk, (experiment, moves) => {
        const [run, timeline] = [createRun(experiment), createTimeline(experiment)];
        let position: Position = startPosition;
        for (const [stride, isForward] of moves) {
          position = (isForward ? forwardFrom : backFrom)(run, position, stride);
          const state = stateAfter(timeline, position.update - 1);
          const straight = straightRun(experiment, position.update - 1);
          expect(state.every((value, at) => Object.is(value, straight[at]))).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('seeks and slices end at the same bits as a straight run', () => {
    const seeks = fc.array(fc.tuple(fc.nat(3000), fc.integer({ min: 1, max: 4000 })), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(randomExperiment, seeks, (experiment, visits) => {
        const [travelled, straight] = [createTimeline(experiment), createTimeline(experiment)];
        for (const [target, slice] of visits) while (advance(travelled, target, slice) !== target);
        const [last = [0]] = visits.slice(-1);
        while (advance(straight, last[0], 1) !== last[0]);
        expect(travelled.state.every((value, at) => Object.is(value, straight.state[at]))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test('a step back undoes a step forward', () => {
    fc.assert(
      fc.property(randomExperiment, fc.nat(400), (experiment, steps) => {
        let position: Position = startPosition;
        for (let at = 0; at < steps; at++) position = forwardFrom(createRun(experiment), position, 'step');
        const next = forwardFrom(createRun(experiment), position, 'step');
        expect(backFrom(createRun(experiment), next, 'step')).toEqual(position);
      }),
      { numRuns: 40 },
    );
  });
});
