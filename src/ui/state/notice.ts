import type { GradientCheck } from '../../engine/gradient-check.ts';
import type { Edit } from '../../engine/training/edits.ts';
import type { Refusal } from '../messages/facts.ts';

/** What happened besides the steps. It is said in place of the narration. */
export type Notice =
  | { readonly kind: 'changed' | 'undone'; readonly edit: Edit }
  | { readonly kind: 'marked' | 'unmarked' | 'session-differs' | 'predicting' | 'not-predicting' }
  | { readonly kind: 'checked'; readonly check: GradientCheck }
  | { readonly kind: 'saved'; readonly path: string }
  | { readonly kind: 'not-saved' | 'not-kept'; readonly reason: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal };
