import { layerAt } from '../../src/engine/models/network.ts';
import { advance, createTimeline } from '../../src/engine/timeline/timeline.ts';
import type { Experiment } from '../../src/engine/training/experiment.ts';
import { lecture } from '../support/lecture.ts';
import { createByHand } from './by-hand.ts';
import { largeExperiment } from './experiments.ts';
import { type BenchRow, median } from './row.ts';

const rounds = 150;

/**
 * Compares the updates per second of a timeline with those of a hand-written loop, which stores no checkpoints. Both
 * run in short alternating rounds.
 */
export function engineRows(): readonly BenchRow[] {
  return [trainingRow(lecture, 10_000), trainingRow(largeExperiment(), 30)];
}

function trainingRow(experiment: Experiment, updates: number): BenchRow {
  const { network, samples, initial, optimizer } = experiment;
  const [first, second] = [layerAt(network, 1), layerAt(network, 2)];
  const timeline = createTimeline(experiment);
  const byHand = createByHand(
    {
      inputs: network.inputs,
      hidden: first.units,
      outputs: second.units,
      weights1: initial.slice(0, second.firstWeight),
      weights2: initial.slice(second.firstWeight),
    },
    samples.inputs,
    samples.targets,
    optimizer.learningRate,
  );
  const times = Array.from({ length: rounds }, () => ({
    ours: timeOf(() => advance(timeline, timeline.updates + updates)),
    reference: timeOf(() => byHand(updates)),
  }));
  // V8 still optimizes the loops in the first rounds.
  const optimizedTimes = times.slice(rounds / 5);
  const perSecond = (milliseconds: readonly number[]): string =>
    `${Math.round((updates / median(milliseconds)) * 1000).toLocaleString('en')} updates/s`;
  return {
    name: `training ${experiment.name}, against a hand-written loop`,
    ours: perSecond(optimizedTimes.map(({ ours }) => ours)),
    reference: perSecond(optimizedTimes.map(({ reference }) => reference)),
    ratio: median(optimizedTimes.map(({ ours, reference }) => ours / reference)),
    bound: 1.1,
  };
}

/** The milliseconds that `work` takes. */
function timeOf(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
