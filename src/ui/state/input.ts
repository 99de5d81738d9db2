import type { PracticeSession } from '../../engine/practice/practice-session.ts';
import type { Divergence } from '../../engine/timeline/divergence.ts';
import type { Position } from '../../engine/training/position.ts';
import type { Model } from './model.ts';
import type { Notice } from './notice.ts';

/** Everything that changes the model. */
export type Input =
  /** `key` is a character, or the name that the code in src/terminal gives to a key. */
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'paste'; readonly text: string }
  /** A frame of an automatic run or a long move, `seconds` after the frame before. */
  | { readonly kind: 'tick'; readonly seconds: number }
  /** A long move has reached a position, which may not be its target yet. */
  | { readonly kind: 'arrived'; readonly position: Position }
  /** A number was lost in an earlier step, so a move forwards ends at this position. */
  | { readonly kind: 'diverged'; readonly position: Position; readonly divergence: Divergence }
  /** The result of the effect `scroll`: the new value of `Model.scroll`. */
  | { readonly kind: 'scrolled'; readonly rows: number }
  /** The result of the effect `judge-answer`. */
  | { readonly kind: 'answered'; readonly practice: PracticeSession }
  | { readonly kind: 'notice'; readonly notice: Notice };

/** What the program is to do for the model. Only the program has the numbers, the terminal and the files. */
export type Effect =
  | { readonly kind: 'quit' }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'redraw' }
  /** Scrolls the formula or the help by `rows` rows, but not beyond the first or the last row. */
  | { readonly kind: 'scroll'; readonly rows: number }
  | { readonly kind: 'judge-answer' }
  | { readonly kind: 'check-gradient' }
  | { readonly kind: 'save'; readonly path: string };

/** The model after an input, and the effects for the program to run. */
export interface Outcome {
  readonly model: Model;
  readonly effects: readonly Effect[];
}

export function withEffect(model: Model, effect: Effect): Outcome {
  return { model, effects: [effect] };
}

export function withoutEffects(model: Model): Outcome {
  return { model, effects: [] };
}
