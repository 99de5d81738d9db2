import type { Edit } from './edits.ts';
import type { Experiment } from './experiment.ts';
import type { Position } from './position.ts';

/** Where somebody is with an experiment: all that it takes to be there again. */
export interface Session {
  readonly experiment: Experiment;
  readonly edits: readonly Edit[];
  readonly position: Position;
  readonly marks: readonly Baseline[];
  /** Of the state at the position, as `fingerprintOf` has it: whether the numbers are the same again. */
  readonly fingerprint: string | undefined;
}

/** A run of the same experiment that others are compared with, and how far it had come when it was marked. */
export interface Baseline {
  readonly edits: readonly Edit[];
  readonly position: Position;
}

/** Eight hexadecimal digits that differ where one bit of a state does: G. Fowler, L. C. Noll and K.-P. Vo's hash. */
export function fingerprintOf(state: Float64Array): string {
  let hash = 0x811c9dc5;
  for (const byte of new Uint8Array(state.buffer, state.byteOffset, state.byteLength)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
