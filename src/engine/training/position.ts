/** A place in time: in update `update`, from 1, after its step `step`. Only the first update has a step 0. */
export interface Position {
  readonly update: number;
  readonly step: number;
}

/** Before anything is computed. */
export const startPosition: Position = { update: 1, step: 0 };

export function isSame(a: Position, b: Position): boolean {
  return a.update === b.update && a.step === b.step;
}
