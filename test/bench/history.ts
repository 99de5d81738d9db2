import { historyBytes } from '../../src/engine/timeline/segment-cache.ts';
import { advance, createTimeline, stateAfter } from '../../src/engine/timeline/timeline.ts';
import { lecture } from '../support/lecture.ts';
import { type BenchRow, median } from './row.ts';

const updates = 1_000_000;
const steps = 200;

/** The number of an update. Successive values of `at` give updates that are scattered over the run. */
function scatteredUpdate(at: number): number {
  return ((at + 1) * 7_654_321) % updates;
}

/** Measures a step back and a seek at scattered updates of a long run, and the memory of its checkpoints. */
export function historyRows(): readonly BenchRow[] {
  const timeline = createTimeline(lecture);
  advance(timeline, updates);
  const backTimes = Array.from({ length: steps }, (_, at) => {
    const from = 1 + scatteredUpdate(at);
    stateAfter(timeline, from);
    const start = performance.now();
    stateAfter(timeline, from - 1);
    return performance.now() - start;
  });
  const seekTimes = Array.from({ length: steps }, (_, at) => {
    const start = performance.now();
    stateAfter(timeline, scatteredUpdate(at));
    return performance.now() - start;
  });
  const row = (name: string, ours: string): BenchRow => ({
    name,
    ours,
    reference: '',
    ratio: undefined,
    bound: undefined,
  });
  return [
    row('a step back over one of 1,000,000 updates', `${median(backTimes).toFixed(3)} ms`),
    row('a seek to one of 1,000,000 updates', `${median(seekTimes).toFixed(3)} ms`),
    row('memory of the checkpoints of that run', `${(historyBytes(timeline.state.length) / 1024).toFixed(0)} kB`),
  ];
}
