import { hyperparameters } from '../expressions/quantity.ts';
import type { ActivationName } from '../models/activations.ts';
import { isCompatible, lossOf } from '../models/losses.ts';
import { isOutput, outputLayer } from '../models/network.ts';
import type { Experiment } from './experiment.ts';
import { hyperparametersOf, type Optimizer } from './optimizers.ts';

/** Something that is made otherwise than the experiment has it. Indices are those of `Quantity`. */
export type Change =
  | { readonly kind: 'parameter'; readonly parameter: number; readonly value: number }
  | { readonly kind: 'input' | 'target'; readonly sample: number; readonly unit: number; readonly value: number }
  | { readonly kind: 'learning rate'; readonly value: number }
  /** A method with all of its settings; it starts with fresh state, and counts its updates from 1. */
  | { readonly kind: 'optimizer'; readonly optimizer: Optimizer }
  /** `layer` counts from 1. */
  | { readonly kind: 'activation'; readonly layer: number; readonly activation: ActivationName };

/** A change that holds from the start of update `update` on. */
export interface Edit {
  readonly update: number;
  readonly change: Change;
}

/** More edits than this no run has. */
export const maxEdits = 1000;

/** Why a change cannot be made. */
export type ChangeProblem =
  | 'no number'
  | 'rate too small'
  | 'no such setting'
  | 'setting out of range'
  | 'target out of range'
  | 'loss needs its activation';

/** Why a change cannot be made to an experiment; undefined where it can. */
export function changeProblem({ network, loss }: Experiment, change: Change): ChangeProblem | undefined {
  if ('value' in change && !Number.isFinite(change.value)) return 'no number';
  switch (change.kind) {
    case 'learning rate':
      return change.value > 0 ? undefined : 'rate too small';
    case 'optimizer':
      return optimizerProblem(change.optimizer);
    case 'target': {
      const { least, most } = lossOf(loss).targets ?? { least: -Infinity, most: Infinity };
      return change.value >= least && change.value <= most ? undefined : 'target out of range';
    }
    case 'activation': {
      const isFitting = isOutput(network, change.layer)
        ? isCompatible(loss, change.activation)
        : change.activation !== 'softmax';
      return isFitting ? undefined : 'loss needs its activation';
    }
    default:
      return undefined;
  }
}

function optimizerProblem({ method, learningRate, nesterov = false, ...given }: Optimizer): ChangeProblem | undefined {
  if (!(learningRate > 0)) return 'rate too small';
  if (nesterov && !(given.momentum !== undefined && given.momentum > 0)) return 'setting out of range';
  const settings = hyperparametersOf(method);
  for (const name of hyperparameters) {
    const value = name === 'learningRate' ? undefined : given[name];
    if (value === undefined) continue;
    const setting = settings[name];
    if (setting === undefined) return 'no such setting';
    if (!(value >= setting.least && value < (setting.below ?? Number.POSITIVE_INFINITY))) return 'setting out of range';
  }
  return undefined;
}

/** An experiment as it is once a change has been made at the start of update `update`. Parameters are not part of it. */
export function changedExperiment(experiment: Experiment, { update, change }: Edit): Experiment {
  const { network, samples, optimizer } = experiment;
  switch (change.kind) {
    case 'parameter':
      return experiment;
    case 'input': {
      const inputs = samples.inputs.with(change.sample * network.inputs + change.unit, change.value);
      return { ...experiment, samples: { ...samples, inputs } };
    }
    case 'target': {
      const targets = samples.targets.with(change.sample * outputLayer(network).units + change.unit, change.value);
      return { ...experiment, samples: { ...samples, targets } };
    }
    case 'learning rate':
      return { ...experiment, optimizer: { ...optimizer, learningRate: change.value } };
    case 'optimizer':
      return { ...experiment, optimizer: change.optimizer, optimizerFrom: update };
    case 'activation': {
      const layers = network.layers.map((layer) =>
        layer.number === change.layer ? { ...layer, activation: change.activation } : layer,
      );
      return { ...experiment, network: { ...network, layers } };
    }
  }
}
