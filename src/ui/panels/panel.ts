import type { ReactNode } from 'react';
import type { Row } from '../draw/rows.ts';
import type { Worded } from '../messages/word-table.ts';
import type { LayoutPanel, Size } from '../state/layout.ts';
import type { Model } from '../state/model.ts';
import { isDenseView, type View } from '../state/view.ts';

export interface PanelWords {
  /** The name of the panel in its title and for a screen reader. */
  readonly name: string;
  /** The name if the experiment has a formula, in place of `name`. */
  readonly nameInFormulas?: string;
}

export function panelNameIn(view: View, { name, nameInFormulas = name }: PanelWords): string {
  return isDenseView(view) ? name : nameInFormulas;
}

/** A box on the screen. Each panel has a file of its own and a line in `panel-table.ts`. */
export interface Panel<Words extends PanelWords = PanelWords> extends Worded<Words>, LayoutPanel {
  /** The title in the upper border; `size` is the room inside the border. */
  title(view: View, size: Size, words: Words): string;
  /** The rows inside the border. Rows that do not fit are hidden. */
  rows(view: View, size: Size, words: Words): readonly Row[];
  /** An Ink component that is drawn over the rows. */
  overlay?(view: View, size: Size, words: Words): ReactNode;
  /** Whether hidden rows can be scrolled into view. */
  readonly canScroll?: boolean;
  /**
   * Selects the next (1) or the previous (−1) item when ↓ or ↑ is pressed while this panel is focused. Without this
   * function, a parameter is selected.
   */
  select?(model: Model, direction: 1 | -1): Model;
  /**
   * Moves by `rows` rows when a page key is pressed while this panel is focused. Without this function, the page keys
   * scroll the panel that can scroll: the formula, or the question in its place.
   */
  page?(model: Model, rows: number): Model;
}
