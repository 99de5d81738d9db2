import { memoize } from '../expressions/memoize.ts';
import { outputLayer } from '../models/network.ts';
import { forward } from '../pass/forward-pass.ts';
import { createWorkspace, type Workspace } from '../pass/workspace.ts';
import type { DenseExperiment, Experiment, Samples } from '../training/experiment.ts';

export interface Range {
  readonly min: number;
  readonly max: number;
}

/** The outputs of a network over the plane of its two inputs: `rows` rows of `columns` points, the top row first. */
export interface DecisionMap {
  /** The out of the predicted class at each point. With one output, the out of this output. */
  readonly outs: Float64Array;
  /**
   * The predicted class at each point: the index of the output with the largest out. With one output, the class is 1 if
   * the out is above the middle of the range of the targets, else 0. `noClass` if an out is NaN.
   */
  readonly classes: Uint8Array;
}

/** The part of the plane that is drawn. */
export interface Plane {
  readonly horizontal: Range;
  readonly vertical: Range;
  /** The range of the targets. With one output, the decision boundary is where the out is the middle of this range. */
  readonly targets: Range;
}

/** A sample in the plane of its two inputs. */
export interface ClassifiedSample {
  readonly x: number;
  readonly y: number;
  /** The class of the target. */
  readonly target: number;
  /** The class that the network predicts. */
  readonly predicted: number;
}

/** The margin on each side of the samples, as a fraction of their range. */
const margin = 0.1;

/** Whether a decision map can be drawn: the network has two inputs, and the experiment has several samples. */
export function hasDecisionMap(experiment: Experiment): experiment is DenseExperiment {
  return experiment.kind === 'dense' && experiment.network.inputs === 2 && experiment.samples.count > 1;
}

/** The plane around the samples of an experiment with two inputs. */
export const planeOf: (samples: Samples) => Plane = memoize(({ inputs, targets }) => ({
  horizontal: withMargin(rangeOf(inputs.filter((_, at) => at % 2 === 0))),
  vertical: withMargin(rangeOf(inputs.filter((_, at) => at % 2 === 1))),
  targets: rangeOf(targets),
}));

/** The decision map of an experiment with two inputs. */
export function decisionMap(
  experiment: DenseExperiment,
  parameters: Float64Array,
  columns: number,
  rows: number,
): DecisionMap {
  const { samples } = experiment;
  const { horizontal, vertical } = planeOf(samples);
  const count = columns * rows;
  const inputs = new Float64Array(2 * count);
  for (let at = 0; at < count; at++) {
    const [column, row] = [at % columns, Math.floor(at / columns)];
    inputs[2 * at] = horizontal.min + ((column + 0.5) / columns) * (horizontal.max - horizontal.min);
    inputs[2 * at + 1] = vertical.max - ((row + 0.5) / rows) * (vertical.max - vertical.min);
  }
  const workspace = createWorkspace({ ...experiment, samples: { ...samples, count, inputs } }, 1);
  const outs = new Float64Array(count);
  const classes = new Uint8Array(count);
  for (let at = 0; at < count; at++) {
    const pointOuts = outsOf(workspace, parameters, at);
    classes[at] = classOf(experiment, pointOuts);
    outs[at] = pointOuts[pointOuts.length === 1 ? 0 : (classes[at] ?? 0)] ?? Number.NaN;
  }
  return { outs, classes };
}

/** The samples of an experiment with two inputs, with the classes that the given parameters predict. */
export function classifiedSamples(experiment: DenseExperiment, parameters: Float64Array): readonly ClassifiedSample[] {
  const { inputs, targets, count } = experiment.samples;
  const workspace = createWorkspace(experiment, 1);
  const outputs = outputLayer(experiment.network).units;
  return Array.from({ length: count }, (_, sample) => ({
    x: inputs[2 * sample] ?? Number.NaN,
    y: inputs[2 * sample + 1] ?? Number.NaN,
    target: classOf(experiment, targets.subarray(sample * outputs, (sample + 1) * outputs)),
    predicted: classOf(experiment, outsOf(workspace, parameters, sample)),
  }));
}

/** The predicted class if an out is NaN. */
export const noClass = 255;

/** The class of the outs or targets of a sample: see `DecisionMap.classes`. */
function classOf({ samples }: Experiment, outs: Float64Array): number {
  if (outs.some(Number.isNaN)) return noClass;
  if (outs.length > 1) return indexOfLargest(outs);
  const { min, max } = planeOf(samples).targets;
  return Number((outs[0] ?? Number.NaN) > (min + max) / 2);
}

/** Runs the forward pass of a sample, and returns the outs of the output layer as a view of the workspace. */
function outsOf(workspace: Workspace, parameters: Float64Array, sample: number): Float64Array {
  forward(workspace, parameters, sample, 0);
  const outputs = workspace.layers.at(-1)?.units ?? 0;
  return workspace.outs.subarray(workspace.unitCount - outputs, workspace.unitCount);
}

function withMargin({ min, max }: Range): Range {
  const width = min === max ? 1 : margin * (max - min);
  return { min: min - width, max: max + width };
}

function rangeOf(numbers: Float64Array): Range {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const number of numbers) [min, max] = [Math.min(min, number), Math.max(max, number)];
  return { min, max };
}

function indexOfLargest(numbers: Float64Array): number {
  let largest = 0;
  for (let at = 1; at < numbers.length; at++) {
    if ((numbers[at] ?? 0) > (numbers[largest] ?? 0)) largest = at;
  }
  return largest;
}
