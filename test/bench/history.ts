import { historyBytes } from '../../src/engine/timeline/segment-cache.ts';
import { advance, createTimeline, stateAfter } from '../../src/engine/timeline/timeline.ts';
import { lecture } from '../support/lecture.ts';
import { type BenchRow, median } from './row.ts';

const updates = 1_000_000;
const steps = 200;

/** Milliseconds of a step back and of a seek at random updates of a long run, and the memory of its checkpoints. */
export function historyRows(): readonly BenchRow[] {
  const timeline = createTimeline(lecture);
  advance(timeline, updates);
  const backTimes = Array.from({ length: steps }, (_, at) => {
    const from = 1 + (((at + 1) * 7_654_321) % updates);
    stateAfter(timeline, from);
    const start = performance.now();
    stateAfter(timeline, from - 1);
    return performance.now() - start;
  });
  const seekTimes = Array.from({ length: steps }, (_, at) => {
    const start = performance.now();
    stateAfter(timeline, ((at + 1) * 7_654_321) % updates);
    return performance.now() - start;
  });
  const row = (what: string, ours: string): BenchRow => ({
    what,
    ours,
    reference: '',
    ratio: undefined,
    bound: undefined,
  });
  return [
    row('a step back over an update, after 1,000,000', `${median(backTimes).toFixed(3)} ms`),
    row('a seek to a random update of 1,000,000', `${median(seekTimes).toFixed(3)} ms`),
    row('memory of the checkpoints of that run', `${(historyBytes(timeline.state.length) / 1024).toFixed(0)} kB`),
  ];
}
