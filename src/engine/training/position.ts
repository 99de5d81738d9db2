/**
 * A position in a run: after step `step` of update `update`. Updates count from 1. At step 0, nothing of the update has
 * been computed. Moves reach step 0 only in update 1. The position before the first step of update n + 1 is the last
 * step of update n.
 */
export interface Position {
  readonly update: number;
  readonly step: number;
}

export const startPosition: Position = { update: 1, step: 0 };

export function isSamePosition(a: Position, b: Position): boolean {
  return a.update === b.update && a.step === b.step;
}
