import type { Edit } from './edits.ts';
import type { Experiment } from './experiment.ts';
import type { Position } from './position.ts';
import type { SessionView } from './session-view.ts';

/** A learner's work on an experiment, as it is saved in a session file. */
export interface Session {
  readonly experiment: Experiment;
  readonly edits: readonly Edit[];
  readonly position: Position;
  readonly marks: readonly SavedMark[];
  /**
   * The fingerprint of the state before the update of `position`. The state is not saved, but computed again when the
   * session is loaded. If its fingerprint then differs, the numbers differ from those that the learner saw before.
   */
  readonly fingerprint: string | undefined;
  /** Undefined in a new session, and in a session file that an older version has written. */
  readonly view?: SessionView | undefined;
}

/** A run of the same experiment that the learner has marked for comparison, and its position when it was marked. */
export interface SavedMark {
  readonly edits: readonly Edit[];
  readonly position: Position;
}

/** The 32-bit FNV-1a hash of a state (G. Fowler, L. C. Noll and K.-P. Vo) as eight hexadecimal digits. */
export function fingerprintOf(state: Float64Array): string {
  let hash = 0x811c9dc5;
  const bytes = new Uint8Array(state.buffer, state.byteOffset, state.byteLength);
  // A for-of loop would allocate several times the size of the state.
  for (let at = 0; at < bytes.length; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
