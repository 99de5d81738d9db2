import type { Position, Stride } from '../engine/positions.ts';

/** How many rows have been scrolled past, and how many can be. */
export interface Scrolling {
  readonly from: number;
  readonly room: number;
}

/** What a key, or the passing of time, asks of the model. */
export type Action =
  | { readonly kind: 'move'; readonly stride: Stride; readonly direction: 1 | -1 }
  | { readonly kind: 'ask'; readonly for: 'epoch' | 'quantity' }
  | { readonly kind: 'type'; readonly text: string }
  | { readonly kind: 'erase' }
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
