import { historyBytes } from '../../src/engine/timeline/segment-cache.ts';
import { advance, createTimeline, stateAfter } from '../../src/engine/timeline/timeline.ts';
import { lecture } from '../support/lecture.ts';
import { type BenchRow, median } from './row.ts';

const updates = 1_000_000;
const steps = 200;

/** Stepping back one update from random places of a long run, and what remembering it takes. */
export function historyRows(): readonly BenchRow[] {
  const timeline = createTimeline(lecture);
  advance(timeline, updates);
  const times = Array.from({ length: steps }, (_, at) => {
    const from = 1 + (((at + 1) * 7_654_321) % updates);
    stateAfter(timeline, from);
    const start = performance.now();
    stateAfter(timeline, from - 1);
    return performance.now() - start;
  });
  const random = Array.from({ length: steps }, (_, at) => {
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
    row('a step back over an update, after 1,000,000', `${median(times).toFixed(3)} ms`),
    row('a seek to a random update of 1,000,000', `${median(random).toFixed(3)} ms`),
    row('memory of that history', `${(historyBytes(timeline.state.length) / 1024).toFixed(0)} kB`),
  ];
}
