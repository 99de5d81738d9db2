import fc from 'fast-check';
import { expect } from 'vitest';
import { readUpdate } from '../../../src/engine/pass/update-values.ts';
import { stepsOf } from '../../../src/engine/steps/steps.ts';
import { prepareSlice, valuesOf } from '../../../src/engine/timeline/preparation.ts';
import {
  advance,
  advanceSliceAfter,
  createTimeline,
  errorAfter,
  errorBefore,
  historyUntil,
  presentErrorSlice,
  stateBefore,
  type Timeline,
  timelineOf,
} from '../../../src/engine/timeline/timeline.ts';
import { experimentAt, withEdit } from '../../../src/engine/training/run.ts';
import { randomEdits } from '../../support/random-edits.ts';
import { randomExperiment } from '../../support/random-experiment.ts';

const maxUpdates = 24;

interface Move {
  readonly kind: 'slices' | 'at once' | 'prepare' | 'error';
  readonly update: number;
  readonly isDone: boolean;
  readonly multiplications: number;
  readonly maxSlices: number;
}

/** Moves to random updates. A move ends after `maxSlices` slices, even if it has not reached its update. */
const moves = fc.array(
  fc.record<Move>({
    kind: fc.constantFrom('slices', 'at once', 'prepare', 'error'),
    update: fc.integer({ min: 1, max: maxUpdates }),
    isDone: fc.boolean(),
    multiplications: fc.constantFrom(1, 2, 5, 20, 100, 10_000),
    maxSlices: fc.constantFrom(1, 2, 7, 1000),
  }),
  { minLength: 1, maxLength: 12 },
);

function move(timeline: Timeline, { kind, update, isDone, multiplications, maxSlices }: Move): void {
  if (kind === 'at once') advance(timeline, update);
  for (let slice = 0; slice < maxSlices; slice++) {
    if (kind === 'slices' && advanceSliceAfter(timeline, update, multiplications)) return;
    if (kind === 'prepare' && prepareSlice(timeline, update, isDone, multiplications)) return;
    if (kind === 'error' && presentErrorSlice(timeline, multiplications)) return;
  }
}

const bits = (numbers: Float64Array): readonly bigint[] => [...new BigUint64Array(numbers.slice().buffer)];

/**
 * Moves the timelines of random runs by slices of all sizes. Expects the same bits, errors and histories as in a timeline
 * that computes each update at once.
 */
export function expectSlicesExact(numRuns: number): void {
  const runs = randomExperiment.chain((experiment) =>
    randomEdits(experiment, maxUpdates).map((edits) =>
      edits.reduce((run, edit) => withEdit(run, edit), createTimeline(experiment).run),
    ),
  );
  fc.assert(
    fc.property(runs, moves, fc.integer({ min: 1, max: maxUpdates }), (run, made, last) => {
      const [sliced, straight] = [timelineOf(run), timelineOf(run)];
      for (const each of made) move(sliced, each);
      move(sliced, { kind: 'prepare', update: last, isDone: true, multiplications: 3, maxSlices: 1e6 });
      const values = valuesOf(sliced, last);
      const expected = readUpdate(experimentAt(run, last), last, stateBefore(straight, last));
      expect(bits(values.before)).toEqual(bits(expected.before));
      expect(bits(values.after)).toEqual(bits(expected.after));
      for (const { quantity } of stepsOf(expected.update)) {
        expect(values.numberOf(quantity)).toBe(expected.numberOf(quantity));
      }
      expect(errorAfter(sliced, last)).toBe(errorAfter(straight, last));
      expect(errorBefore(sliced, last)).toBe(errorBefore(straight, last));
      for (const timeline of [sliced, straight]) advance(timeline, maxUpdates);
      expect(historyUntil(sliced, maxUpdates)).toEqual(historyUntil(straight, maxUpdates));
    }),
    { numRuns },
  );
}
