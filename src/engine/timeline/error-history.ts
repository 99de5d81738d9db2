/** E_total over all samples, with the parameters after `epoch` epochs. */
export interface EpochError {
  readonly epoch: number;
  readonly error: number;
}

/** The number of errors that are stored from epoch 2ⁿ up to epoch 2ⁿ⁺¹, for each n from 7 on. */
const errorsPerDoubling = 128;

/**
 * Whether the error after an epoch is stored. The error of every epoch is stored up to epoch 256, of every second
 * epoch up to epoch 512, of every fourth epoch up to epoch 1024, and so on.
 */
export function isErrorStored(epoch: number): boolean {
  return epoch % spacingAt(epoch) === 0;
}

/** The first epoch after `epoch` whose error is stored. */
export function nextStoredEpoch(epoch: number): number {
  const spacing = spacingAt(epoch);
  return (Math.floor(epoch / spacing) + 1) * spacing;
}

/** The last epoch up to `epoch`, which can be a fraction, whose error is stored. */
export function lastStoredEpoch(epoch: number): number {
  const spacing = spacingAt(epoch);
  return Math.floor(epoch / spacing) * spacing;
}

function spacingAt(epoch: number): number {
  return epoch < 2 * errorsPerDoubling ? 1 : 2 ** (Math.floor(Math.log2(epoch)) - Math.log2(errorsPerDoubling));
}
