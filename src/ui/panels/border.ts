import type { Glyphs } from '../../notation/glyphs.ts';
import { keyText } from '../../notation/key-text.ts';
import { cutTo, fitRow, type Row, widthOf } from '../draw/rows.ts';
import type { Part } from '../draw/theme.ts';

/** Rows in a border, which shows as many of them as fit. */
export interface Bordered {
  readonly title: string;
  readonly rows: readonly Row[];
  /** Rows scrolled past. Undefined scrolls to the selected or just computed row. */
  readonly scroll: number | undefined;
  /** The outer size. */
  readonly width: number;
  readonly height: number;
  readonly glyphs: Glyphs;
}

/** Cells that the border and the blanks inside of it take. */
export const borderWidth = 4;
export const borderHeight = 2;

/** Rows that are scrolled past, and rows that can be. */
export interface ScrollRange {
  readonly from: number;
  readonly max: number;
}

export function scrollRange({ rows, height, scroll }: Pick<Bordered, 'rows' | 'height' | 'scroll'>): ScrollRange {
  const inside = height - borderHeight;
  const max = Math.max(0, rows.length - inside);
  const rowWith = (wanted: Part): number => rows.findIndex((row) => row.some(({ part }) => part === wanted));
  const selected = rowWith('selected');
  // The numbers are in the row below the selected symbols.
  const last = selected === -1 ? rowWith('just computed') : selected + 1;
  const from = scroll ?? Math.max(0, last + 1 - inside);
  return { from: Math.min(from, max), max };
}

/**
 * Draws the border around the rows:
 *
 *     ╭ title ─────────────╮
 *     │ rows               │
 *     ╰─────────── PgDn ↓3 ╯
 */
export function bordered(content: Bordered): readonly Row[] {
  const { rows, width, glyphs } = content;
  const { frame, ellipsis } = glyphs;
  const height = content.height - borderHeight;
  const { from: first } = scrollRange(content);
  const title = cutTo(content.title, width - 6, ellipsis);
  const hidden = hiddenRowsText(first, rows.length - first - height, glyphs);
  const upper = frame.horizontal.repeat(Math.max(0, width - widthOf([{ text: title }]) - 4));
  const lower = frame.horizontal.repeat(Math.max(0, width - 2 - hidden.length));
  const side = { text: frame.vertical, part: 'border' } as const;
  return [
    [
      { text: `${frame.topLeft} `, part: 'border' },
      { text: title, part: 'title' },
      { text: ` ${upper}${frame.topRight}`, part: 'border' },
    ],
    ...Array.from({ length: height }, (_, at): Row => {
      const inside = fitRow(rows[first + at] ?? [], width - borderWidth, ellipsis);
      return [side, { text: ' ' }, ...inside, { text: ' ' }, side];
    }),
    [
      { text: frame.bottomLeft + lower, part: 'border' },
      { text: hidden, part: 'emphasized' },
      { text: frame.bottomRight, part: 'border' },
    ],
  ];
}

/** How many rows are hidden above and below, with the keys that scroll there. */
function hiddenRowsText(above: number, below: number, glyphs: Glyphs): string {
  const parts = [
    ...(above > 0 ? [`${keyText('pageup', glyphs)} ${glyphs.above}${above}`] : []),
    ...(below > 0 ? [`${keyText('pagedown', glyphs)} ${glyphs.below}${below}`] : []),
  ];
  return parts.length === 0 ? '' : ` ${parts.join('  ')} `;
}
