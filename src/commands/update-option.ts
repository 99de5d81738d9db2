import { type Experiment, epochOf, updatesPerEpoch } from '../engine/training/experiment.ts';
import { sampleAt, type Update } from '../engine/training/update.ts';

/** Which update is asked for: by its number, or as the first or last of an epoch. */
export interface When {
  readonly epoch: number;
  readonly update?: number | undefined;
}

/** The number of the update that is asked for. */
export function updateAsked(experiment: Experiment, { epoch, update }: When, place: 'first' | 'last'): number {
  const perEpoch = updatesPerEpoch(experiment);
  return update ?? (place === 'last' ? epoch * perEpoch : (epoch - 1) * perEpoch + 1);
}

/** Where in time an update is, and on which sample if it is on one of several: epoch 1, update 3, sample 96. */
export function placeText(update: Update): string {
  const { experiment, number, size } = update;
  const sample = size === 1 && experiment.samples.count > 1 ? `, sample ${sampleAt(update, 0) + 1}` : '';
  return `epoch ${epochOf(experiment, number)}, update ${number}${sample}`;
}
