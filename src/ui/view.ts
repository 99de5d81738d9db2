import type { Glyphs } from '../notation/glyphs.ts';
import { formatNumber } from '../notation/numbers.ts';
import type { Model } from './model.ts';
import type { Moment } from './moment.ts';

/** All that a panel draws from. */
export interface View {
  readonly model: Model;
  readonly moment: Moment;
  readonly glyphs: Glyphs;
}

/** A number as the view's decimals have it. */
export function shown({ model, glyphs }: View, value: number): string {
  return formatNumber(value, model.decimals, glyphs);
}
