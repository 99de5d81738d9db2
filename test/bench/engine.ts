import { layerAt } from '../../src/engine/models/network.ts';
import { advance, createTimeline } from '../../src/engine/timeline/timeline.ts';
import type { DenseExperiment, Experiment } from '../../src/engine/training/experiment.ts';
import { lecture } from '../support/lecture.ts';
import { createByHand } from './by-hand.ts';
import { columnOf, largeExperiment, lineFit, recurrent } from './experiments.ts';
import { fitLineByHand, unrollByHand } from './formulas-by-hand.ts';
import { type BenchRow, median } from './row.ts';

const rounds = 150;

/**
 * Compares the updates per second of a timeline with those of a hand-written loop, which stores no checkpoints. Both
 * run in short alternating rounds.
 */
export function engineRows(): readonly BenchRow[] {
  return [
    networkRow(lecture, 10_000),
    networkRow(largeExperiment(), 30),
    trainingRow(lineFit(), fitLineByHand(columnOf(lineFit(), 0), columnOf(lineFit(), 1), 0.1), 10_000),
    recurrentRow(),
  ];
}

function networkRow(experiment: DenseExperiment, updates: number): BenchRow {
  const { network, samples, initial, optimizer } = experiment;
  const [first, second] = [layerAt(network, 1), layerAt(network, 2)];
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
  return { ...trainingRow(experiment, byHand, updates), bound: 0.95 };
}

function recurrentRow(): BenchRow {
  const experiment = recurrent();
  const numberOf = (name: string): number =>
    experiment.initial[experiment.formula.parameters.findIndex((parameter) => parameter.name === name)] ?? Number.NaN;
  const weights = [numberOf('w'), numberOf('u')] as const;
  const inputs = [numberOf('x[1]'), numberOf('x[2]'), numberOf('x[3]'), numberOf('x[4]')] as const;
  const byHand = unrollByHand(weights, inputs, numberOf('h[0]'), numberOf('target'), experiment.optimizer.learningRate);
  return trainingRow(experiment, byHand, 5_000);
}

function trainingRow(experiment: Experiment, byHand: (updates: number) => void, updates: number): BenchRow {
  const timeline = createTimeline(experiment);
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
