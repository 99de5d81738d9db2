import type { Position, Stride } from '../engine/positions.ts';

/** What a key, or the passing of time, asks of the model. */
export type Action =
  | { readonly kind: 'move'; readonly stride: Stride; readonly direction: 1 | -1 }
  | { readonly kind: 'ask for an epoch' }
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
  /** `from` is how far it is scrolled already, `room` how far it can be. */
  | { readonly kind: 'scroll'; readonly rows: number; readonly from?: number; readonly room?: number }
  | { readonly kind: 'change decimals' }
  | { readonly kind: 'by hand' }
  | { readonly kind: 'help' }
  /** Time went by: `seconds` of it. */
  | { readonly kind: 'tick'; readonly seconds: number }
  /** A long way led to here. */
  | { readonly kind: 'reach'; readonly position: Position }
  /** These three concern the terminal, not the model. */
  | { readonly kind: 'redraw' }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'quit' };
