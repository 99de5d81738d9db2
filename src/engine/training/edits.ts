import { hyperparameters, parameterKinds } from '../graph/optimizer-names.ts';
import type { ActivationName } from '../models/activations.ts';
import { isCompatible, lossOf } from '../models/losses.ts';
import { isOutput } from '../models/network.ts';
import type { DenseExperiment, Experiment, Samples } from './experiment.ts';
import { isInRange } from './optimizers/optimizer-method.ts';
import { hyperparametersOf, momentumProblem, type Optimizer, settingValue } from './optimizers.ts';

/** A change to an experiment during training. Parameters, samples and units count from 0. */
export type Change =
  | { readonly kind: 'parameter'; readonly parameter: number; readonly value: number }
  | { readonly kind: 'input' | 'target'; readonly sample: number; readonly unit: number; readonly value: number }
  | { readonly kind: 'learning rate'; readonly value: number }
  /** Replaces the method and all hyperparameters. The new optimizer counts updates from 1, and all its states are 0. */
  | { readonly kind: 'optimizer'; readonly optimizer: Optimizer }
  /** `layer` counts from 1. */
  | { readonly kind: 'activation'; readonly layer: number; readonly activation: ActivationName };

/** A change that applies from the start of update `update` on. */
export interface Edit {
  readonly update: number;
  readonly change: Change;
}

/** The maximum number of edits in one run. */
export const maxEdits = 1000;

/** The reason why a change is not possible. */
export type ChangeProblem =
  | 'no number'
  | 'rate too small'
  | 'no such setting'
  | 'setting out of range'
  | 'needs momentum'
  | 'nesterov with dampening'
  | 'target out of range'
  | 'activation not possible here'
  | 'not in a formula';

/** Returns why a change to an experiment is not possible; undefined if it is possible. */
export function changeProblem(experiment: Experiment, change: Change): ChangeProblem | undefined {
  if ('value' in change && !Number.isFinite(change.value)) return 'no number';
  switch (change.kind) {
    case 'parameter':
    case 'input':
      return undefined;
    case 'learning rate':
      return change.value > 0 ? undefined : 'rate too small';
    case 'optimizer':
      return optimizerProblem(change.optimizer);
    case 'target':
      return experiment.kind === 'formula' ? 'not in a formula' : targetProblem(experiment, change.value);
    case 'activation':
      return experiment.kind === 'formula' ? 'not in a formula' : activationProblem(experiment, change);
  }
}

function targetProblem({ loss }: DenseExperiment, target: number): ChangeProblem | undefined {
  const { min, max } = lossOf(loss).targetRange ?? { min: -Infinity, max: Infinity };
  return target >= min && target <= max ? undefined : 'target out of range';
}

function activationProblem(
  { network, loss }: DenseExperiment,
  { layer, activation }: Extract<Change, { kind: 'activation' }>,
): ChangeProblem | undefined {
  const isPossible = isOutput(network, layer) ? isCompatible(loss, activation) : activation !== 'softmax';
  return isPossible ? undefined : 'activation not possible here';
}

function optimizerProblem(optimizer: Optimizer): ChangeProblem | undefined {
  if (!(optimizer.learningRate > 0)) return 'rate too small';
  const ranges = hyperparametersOf(optimizer.method);
  for (const name of hyperparameters) {
    if (name === 'learningRate' || optimizer[name] === undefined) continue;
    const range = ranges[name];
    if (range === undefined) return 'no such setting';
    const values = parameterKinds.map((of) => settingValue(optimizer, name, of));
    if (!values.every((value) => isInRange(value, range))) return 'setting out of range';
  }
  return momentumProblem(optimizer);
}

/**
 * The experiment after an edit. A changed parameter does not change the experiment: `segmentStart` writes it into the
 * training state.
 */
export function changedExperiment(experiment: Experiment, { update, change }: Edit): Experiment {
  const { samples, optimizer } = experiment;
  switch (change.kind) {
    case 'parameter':
      return experiment;
    case 'input': {
      const inputs = samples.inputs.with(indexIn(samples.inputs, samples, change), change.value);
      return { ...experiment, samples: { ...samples, inputs } };
    }
    case 'target': {
      const targets = samples.targets.with(indexIn(samples.targets, samples, change), change.value);
      return { ...experiment, samples: { ...samples, targets } };
    }
    case 'learning rate':
      return { ...experiment, optimizer: { ...optimizer, learningRate: change.value } };
    case 'optimizer':
      return { ...experiment, optimizer: change.optimizer, optimizerFrom: update };
    case 'activation': {
      if (experiment.kind === 'formula') return experiment;
      const { network } = experiment;
      const layers = network.layers.map((layer) =>
        layer.number === change.layer ? { ...layer, activation: change.activation } : layer,
      );
      return { ...experiment, network: { ...network, layers } };
    }
  }
}

/** The index of a sample's number in an array that has a row for each sample. */
function indexIn(rows: Float64Array, { count }: Samples, { sample, unit }: { sample: number; unit: number }): number {
  return (sample * rows.length) / count + unit;
}
