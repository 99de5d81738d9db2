import { type Experiment, epochOf, updatesPerEpoch } from '../engine/training/experiment.ts';
import { sampleAt, type Update } from '../engine/training/update.ts';
import { commandMessages } from './command-messages.ts';

/** The options --epoch and --update, which choose an update. Both count from 1. With --update, --epoch is ignored. */
export interface UpdateOption {
  readonly epoch: number;
  readonly update?: number | undefined;
}

/**
 * The number of the chosen update. `updateInEpoch` says whether --epoch stands for the first or the last update of the
 * epoch.
 */
export function updateNumber(
  experiment: Experiment,
  { epoch, update }: UpdateOption,
  updateInEpoch: 'first' | 'last',
): number {
  const perEpoch = updatesPerEpoch(experiment);
  return update ?? (updateInEpoch === 'last' ? epoch * perEpoch : (epoch - 1) * perEpoch + 1);
}

/** The place of an update in the training, for example: epoch 1, update 3, sample 96. */
export function updateText(update: Update): string {
  const { experiment, number } = update;
  return commandMessages.update.place(epochOf(experiment, number), number, onlySampleOf(update));
}

/**
 * The number of the update's only sample, from 1. Undefined if the batch has several samples, or if the experiment has
 * only one.
 */
export function onlySampleOf(update: Update): number | undefined {
  const { experiment, size } = update;
  return size === 1 && experiment.samples.count > 1 ? sampleAt(update, 0) + 1 : undefined;
}
