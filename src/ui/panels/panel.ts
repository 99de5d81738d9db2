import type { ReactNode } from 'react';
import type { Row } from '../draw/rows.ts';
import type { Worded } from '../messages/word-table.ts';
import type { LayoutPanel, Size } from '../state/layout.ts';
import type { Model } from '../state/model.ts';
import type { View } from '../state/view.ts';

export interface PanelWords {
  /** Of the panel in its title, and for a screen reader. */
  readonly name: string;
}

/** One of the boxes on the screen. A new panel is a file with one of these and a line in `panel-table.ts`. */
export interface Panel<Words extends PanelWords = PanelWords> extends Worded<Words>, LayoutPanel {
  /** The title in the upper border; `size` is the room inside the border. */
  title(view: View, size: Size, words: Words): string;
  /** The rows inside the border. More rows than fit can be scrolled to. */
  rows(view: View, size: Size, words: Words): readonly Row[];
  /** Drawn by Ink over the rows, for a panel that needs a component. */
  overlay?(view: View, size: Size, words: Words): ReactNode;
  /** Whether the panel's rows are scrolled by the page keys. */
  readonly isScrolled?: boolean;
  /** What up and down select in this panel; a weight unless given. */
  select?(model: Model, by: 1 | -1): Model;
  /** What the page keys do in this panel; they scroll the formula unless given. */
  page?(model: Model, rows: number): Model;
}
