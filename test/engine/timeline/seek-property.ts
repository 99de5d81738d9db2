import fc from 'fast-check';
import { expect } from 'vitest';
import { advance, createTimeline } from '../../../src/engine/timeline/timeline.ts';
import { randomExperiment } from '../../support/random-experiment.ts';

/** Targets of up to 3000 updates, and the largest number of updates that one call computes. */
const seeks = fc.array(fc.tuple(fc.nat(3000), fc.integer({ min: 1, max: 4000 })), { minLength: 1, maxLength: 8 });

/**
 * Moves the timelines of random experiments to random targets, in calls with a limit, and expects the same bits as after
 * one update at a time.
 */
export function expectSeeksExact(numRuns: number): void {
  fc.assert(
    fc.property(randomExperiment, seeks, (experiment, visits) => {
      const [sought, stepped] = [createTimeline(experiment), createTimeline(experiment)];
      for (const [target, maxUpdates] of visits) while (advance(sought, target, maxUpdates) !== target);
      const [last = [0]] = visits.slice(-1);
      while (advance(stepped, last[0], 1) !== last[0]);
      expect(sought.state.every((value, at) => Object.is(value, stepped.state[at]))).toBe(true);
    }),
    { numRuns },
  );
}
