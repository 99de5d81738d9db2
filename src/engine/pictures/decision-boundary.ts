import { memoize } from '../expressions/memoize.ts';
import { outputLayer } from '../models/network.ts';
import { forward } from '../pass/forward-pass.ts';
import { createWorkspace, type Workspace } from '../pass/workspace.ts';
import type { Experiment, Samples } from '../training/experiment.ts';

/** A stretch of an input. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/** What the outputs say over the plane of two inputs. */
export interface DecisionMap {
  /** `rows` rows of `columns` points, the topmost row first: the first output's out, or the winning class's. */
  readonly outs: Float64Array;
  /** The winning class of each of those points; of a single output 1 or 0: nearer to which target it is. */
  readonly classes: Uint8Array;
}

/** Where the samples of an experiment with two inputs are, and what they should be. */
export interface Plane {
  readonly across: Range;
  readonly up: Range;
  /** From the least target to the most: what parts the sides of a single output is midway. */
  readonly targets: Range;
}

/** A sample and the class that its target says, and the one that its outs say. */
export interface ClassifiedSample {
  readonly across: number;
  readonly up: number;
  readonly target: number;
  readonly found: number;
}

/** Beyond the outermost samples, this part of the range is shown. */
const margin = 0.1;

/** Whether a network has a map: of two inputs, and more than one sample to part. */
export function hasDecisionMap({ network, samples }: Experiment): boolean {
  return network.inputs === 2 && samples.count > 1;
}

/** Where an experiment's samples are, with a margin around them. */
export const planeOf: (samples: Samples) => Plane = memoize(({ inputs, targets }) => ({
  across: extentOf(inputs, 0),
  up: extentOf(inputs, 1),
  targets: rangeOf(targets),
}));

/** The map of an experiment with two inputs at some parameters, in `columns` by `rows` points. */
export function decisionMap(
  experiment: Experiment,
  parameters: Float64Array,
  columns: number,
  rows: number,
): DecisionMap {
  const { samples } = experiment;
  const { across, up } = planeOf(samples);
  const count = columns * rows;
  const inputs = new Float64Array(2 * count);
  for (let at = 0; at < count; at++) {
    const [column, row] = [at % columns, Math.floor(at / columns)];
    inputs[2 * at] = across.least + ((column + 0.5) / columns) * (across.most - across.least);
    inputs[2 * at + 1] = up.most - ((row + 0.5) / rows) * (up.most - up.least);
  }
  const pass = createWorkspace({ ...experiment, samples: { ...samples, count, inputs } }, 1);
  const outs = new Float64Array(count);
  const classes = new Uint8Array(count);
  for (let at = 0; at < count; at++) {
    const found = outsOf(pass, parameters, at);
    classes[at] = classOf(experiment, found);
    outs[at] = found[found.length === 1 ? 0 : (classes[at] ?? 0)] ?? Number.NaN;
  }
  return { outs, classes };
}

/** Every sample of an experiment with two inputs, and where its outs put it at some parameters. */
export function classifiedSamples(experiment: Experiment, parameters: Float64Array): readonly ClassifiedSample[] {
  const { inputs, targets, count } = experiment.samples;
  const pass = createWorkspace(experiment, 1);
  const outputs = outputLayer(experiment.network).units;
  return Array.from({ length: count }, (_, sample) => ({
    across: inputs[2 * sample] ?? Number.NaN,
    up: inputs[2 * sample + 1] ?? Number.NaN,
    target: classOf(experiment, targets.subarray(sample * outputs, (sample + 1) * outputs)),
    found: classOf(experiment, outsOf(pass, parameters, sample)),
  }));
}

/** No class: what outs that are no numbers say. */
export const noClass = 255;

/** The class of the largest of several outs, or targets; of a single one, which side of the middle it is on. */
function classOf({ samples }: Experiment, outs: Float64Array): number {
  if (outs.some(Number.isNaN)) return noClass;
  if (outs.length > 1) return indexOfLargest(outs);
  const { least, most } = planeOf(samples).targets;
  return Number((outs[0] ?? Number.NaN) > (least + most) / 2);
}

/** The outs of one sample's forward pass; the pass's own array. */
function outsOf(pass: Workspace, parameters: Float64Array, sample: number): Float64Array {
  forward(pass, parameters, sample, 0);
  const outputs = pass.layers.at(-1)?.units ?? 0;
  return pass.outs.subarray(pass.unitCount - outputs, pass.unitCount);
}

/** From the least to the most of every second number, from `first` on, and a margin. */
function extentOf(inputs: Float64Array, first: number): Range {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = first; at < inputs.length; at += 2) {
    least = Math.min(least, inputs[at] ?? Number.NaN);
    most = Math.max(most, inputs[at] ?? Number.NaN);
  }
  const room = least === most ? 1 : margin * (most - least);
  return { least: least - room, most: most + room };
}

function rangeOf(numbers: Float64Array): Range {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const number of numbers) [least, most] = [Math.min(least, number), Math.max(most, number)];
  return { least, most };
}

function indexOfLargest(numbers: Float64Array): number {
  let largest = 0;
  for (let at = 1; at < numbers.length; at++) {
    if ((numbers[at] ?? 0) > (numbers[largest] ?? 0)) largest = at;
  }
  return largest;
}
