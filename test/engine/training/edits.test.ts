import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { netValue, outValue, updateNumberValue } from '../../../src/engine/models/dense-quantities.ts';
import { readUpdate } from '../../../src/engine/pass/update-values.ts';
import { backFrom, clampPosition, forwardFrom, type Stride } from '../../../src/engine/timeline/navigation.ts';
import {
  advance,
  errorAfter,
  errorBefore,
  historyUntil,
  stateBefore,
  timelineOf,
} from '../../../src/engine/timeline/timeline.ts';
import { type Change, changedExperiment, changeProblem } from '../../../src/engine/training/edits.ts';
import type { DenseExperiment, Experiment } from '../../../src/engine/training/experiment.ts';
import type { Optimizer } from '../../../src/engine/training/optimizers.ts';
import { type Position, startPosition } from '../../../src/engine/training/position.ts';
import { createRun, experimentAt, type Run, withEdit, withoutLastEdit } from '../../../src/engine/training/run.ts';
import { initialState, stateLength } from '../../../src/engine/training/training-state.ts';
import { lecture } from '../../support/lecture.ts';
import { randomChange, randomEdits } from '../../support/random-edits.ts';
import { randomExperiment } from '../../support/random-experiment.ts';

/** The state at the start of an update, computed without a timeline: one update and one edit after the other. */
function editedStateWithoutTimeline({ experiment, edits }: Run, update: number): Float64Array {
  let present: Experiment = experiment;
  let state = initialState(experiment);
  for (let number = 1; ; number++) {
    for (const edit of edits.filter((each) => each.update === number)) {
      present = changedExperiment(present, edit);
      if (edit.change.kind === 'optimizer') {
        const parameters = state.subarray(0, experiment.initial.length);
        state = new Float64Array(stateLength(present));
        state.set(parameters);
      }
      if (edit.change.kind === 'parameter') state[edit.change.parameter] = edit.change.value;
    }
    if (number === update) return state;
    state = readUpdate(present, number, state).after;
  }
}

const bits = (numbers: Float64Array): readonly string[] =>
  [...new BigUint64Array(numbers.slice().buffer)].map((word) => word.toString(16));

/** A user's move, edit or undo. `change` is undefined if the random change is not possible. */
type Action =
  | 'undo'
  | { readonly stride: Stride; readonly isForward: boolean }
  | { readonly change: Change | undefined };

function randomAction(experiment: DenseExperiment): fc.Arbitrary<Action> {
  return fc.oneof(
    fc.record({
      stride: fc.constantFrom<Stride>('step', 'unit', 'phase', 'epoch'),
      isForward: fc.boolean(),
    }),
    fc.constant('undo' as const),
    fc.record({ change: randomChange(experiment) }),
  );
}

interface Situation {
  readonly run: Run;
  readonly position: Position;
}

function afterAction({ run, position }: Situation, action: Action): Situation {
  if (action === 'undo') {
    const before = withoutLastEdit(run);
    return { run: before, position: clampPosition(before, position) };
  }
  if ('stride' in action) {
    const move = action.isForward ? forwardFrom : backFrom;
    return { run, position: move(run, position, action.stride) };
  }
  const edited = withChange(run, position.update, action.change);
  return { run: edited, position: clampPosition(edited, position) };
}

/** The run with a change at the start of an update, or the same run if the change is not possible there. */
function withChange(run: Run, update: number, change: Change | undefined): Run {
  if (change === undefined || changeProblem(experimentAt(run, update), change) !== undefined) return run;
  return withEdit(run, { update, change });
}

describe('a run with edits', () => {
  const plan = randomExperiment.chain((experiment) =>
    fc.record({
      experiment: fc.constant(experiment),
      edits: randomEdits(experiment, 12),
      seeks: fc.array(fc.integer({ min: 1, max: 14 }), { minLength: 1, maxLength: 10 }),
    }),
  );

  test('has the same bits with a timeline as without, at any update', () => {
    fc.assert(
      fc.property(plan, ({ experiment, edits, seeks }) => {
        const run = createRun(experiment, edits);
        const timeline = timelineOf(run);
        for (const update of seeks)
          expect(bits(stateBefore(timeline, update))).toEqual(bits(editedStateWithoutTimeline(run, update)));
      }),
      { numRuns: 80 },
    );
  });

  test('has the same bits with a timeline as without, after random moves, edits and undos', () => {
    const walk = randomExperiment.chain((experiment) =>
      fc.record({
        experiment: fc.constant(experiment),
        actions: fc.array(randomAction(experiment), { maxLength: 30 }),
      }),
    );
    fc.assert(
      fc.property(walk, ({ experiment, actions }) => {
        let situation: Situation = { run: createRun(experiment), position: startPosition };
        let timeline = timelineOf(situation.run);
        for (const action of actions) {
          situation = afterAction(situation, action);
          const { run, position } = situation;
          timeline = timelineOf(run, timeline);
          expect(bits(stateBefore(timeline, position.update))).toEqual(
            bits(editedStateWithoutTimeline(run, position.update)),
          );
        }
      }),
      { numRuns: 80 },
    );
  });

  test('keeps the stored states of the updates before a new edit', () => {
    const run = createRun(lecture);
    const timeline = timelineOf(run);
    advance(timeline, 5000);
    const edited = timelineOf(withEdit(run, { update: 4000, change: { kind: 'learning rate', value: 5 } }), timeline);
    expect(edited.caches).toHaveLength(1);
    const before = edited.caches[0]?.computedUpdates;
    // Without the stored states, this move would compute 3000 updates.
    advance(edited, 3000);
    expect((edited.caches[0]?.computedUpdates ?? 0) - (before ?? 0)).toBeLessThan(2048);
  });

  test('moves across its edits in calls of at most 200 updates', () => {
    const run = createRun(lecture, [
      { update: 300, change: { kind: 'learning rate', value: 5 } },
      { update: 900, change: { kind: 'parameter', parameter: 0, value: 0 } },
    ]);
    const timeline = timelineOf(run);
    expect(advance(timeline, 1000, 200)).toBe(200);
    for (let calls = 1; calls < 10 && timeline.updates < 1000; calls++) advance(timeline, 1000, 200);
    expect(timeline.updates).toBe(1000);
    expect(bits(timeline.state)).toEqual(bits(editedStateWithoutTimeline(run, 1001)));
  });
});

describe('an edit', () => {
  const editedAt2 = (change: Change): Run => createRun(lecture, [{ update: 2, change }]);
  const errorBeforeUpdate2 = (run: Run): number => errorBefore(timelineOf(run), 2);

  test('takes effect at the start of its update, not at the end of the previous update', () => {
    const timeline = timelineOf(editedAt2({ kind: 'parameter', parameter: 4, value: 0 }));
    expect(errorAfter(timeline, 1)).toBeCloseTo(0.2325906135538632, 12);
    expect(errorBefore(timeline, 2)).not.toBeCloseTo(0.2325906135538632, 3);
    expect(stateBefore(timeline, 2)[4]).toBe(0);
  });

  test('of an input or a target changes the sample from the update of the edit on', () => {
    const run = editedAt2({ kind: 'input', sample: 0, unit: 1, value: 0.9 });
    expect([...experimentAt(run, 2).samples.inputs]).toEqual([0.05, 0.9]);
    expect([...experimentAt(run, 1).samples.inputs]).toEqual([0.05, 0.1]);
    expect(errorBeforeUpdate2(editedAt2({ kind: 'target', sample: 0, unit: 1, value: 0.5 }))).not.toBeCloseTo(
      0.2325906,
      3,
    );
  });

  test('of the optimizer starts the new optimizer at t = 1: adam changes each weight by α', () => {
    const optimizer = { method: 'adam', learningRate: 0.01 } as const;
    const timeline = timelineOf(createRun(lecture, [{ update: 100, change: { kind: 'optimizer', optimizer } }]));
    const old = stateBefore(timeline, 100).slice();
    const values = readUpdate(experimentAt(timeline.run, 100), 100, old);
    // In its first update, adam changes a weight by α for any gradient.
    for (let parameter = 0; parameter < 8; parameter++) {
      expect(Math.abs((values.after[parameter] ?? 0) - (old[parameter] ?? 0))).toBeCloseTo(0.01, 4);
    }
    expect(values.numberOf(updateNumberValue)).toBe(1);
  });

  test('of an activation takes effect in the update of the edit: out is tanh(net)', () => {
    const run = editedAt2({ kind: 'activation', layer: 1, activation: 'tanh' });
    const values = readUpdate(experimentAt(run, 2), 2, stateBefore(timelineOf(run), 2));
    const net = values.numberOf(netValue(1, 0));
    expect(values.numberOf(outValue(1, 0))).toBe(Math.tanh(net));
  });

  test('at the first update changes the initial state', () => {
    const run = createRun(lecture, [{ update: 1, change: { kind: 'parameter', parameter: 0, value: 9 } }]);
    const timeline = timelineOf(run);
    expect(stateBefore(timeline, 1)[0]).toBe(9);
    expect(historyUntil(timeline, 0)).toEqual([{ epoch: 0, error: errorBefore(timeline, 1) }]);
  });

  test('does not change the error history up to the edit', () => {
    const [plain, edited] = [
      timelineOf(createRun(lecture)),
      timelineOf(editedAt2({ kind: 'learning rate', value: 5 })),
    ];
    for (const timeline of [plain, edited]) advance(timeline, 4);
    const [plainErrors, editedErrors] = [historyUntil(plain, 4), historyUntil(edited, 4)];
    expect(editedErrors.slice(0, 2)).toEqual(plainErrors.slice(0, 2));
    expect(editedErrors).toHaveLength(5);
    expect(editedErrors[2]?.error).toBeLessThan(plainErrors[2]?.error ?? 0);
  });
});

test('an impossible change is refused with its reason', () => {
  expect(changeProblem(lecture, { kind: 'learning rate', value: 0 })).toBe('rate too small');
  expect(changeProblem(lecture, { kind: 'parameter', parameter: 0, value: Number.NaN })).toBe('no number');
  expect(changeProblem(lecture, { kind: 'activation', layer: 1, activation: 'softmax' })).toBe(
    'activation not possible here',
  );
  const binary: DenseExperiment = { ...lecture, loss: 'binary-cross-entropy' };
  expect(changeProblem(binary, { kind: 'target', sample: 0, unit: 0, value: 2 })).toBe('target out of range');
  expect(changeProblem(binary, { kind: 'activation', layer: 2, activation: 'tanh' })).toBe(
    'activation not possible here',
  );
  expect(changeProblem(binary, { kind: 'activation', layer: 1, activation: 'tanh' })).toBeUndefined();
});

test.each<readonly [Optimizer, string | undefined]>([
  [{ method: 'adam', learningRate: 0.1, beta1: 0 }, undefined],
  [{ method: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: true }, undefined],
  [{ method: 'adam', learningRate: 0 }, 'rate too small'],
  [{ method: 'adam', learningRate: 0.1, beta1: 1 }, 'setting out of range'],
  [{ method: 'sgd', learningRate: 0.1, momentum: -0.1 }, 'setting out of range'],
  [{ method: 'sgd', learningRate: 0.1, nesterov: true }, 'needs momentum'],
  [{ method: 'sgd', learningRate: 0.1, momentum: 0, nesterov: true }, 'needs momentum'],
  [{ method: 'sgd', learningRate: 0.1, momentum: 0.9, dampening: 0.5 }, undefined],
  [{ method: 'sgd', learningRate: 0.1, dampening: 0.5 }, 'needs momentum'],
  [{ method: 'sgd', learningRate: 0.1, momentum: 0.9, dampening: 0.5, nesterov: true }, 'nesterov with dampening'],
  [{ method: 'sgd', learningRate: 0.1, momentum: 0.9, dampening: 1 }, 'setting out of range'],
  [{ method: 'adam', learningRate: 0.1, dampening: 0.5 }, 'no such setting'],
  [{ method: 'adamw', learningRate: 0.1, weightDecay: { weights: 0.1, biases: 0 } }, undefined],
  [{ method: 'adamw', learningRate: 0.1, weightDecay: { weights: 0.1, biases: -1 } }, 'setting out of range'],
  [{ method: 'sgd', learningRate: 0.1, beta1: 0.5 }, 'no such setting'],
])('the problem of a change to the optimizer %j is: %s', (optimizer, problem) => {
  expect(changeProblem(lecture, { kind: 'optimizer', optimizer })).toBe(problem);
});
