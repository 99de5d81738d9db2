import { lossOf } from '../models/losses.ts';
import { isOutput, type Layer, outputLayer } from '../models/network.ts';
import { sharedTrained, trainedInUnit } from '../models/parameters.ts';
import { updateRuleOf } from '../training/optimizers.ts';
import { placeOfSample, sampleAt, type Update } from '../training/update.ts';

export type Phase = 'forward' | 'error' | 'backward' | 'update';

/**
 * A run of steps of one shape: `units` units with `perUnit` steps each, then `tail` more. An update is a few of these,
 * so that any of its steps can be found by counting, without listing them.
 */
export interface Part {
  readonly kind: 'forward' | 'softmax' | 'errors' | 'mean error' | 'backward' | 'gradients' | 'updates' | 'error after';
  readonly layer: Layer;
  readonly units: number;
  readonly perUnit: number;
  readonly tail: number;
}

/** Parts of one phase that are gone through once for each sample of the batch, or once for the whole of it. */
export interface Section {
  readonly phase: Phase;
  /** Whether each turn is one sample's, in the order of the batch; otherwise the one turn is the whole batch's. */
  readonly bySample: boolean;
  readonly turns: number;
  readonly parts: readonly Part[];
}

/** Where a step stands: in which section, at which turn of it, in which part, and how far into that. */
export interface Place {
  readonly section: Section;
  readonly sample: number | undefined;
  readonly part: Part;
  readonly offset: number;
  /** The step before the part's first. */
  readonly before: number;
}

/** What an update consists of, in the order of its steps. */
export function sectionsOf({ experiment, size }: Update): readonly Section[] {
  const { network } = experiment;
  const output = outputLayer(network);
  const layers = network.layers;
  const upwards = layers.toReversed();
  const several = size > 1;
  const ofBatch = { bySample: false, turns: 1 };
  const ofSamples = several ? { bySample: true, turns: size } : ofBatch;
  const fused = lossOf(experiment.loss).kind === 'fused';
  const single = { units: 0, perUnit: 0, tail: 1, layer: output };

  const forward = layers.map(
    (layer): Part =>
      layer.activation === 'softmax'
        ? { kind: 'softmax', layer, units: 2 * layer.units, perUnit: 1, tail: 0 }
        : { kind: 'forward', layer, units: layer.units, perUnit: 2, tail: 0 },
  );
  const head = (layer: Layer): number =>
    isOutput(network, layer.number) ? (fused ? 1 : 3) : (layers[layer.number]?.units ?? 0) + 3;
  const trained = (layer: Layer) => ({
    layer,
    units: layer.units,
    perUnit: trainedInUnit(layer),
    tail: sharedTrained(layer) ? 1 : 0,
  });
  const backward = (layer: Layer): Part => {
    const part = trained(layer);
    return { ...part, kind: 'backward', perUnit: head(layer) + part.perUnit };
  };
  const partCount = 1 + updateRuleOf(experiment.optimizer).variables.length;
  const updates = (layer: Layer): Part => {
    const part = trained(layer);
    return { ...part, kind: 'updates', perUnit: part.perUnit * partCount, tail: part.tail * partCount };
  };
  const descent = (some: readonly Layer[]): readonly Section[] => [
    { phase: 'backward', ...ofSamples, parts: some.map(backward) },
    {
      phase: 'backward',
      ...ofBatch,
      parts: several ? some.map((layer) => ({ ...trained(layer), kind: 'gradients' })) : [],
    },
    { phase: 'update', ...ofBatch, parts: some.map(updates) },
  ];

  return [
    { phase: 'forward', ...ofSamples, parts: forward },
    {
      phase: 'error',
      ...ofSamples,
      parts: [{ kind: 'errors', layer: output, units: output.units, perUnit: 1, tail: 1 }],
    },
    { phase: 'error', ...ofBatch, parts: several ? [{ ...single, kind: 'mean error' }] : [] },
    ...(experiment.updateOrder === 'simultaneous' ? descent(upwards) : upwards.flatMap((layer) => descent([layer]))),
    { phase: 'update', ...ofBatch, parts: [{ ...single, kind: 'error after' }] },
  ];
}

/** How many steps a part has. */
export function partLength({ units, perUnit, tail }: Part): number {
  return units * perUnit + tail;
}

/** How many steps a section has, over all of its samples. */
export function sectionLength({ turns, parts }: Section): number {
  return turns * parts.reduce((total, part) => total + partLength(part), 0);
}

/** The turn, from 0, that a sample has in a section, or the batch, where `sample` is undefined; undefined without one. */
export function turnOf(update: Update, { bySample }: Section, sample: number | undefined): number | undefined {
  if (sample === undefined) return bySample ? undefined : 0;
  return bySample ? placeOfSample(update, sample) : undefined;
}

/** Where step `step`, from 1, stands. Throws a RangeError outside the update. */
export function placeOf(update: Update, step: number): Place {
  let before = 0;
  for (const section of sectionsOf(update)) {
    const length = sectionLength(section);
    if (step > before && step <= before + length) {
      const turnLength = length / section.turns;
      const turn = Math.floor((step - before - 1) / turnLength);
      let start = before + turn * turnLength;
      for (const part of section.parts) {
        const offset = step - start - 1;
        if (offset < partLength(part)) {
          const sample = section.bySample ? sampleAt(update, turn) : undefined;
          return { section, part, offset, before: start, sample };
        }
        start += partLength(part);
      }
    }
    before += length;
  }
  throw new RangeError(`no step ${step} in update ${update.number}, which has ${before}`);
}
