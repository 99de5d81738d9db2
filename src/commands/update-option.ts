import { type Experiment, epochOf, updatesPerEpoch } from '../engine/training/experiment.ts';
import { sampleAt, type Update } from '../engine/training/update.ts';
import { commandMessages } from './command-messages.ts';

/** The options --epoch and --update, which choose an update. Both count from 1. If both are given, --update counts. */
export interface UpdateOption {
  readonly epoch: number;
  readonly update?: number | undefined;
}

/** The number of the chosen update. `place`: which update of an epoch the option --epoch stands for. */
export function updateNumber(experiment: Experiment, { epoch, update }: UpdateOption, place: 'first' | 'last'): number {
  const perEpoch = updatesPerEpoch(experiment);
  return update ?? (place === 'last' ? epoch * perEpoch : (epoch - 1) * perEpoch + 1);
}

/** The place of an update in the training, such as: epoch 1, update 3, sample 96. */
export function updateText(update: Update): string {
  const { experiment, number } = update;
  return commandMessages.update.place(epochOf(experiment, number), number, onlySampleOf(update));
}

/** The number of the sample, from 1, if the update has one sample out of several. */
export function onlySampleOf(update: Update): number | undefined {
  const { experiment, size } = update;
  return size === 1 && experiment.samples.count > 1 ? sampleAt(update, 0) + 1 : undefined;
}
