import { isMoving, type Model } from '../state/model.ts';
import type { ActionWords, Hint } from './action.ts';

export function hintAlways(rank: number) {
  return (_model: Model, { hint = '' }: ActionWords): Hint => ({ text: hint, rank });
}

/** A hint that is shown while nothing moves. */
export function hintUnlessMoving(rank: number) {
  return (model: Model, { hint = '' }: ActionWords): Hint | undefined =>
    isMoving(model) ? undefined : { text: hint, rank };
}

/** A hint that is shown during an automatic run or a long move. */
export function hintWhileMoving(rank: number) {
  return (model: Model, { hint = '' }: ActionWords): Hint | undefined =>
    isMoving(model) ? { text: hint, rank } : undefined;
}
