/** E_total over all samples with the parameters after `epoch` epochs. */
export interface EpochError {
  readonly epoch: number;
  readonly error: number;
}

/** Errors kept of each doubling of the epochs. */
const perDoubling = 128;

/** Whether the error after an epoch is kept: of all early ones, and fewer and fewer later, evenly in each doubling. */
export function isKept(epoch: number): boolean {
  return epoch % spacingAt(epoch) === 0;
}

/** The next epoch after `epoch` whose error is kept. */
export function nextKept(epoch: number): number {
  const spacing = spacingAt(epoch);
  return (Math.floor(epoch / spacing) + 1) * spacing;
}

function spacingAt(epoch: number): number {
  return epoch < 2 * perDoubling ? 1 : 2 ** (Math.floor(Math.log2(epoch)) - Math.log2(perDoubling));
}
