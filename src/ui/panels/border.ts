import type { Glyphs } from '../../notation/glyphs.ts';
import type { Scrolling } from '../actions/action.ts';
import { cutTo, fitRow, type Row, widthOf } from '../draw/rows.ts';
import type { Part } from '../draw/theme.ts';
import { keyText } from './hint-row.ts';

/** What a frame holds: of `rows`, as many as fit. */
export interface Framed {
  readonly title: string;
  readonly rows: readonly Row[];
  /** Rows scrolled past; undefined: as many as it takes to see what is selected, or was just computed. */
  readonly scroll: number | undefined;
  /** The outer size. */
  readonly width: number;
  readonly height: number;
  readonly glyphs: Glyphs;
}

/** Cells that a frame and the blanks inside it take from the width, and rows that it takes from the height. */
export const frameWidth = 4;
export const frameHeight = 2;

/** How far the rows of a frame are scrolled, and can be. */
export function scrollingOf({ rows, height, scroll }: Pick<Framed, 'rows' | 'height' | 'scroll'>): Scrolling {
  const inside = height - frameHeight;
  const room = Math.max(0, rows.length - inside);
  const rowWith = (wanted: Part): number => rows.findIndex((row) => row.some(({ part }) => part === wanted));
  const selected = rowWith('selected');
  // The numbers stand in the row below what is selected.
  const last = selected === -1 ? rowWith('just computed') : selected + 1;
  const from = scroll ?? Math.max(0, last + 1 - inside);
  return { from: Math.min(from, room), room };
}

/** A frame as rows: its title in the upper edge, and how many rows are out of sight in the lower one. */
export function framed(panel: Framed): readonly Row[] {
  const { rows, width, glyphs } = panel;
  const { frame, ellipsis } = glyphs;
  const height = panel.height - frameHeight;
  const { from: first } = scrollingOf(panel);
  const title = cutTo(panel.title, width - 6, ellipsis);
  const hidden = hiddenText(first, rows.length - first - height, glyphs);
  const upper = frame.horizontal.repeat(Math.max(0, width - widthOf([{ text: title }]) - 4));
  const lower = frame.horizontal.repeat(Math.max(0, width - 2 - hidden.length));
  return [
    [
      { text: `${frame.topLeft} `, part: 'border' },
      { text: title, part: 'title' },
      { text: ` ${upper}${frame.topRight}`, part: 'border' },
    ],
    ...Array.from({ length: height }, (_, at): Row => {
      const side = { text: frame.vertical, part: 'border' } as const;
      const inside = fitRow(rows[first + at] ?? [], width - frameWidth, ellipsis);
      return [side, { text: ' ' }, ...inside, { text: ' ' }, side];
    }),
    [
      { text: frame.bottomLeft + lower, part: 'border' },
      { text: hidden, part: 'chosen' },
      { text: frame.bottomRight, part: 'border' },
    ],
  ];
}

/** How many rows there are above and below those in sight, and the keys that lead there; empty where all are. */
function hiddenText(above: number, below: number, glyphs: Glyphs): string {
  const parts = [
    ...(above > 0 ? [`${keyText('pageup', glyphs)} ${glyphs.above}${above}`] : []),
    ...(below > 0 ? [`${keyText('pagedown', glyphs)} ${glyphs.below}${below}`] : []),
  ];
  return parts.length === 0 ? '' : ` ${parts.join('  ')} `;
}
