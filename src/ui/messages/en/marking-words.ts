import type { Messages } from '../messages.ts';

export const marking: Messages['marking'] = {
  inputsByUnits: 'the weights are inputs by units',
  samplesAsColumns: 'the samples are columns',
  batch: {
    sum: () => 'the batch is summed, not averaged',
    mean: () => 'the batch is averaged, not summed',
    error: () => 'the error of the batch is summed where the network takes the mean, or averaged',
    update: () => 'the gradients are summed, and divided by the size of the batch in the update',
    inside: (size) => `each sample's δ is divided by the ${size} samples`,
  },
  lossFactor: (factor) => `the error and its gradients are ${factorText(factor)} times the network's`,
  twoSlips: (first, second) => `${first} and ${second}`,
  descent: 'the gradients have the opposite sign and are added in the update',
};

function factorText(factor: number): string {
  return factor >= 1 ? `${Math.round(factor * 1000) / 1000}` : `1/${Math.round(1000 / factor) / 1000}`;
}
