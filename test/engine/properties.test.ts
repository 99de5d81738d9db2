import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../src/engine/expressions/evaluate.ts';
import { checkGradients } from '../../src/engine/gradient-check.ts';
import { isGradientOf, isNewParameter, isValueOf, type Quantity } from '../../src/engine/graph/quantity.ts';
import { activationOf } from '../../src/engine/models/activations.ts';
import { lossOf } from '../../src/engine/models/losses.ts';
import { isTrained } from '../../src/engine/models/parameters.ts';
import { quantityName } from '../../src/engine/models/quantity-name.ts';
import { readUpdate } from '../../src/engine/pass/update-values.ts';
import { equationOf } from '../../src/engine/steps/equation.ts';
import { createEvaluator } from '../../src/engine/steps/quantity-evaluator.ts';
import { phaseSpans, stepCount, stepOf, stepsOf, unitSpan } from '../../src/engine/steps/steps.ts';
import { backFrom, forwardFrom, type Stride } from '../../src/engine/timeline/navigation.ts';
import { createTimeline, stateAfter } from '../../src/engine/timeline/timeline.ts';
import type { DenseExperiment } from '../../src/engine/training/experiment.ts';
import { type Position, startPosition } from '../../src/engine/training/position.ts';
import { createRun } from '../../src/engine/training/run.ts';
import { initialState } from '../../src/engine/training/training-state.ts';
import { updateAt } from '../../src/engine/training/update.ts';
import { randomExperiment } from '../support/random-experiment.ts';
import { laterUpdate, reachableQuantities, stateWithoutTimeline, stepListOf } from '../support/walking.ts';

/**
 * The tolerance is relative to the larger of two numbers, or to this size if both are smaller. A smaller number can
 * consist of rounding errors only, if it is a sum of terms of about 1 that cancel.
 */
const minSize = 1e-3;

const manyRuns = { numRuns: 150 };

const firstUpdate = (experiment: DenseExperiment) => ({
  update: updateAt(experiment, 1),
  state: initialState(experiment),
});

describe('the values by the fast passes and the values by the equations', () => {
  test.each([
    ['the first update', firstUpdate],
    ['a later update', laterUpdate],
  ])('agree to 1e-12 for every quantity of %s', (_, chooseUpdate) => {
    fc.assert(
      fc.property(randomExperiment, (experiment) => {
        const { update, state } = chooseUpdate(experiment);
        const values = readUpdate(experiment, update.number, state);
        const numberByEquations = createEvaluator(update, state);
        for (const [name, quantity] of reachableQuantities(update)) {
          const byPass = values.numberOf(quantity);
          const equation = equationOf(update, quantity);
          if (equation.kind !== 'given') expectClose(byPass, evaluate(equation, values.numberOf), name);
          if (hasSmallRoundingErrors(experiment, quantity)) expectClose(byPass, numberByEquations(quantity), name);
        }
      }),
      manyRuns,
    );
  });
});

function expectClose(byPass: number, byEquation: number, name: string): void {
  // Both can be infinite or NaN.
  if (Object.is(byPass, byEquation)) return;
  const tolerance = 1e-12 * Math.max(Math.abs(byPass), Math.abs(byEquation), minSize);
  expect(Math.abs(byPass - byEquation), name).toBeLessThanOrEqual(tolerance);
}

/**
 * Whether rounding errors stay small when a quantity is calculated from the start of the update. Adaptive optimizers
 * divide a gradient by its own size, so a gradient that consists of rounding errors changes a parameter by a full step.
 * A quantity that depends on such a parameter is compared only with its equation, evaluated with values of the passes.
 */
function hasSmallRoundingErrors({ optimizer, updateOrder }: DenseExperiment, quantity: Quantity): boolean {
  if (optimizer.method === 'sgd') return true;
  const dependsOnNewParameters = quantity.kind === 'value' && quantity.after === true;
  return !dependsOnNewParameters && !isValueOf(quantity, 'optimizer') && updateOrder === 'simultaneous';
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
          if (verdict === 'too-small-to-tell') undecided++;
        }
      }),
      manyRuns,
    );
    expect(undecided / checked).toBeLessThan(0.01);
  });

  function hasKinks({ network, loss: lossName }: DenseExperiment): boolean {
    const hasKinkedLayer = network.layers.some(
      ({ activation }) => activation !== 'softmax' && activationOf(activation).hasKink,
    );
    const loss = lossOf(lossName);
    return hasKinkedLayer || (loss.kind === 'plain' && loss.hasKink);
  }
});

describe('steps', () => {
  test('compute one gradient and one new value for each trained parameter, and none for a frozen bias', () => {
    fc.assert(
      fc.property(randomExperiment, (experiment) => {
        const steps = stepListOf(updateAt(experiment, 1)).map(({ quantity }) => quantity);
        for (let parameter = 0; parameter < experiment.network.parameterCount; parameter++) {
          const expected = isTrained(experiment.network, parameter) ? 1 : 0;
          const gradients = steps.filter(
            (step) => isGradientOf(step, 'parameter') && step.of.index === parameter && step.sample === undefined,
          );
          const updates = steps.filter((step) => isNewParameter(step) && step.of.index === parameter);
          expect([gradients.length, updates.length]).toEqual([expected, expected]);
        }
      }),
      manyRuns,
    );
  });

  test('each have an equation, a unique name and a step number', () => {
    fc.assert(
      fc.property(randomExperiment, (experiment) => {
        const update = updateAt(experiment, 1);
        const steps = stepListOf(update);
        expect([...stepsOf(update)]).toEqual(steps);
        for (const [at, { quantity }] of steps.entries()) {
          expect(equationOf(update, quantity).kind).not.toBe('given');
          expect(stepOf(update, quantity)).toBe(at + 1);
        }
        expect(new Set(steps.map(({ quantity }) => quantityName(experiment.network, quantity))).size).toBe(
          steps.length,
        );
      }),
      manyRuns,
    );
  });

  test('belong to phases without gaps, and each step belongs to one unit', () => {
    fc.assert(
      fc.property(randomExperiment, (experiment) => {
        const update = updateAt(experiment, 1);
        const count = stepCount(update);
        const phaseBounds = phaseSpans(update).flatMap(({ first, last }) => [first, last + 1]);
        expect([phaseBounds[0], phaseBounds.at(-1)]).toEqual([1, count + 1]);
        for (let at = 1; at < phaseBounds.length - 1; at += 2) expect(phaseBounds[at]).toBe(phaseBounds[at + 1]);
        for (let step = 1; step <= count; step++) {
          const { first, last } = unitSpan(update, step);
          expect(first <= step && step <= last).toBe(true);
          expect(unitSpan(update, first)).toEqual({ first, last });
        }
      }),
      manyRuns,
    );
  });
});

describe('navigation', () => {
  const strides = fc.constantFrom<Stride>('step', 'unit', 'phase', 'epoch');
  const walk = fc.array(fc.tuple(strides, fc.boolean()), { maxLength: 40 });

  test('by random moves forwards and back reaches the same bits as a run that only goes forwards', () => {
    fc.assert(
      fc.property(randomExperiment, walk, (experiment, moves) => {
        const [run, timeline] = [createRun(experiment), createTimeline(experiment)];
        let position: Position = startPosition;
        for (const [stride, isForward] of moves) {
          position = (isForward ? forwardFrom : backFrom)(run, position, stride);
          const state = stateAfter(timeline, position.update - 1);
          const straight = stateWithoutTimeline(experiment, position.update - 1);
          expect(state.every((value, at) => Object.is(value, straight[at]))).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('returns to the same position after one step forward and one step back', () => {
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
