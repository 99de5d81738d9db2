import fc from 'fast-check';
import { expect } from 'vitest';
import { advance, createTimeline } from '../../../src/engine/timeline/timeline.ts';
import { randomExperiment } from '../../support/random-experiment.ts';

/** Moves: the target, from 0 to 3000 updates, and the maximum number of updates that one call computes. */
const seeks = fc.array(fc.tuple(fc.nat(3000), fc.integer({ min: 1, max: 4000 })), { minLength: 1, maxLength: 8 });

/**
 * Moves the timelines of random experiments to random targets, in calls that compute a limited number of updates.
 * Expects the same bits as when one update is computed at a time.
 */
export function expectSeeksExact(numRuns: number): void {
  fc.assert(
    fc.property(randomExperiment, seeks, (experiment, moves) => {
      const [sought, stepped] = [createTimeline(experiment), createTimeline(experiment)];
      for (const [target, maxUpdates] of moves) while (advance(sought, target, maxUpdates) !== target);
      const [lastTarget] = moves.at(-1) ?? [0];
      while (advance(stepped, lastTarget, 1) !== lastTarget);
      expect(sought.state.every((value, at) => Object.is(value, stepped.state[at]))).toBe(true);
    }),
    { numRuns },
  );
}
