import type { Stride } from '../../engine/timeline/navigation.ts';
import type { Position } from '../../engine/training/position.ts';
import type { Asking, Notice, PracticeJudgement } from '../state/model.ts';

/** How many rows have been scrolled past, and how many can be. */
export interface Scrolling {
  readonly from: number;
  readonly room: number;
}

/** What a key, or the passing of time, asks of the model. */
export type Action =
  | { readonly kind: 'move'; readonly stride: Stride; readonly direction: 1 | -1 }
  | { readonly kind: 'ask'; readonly for: Asking['for'] }
  /** To a chapter of the lesson, from 1. */
  | { readonly kind: 'chapter'; readonly number: number }
  | { readonly kind: 'type'; readonly text: string }
  | { readonly kind: 'erase' }
  /** All that was typed. */
  | { readonly kind: 'clear' }
  | { readonly kind: 'confirm' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'run or pause' }
  | { readonly kind: 'change speed'; readonly by: 1 | -1 }
  | { readonly kind: 'choose'; readonly by: 1 | -1 }
  | { readonly kind: 'follow' }
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  | { readonly kind: 'focus'; readonly by: 1 | -1 }
  | { readonly kind: 'zoom' }
  /** `within`: how far what is scrolled has been scrolled, and can be. */
  | { readonly kind: 'scroll'; readonly rows: number; readonly within?: Scrolling }
  | { readonly kind: 'change decimals' }
  | { readonly kind: 'by hand' }
  | { readonly kind: 'help' }
  | { readonly kind: 'next picture' }
  | { readonly kind: 'predict' }
  | { readonly kind: 'practise' }
  | { readonly kind: 'hint' }
  /** In practice, on to the next number, or back to the one before. */
  | { readonly kind: 'skip'; readonly by: 1 | -1 }
  /** What an answer that was given in practice is. */
  | { readonly kind: 'judge'; readonly judgement: PracticeJudgement; readonly value: number | undefined }
  | { readonly kind: 'undo' }
  | { readonly kind: 'mark' }
  | { readonly kind: 'check' }
  /** Something was done outside of the model. */
  | { readonly kind: 'notice'; readonly notice: Notice }
  /** Time went by: `seconds` of it. */
  | { readonly kind: 'tick'; readonly seconds: number }
  /** A long way led to here. */
  | { readonly kind: 'reach'; readonly position: Position }
  /** A way ends here, sooner than it was meant to: training ran out of numbers. */
  | { readonly kind: 'end at'; readonly position: Position }
  /** These three concern the terminal, not the model. */
  | { readonly kind: 'redraw' }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'quit' };
