import type { GradientCheck } from '../../engine/gradient-check.ts';
import type { Divergence } from '../../engine/timeline/divergence.ts';
import type { Edit } from '../../engine/training/edits.ts';
import type { Worded } from '../messages/word-table.ts';

/** An event that is not a step. Its text is shown in place of the narration. */
export type Notice =
  | { readonly kind: 'changed' | 'undone'; readonly edit: Edit }
  | {
      readonly kind:
        | 'marked'
        | 'unmarked'
        | 'by-hand'
        | 'not-by-hand'
        | 'session-differs'
        | 'predicting'
        | 'not-predicting';
    }
  /** A move forwards has ended, because a number is infinite or NaN. */
  | { readonly kind: 'lost'; readonly divergence: Divergence }
  | { readonly kind: 'checked'; readonly check: GradientCheck }
  | { readonly kind: 'saved'; readonly path: string }
  /** 'not-kept': the session could not be saved automatically. 'older-session': the latest session cannot be read. */
  | { readonly kind: 'not-saved' | 'not-kept' | 'older-session'; readonly reason: string }
  | { readonly kind: 'refused'; readonly action: Worded<RefusedWords>; readonly reason: string };

/** The words of a disabled action that the notice shows. */
export interface RefusedWords {
  readonly refusals?: Readonly<Record<string, string>>;
}
