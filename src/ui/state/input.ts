import type { PracticeSession } from '../../engine/practice/practice-session.ts';
import type { Position } from '../../engine/training/position.ts';
import type { Model } from './model.ts';
import type { Notice } from './notice.ts';

/** Everything that changes the model. */
export type Input =
  /** A character, or a key by the name that the terminal room gives it. */
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'paste'; readonly text: string }
  | { readonly kind: 'tick'; readonly seconds: number }
  /** A long move has come to a position, which may not be its target yet. */
  | { readonly kind: 'arrived'; readonly position: Position }
  /** Training diverged before the target: a run or a long move ends at this position. */
  | { readonly kind: 'diverged'; readonly position: Position }
  /** These are results of effects. */
  | { readonly kind: 'scrolled'; readonly rows: number }
  | { readonly kind: 'answered'; readonly practice: PracticeSession }
  | { readonly kind: 'notice'; readonly notice: Notice };

/** What the model asks of the program, which has the numbers, the terminal and the files. */
export type Effect =
  | { readonly kind: 'quit' }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'redraw' }
  /** Scrolls the formula or the help by a number of rows, as far as there are any. */
  | { readonly kind: 'scroll'; readonly rows: number }
  | { readonly kind: 'judge-answer' }
  | { readonly kind: 'check-gradient' }
  | { readonly kind: 'save'; readonly path: string };

/** The model after an input, and what is to be done. */
export interface Outcome {
  readonly model: Model;
  readonly effects: readonly Effect[];
}

export function withoutEffects(model: Model): Outcome {
  return { model, effects: [] };
}
