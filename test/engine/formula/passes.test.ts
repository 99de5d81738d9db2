import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../../src/engine/expressions/evaluate.ts';
import { compileFormulaUpdates, isFormulaCompilable } from '../../../src/engine/pass/formula-updates.ts';
import { createTrainer } from '../../../src/engine/pass/trainer.ts';
import { readUpdate } from '../../../src/engine/pass/update-values.ts';
import { equationOf } from '../../../src/engine/steps/equation.ts';
import { createEvaluator } from '../../../src/engine/steps/quantity-evaluator.ts';
import { backFrom, forwardFrom, type Stride } from '../../../src/engine/timeline/navigation.ts';
import { createTimeline, stateAfter } from '../../../src/engine/timeline/timeline.ts';
import { type FormulaExperiment, updatesPerEpoch } from '../../../src/engine/training/experiment.ts';
import { isSamePosition, type Position, startPosition } from '../../../src/engine/training/position.ts';
import { createRun } from '../../../src/engine/training/run.ts';
import { initialState } from '../../../src/engine/training/training-state.ts';
import { updateAt } from '../../../src/engine/training/update.ts';
import { reachableQuantities } from '../../support/walking.ts';
import { randomFormula } from './random-formula.ts';

const manyRuns = { numRuns: 150 };

/** The state after updates 1 to `updates`, each by `readUpdate`. */
function stateByReading(experiment: FormulaExperiment, updates: number): Float64Array {
  let state = initialState(experiment);
  for (let number = 1; number <= updates; number++) state = readUpdate(experiment, number, state).after;
  return state;
}

const texts = (numbers: Float64Array): readonly string[] =>
  Array.from(numbers, (value) => (Object.is(value, -0) ? '-0' : String(value)));

describe('the values of a random formula', () => {
  test.each([
    ['the first update', 1],
    ['a later update', 8],
  ])('by the fast pass are those by the equations, bit for bit, in %s', (_, number) => {
    fc.assert(
      fc.property(randomFormula, (experiment) => {
        const state = stateByReading(experiment, number - 1);
        const { update, numberOf } = readUpdate(experiment, number, state);
        const numberByEquations = createEvaluator(update, state);
        for (const [name, quantity] of reachableQuantities(update)) {
          expect(numberOf(quantity), name).toBe(numberByEquations(quantity));
          const equation = equationOf(update, quantity);
          if (equation.kind !== 'given') expect(numberOf(quantity), name).toBe(evaluate(equation, numberOf));
        }
      }),
      manyRuns,
    );
  });

  test('after the update are those of the trainer and of the trainer in slices', () => {
    fc.assert(
      fc.property(randomFormula, fc.integer({ min: 1, max: 3 }), (experiment, samplesAtOnce) => {
        const trainer = createTrainer(experiment);
        const states = [initialState(experiment), initialState(experiment), initialState(experiment)] as const;
        const [whole, sliced] = states;
        let read: Float64Array = states[2];
        for (let number = 1; number <= 6; number++) {
          const update = updateAt(experiment, number);
          const isErrorFinite = trainer.runUpdate(whole, update);
          const slices = trainer.updateSlices(sliced, update, samplesAtOnce);
          let slice = slices.next();
          while (slice.done !== true) slice = slices.next();
          const values = readUpdate(experiment, number, read);
          read = values.after;
          expect([isErrorFinite, slice.value]).toEqual([values.isErrorFinite, values.isErrorFinite]);
          expect([texts(whole), texts(sliced)]).toEqual([texts(read), texts(read)]);
        }
      }),
      manyRuns,
    );
  });
});

test('50 compiled updates of a random formula are those of the trainer, bit for bit', () => {
  let different = 0;
  fc.assert(
    fc.property(randomFormula, (experiment) => {
      expect(isFormulaCompilable(experiment)).toBe(true);
      const trainer = createTrainer(experiment);
      const [byTrainer, compiled] = [initialState(experiment), initialState(experiment)];
      let lost: number | undefined;
      // The compiled code starts at update 2, as the timeline never compiles update 1.
      trainer.runUpdate(byTrainer, updateAt(experiment, 1));
      compiled.set(byTrainer);
      for (let number = 2; number <= 51; number++) {
        if (!trainer.runUpdate(byTrainer, updateAt(experiment, number))) lost ??= number;
      }
      const run = compileFormulaUpdates(experiment);
      // A second call goes on where the first has ended.
      const [early, late] = [run(compiled, 2, 20), run(compiled, 22, 30)];
      expect(texts(compiled)).toEqual(texts(byTrainer));
      expect(early ?? late).toBe(lost);
      if (texts(compiled).join() !== texts(initialState(experiment)).join()) different++;
    }),
    manyRuns,
  );
  expect(different).toBeGreaterThan(50);
});

describe('the timeline of a random formula', () => {
  const strides = fc.constantFrom<Stride>('step', 'unit', 'phase', 'epoch');
  const walk = fc.array(fc.tuple(strides, fc.boolean()), { maxLength: 40 });

  test('has the same bits after moves forwards and back as a run that only goes forwards', () => {
    fc.assert(
      fc.property(randomFormula, walk, (experiment, moves) => {
        const [run, timeline] = [createRun(experiment), createTimeline(experiment)];
        let position: Position = startPosition;
        for (const [stride, isForward] of moves) {
          const before = position;
          position = (isForward ? forwardFrom : backFrom)(run, position, stride);
          const isMoved = stride === 'step' && isForward && !isSamePosition(position, before);
          if (isMoved) expect(backFrom(run, position, 'step')).toEqual(before);
          const state = stateAfter(timeline, position.update - 1);
          expect(texts(state)).toEqual(texts(stateByReading(experiment, position.update - 1)));
        }
      }),
      { numRuns: 50 },
    );
  });

  test('has the same bits after a seek to a late epoch and back', () => {
    fc.assert(
      fc.property(randomFormula, fc.integer({ min: 1, max: 60 }), (experiment, epoch) => {
        const updates = epoch * updatesPerEpoch(experiment);
        const timeline = createTimeline(experiment);
        stateAfter(timeline, updates + 300);
        expect(texts(stateAfter(timeline, updates))).toEqual(texts(stateByReading(experiment, updates)));
        expect(texts(stateAfter(timeline, 0))).toEqual(texts(initialState(experiment)));
      }),
      { numRuns: 40 },
    );
  });
});
