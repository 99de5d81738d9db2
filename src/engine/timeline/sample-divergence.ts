import { outputLayer } from '../models/network.ts';
import { errorOf, forward } from '../pass/forward-pass.ts';
import { readUpdate, type UpdateValues } from '../pass/update-values.ts';
import { createWorkspace } from '../pass/workspace.ts';
import type { Experiment } from '../training/experiment.ts';

/** A sample, and the values of an update on this sample alone. */
export interface SampleValues {
  /** Counts from 0. */
  readonly sample: number;
  readonly values: UpdateValues;
}

/**
 * The first sample of an experiment whose E_total is not finite with the parameters of `state`. Undefined if E_total of
 * each sample is finite.
 */
export function firstNonFiniteSample(experiment: Experiment, state: Float64Array): SampleValues | undefined {
  const { samples, network } = experiment;
  const workspace = createWorkspace(experiment, 1);
  for (let sample = 0; sample < samples.count; sample++) {
    forward(workspace, state, sample, 0);
    if (Number.isFinite(errorOf(workspace, sample, 0))) continue;
    const { units } = outputLayer(network);
    const alone: Experiment = {
      ...experiment,
      batchSize: 1,
      shuffle: undefined,
      samples: {
        count: 1,
        inputs: samples.inputs.slice(sample * network.inputs, (sample + 1) * network.inputs),
        targets: samples.targets.slice(sample * units, (sample + 1) * units),
      },
    };
    return { sample, values: readUpdate(alone, 1, state) };
  }
  return undefined;
}
