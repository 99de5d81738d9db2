import { historyBytes } from '../../src/engine/timeline/segment-cache.ts';
import { advance, createTimeline, stateAfter } from '../../src/engine/timeline/timeline.ts';
import { lecture } from '../support/lecture.ts';
import { type BenchRow, median } from './row.ts';

const updates = 1_000_000;
/** The number of measured steps back, and of measured seeks. */
const measurements = 200;

/** The number of an update. Successive indices give updates that are scattered over the run. */
function scatteredUpdate(index: number): number {
  return ((index + 1) * 7_654_321) % updates;
}

/** Measures a step back and a seek at scattered updates of a long run, and the maximum memory of its checkpoints. */
export function historyRows(): readonly BenchRow[] {
  const timeline = createTimeline(lecture);
  advance(timeline, updates);
  const backTimes = Array.from({ length: measurements }, (_, index) => {
    const update = 1 + scatteredUpdate(index);
    stateAfter(timeline, update);
    const start = performance.now();
    stateAfter(timeline, update - 1);
    return performance.now() - start;
  });
  const seekTimes = Array.from({ length: measurements }, (_, index) => {
    const start = performance.now();
    stateAfter(timeline, scatteredUpdate(index));
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
    row(
      'maximum memory of the checkpoints of that run',
      `${(historyBytes(timeline.state.length) / 1024).toFixed(0)} kB`,
    ),
  ];
}
