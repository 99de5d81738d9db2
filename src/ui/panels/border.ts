import type { Glyphs } from '../../notation/glyphs.ts';
import { keyText } from '../../notation/key-text.ts';
import { cutTo, fitRow, type Row, widthOf } from '../draw/rows.ts';
import type { Part } from '../draw/theme.ts';

/** A title and rows inside a border. If not all rows fit, some are hidden. */
export interface Bordered {
  readonly title: string;
  readonly rows: readonly Row[];
  /** The number of rows hidden above. If undefined, the selected or just computed row is scrolled into view. */
  readonly scroll: number | undefined;
  /** The size of the border in cells. */
  readonly width: number;
  readonly height: number;
  readonly glyphs: Glyphs;
}

/** The columns of a border: its two sides, and a blank inside each side. */
export const borderWidth = 4;

/** The rows of a border: the upper and the lower line. */
export const borderHeight = 2;

/** The cells of the upper row besides the title and the line: two corners, and a blank on both sides of the title. */
const cellsAroundTitle = 4;
/** The minimum number of cells of the line to the right of the title. */
const minUpperLine = 2;

/** The corners of the lower row. */
const cornerCells = 2;

/** The number of rows hidden above, and the maximum of this number. */
export interface ScrollRange {
  readonly hiddenAbove: number;
  readonly max: number;
}

export function scrollRange({ rows, height, scroll }: Pick<Bordered, 'rows' | 'height' | 'scroll'>): ScrollRange {
  const inside = height - borderHeight;
  const max = Math.max(0, rows.length - inside);
  const firstRowOf = (style: Part): number => rows.findIndex((row) => row.some(({ part }) => part === style));
  const selected = firstRowOf('selected');
  // The row of the marks ① ② ③ has the selected style. The row below, with the numbers, has to be in view, too.
  const lastInView = selected === -1 ? firstRowOf('just computed') : selected + 1;
  const hiddenAbove = scroll ?? Math.max(0, lastInView + 1 - inside);
  return { hiddenAbove: Math.min(hiddenAbove, max), max };
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
  const { hiddenAbove } = scrollRange(content);
  const title = cutTo(content.title, width - cellsAroundTitle - minUpperLine, ellipsis);
  const hidden = hiddenRowsText(hiddenAbove, rows.length - hiddenAbove - height, glyphs);
  const upper = frame.horizontal.repeat(Math.max(0, width - widthOf([{ text: title }]) - cellsAroundTitle));
  const lower = frame.horizontal.repeat(Math.max(0, width - cornerCells - hidden.length));
  const side = { text: frame.vertical, part: 'border' } as const;
  return [
    [
      { text: `${frame.topLeft} `, part: 'border' },
      { text: title, part: 'title' },
      { text: ` ${upper}${frame.topRight}`, part: 'border' },
    ],
    ...Array.from({ length: height }, (_, at): Row => {
      const inside = fitRow(rows[hiddenAbove + at] ?? [], width - borderWidth, ellipsis);
      return [side, { text: ' ' }, ...inside, { text: ' ' }, side];
    }),
    [
      { text: frame.bottomLeft + lower, part: 'border' },
      { text: hidden, part: 'emphasized' },
      { text: frame.bottomRight, part: 'border' },
    ],
  ];
}

/** The numbers of rows hidden above and below, with the keys that scroll there. Empty if no row is hidden. */
function hiddenRowsText(above: number, below: number, glyphs: Glyphs): string {
  const parts = [
    ...(above > 0 ? [`${keyText('pageup', glyphs)} ${glyphs.above}${above}`] : []),
    ...(below > 0 ? [`${keyText('pagedown', glyphs)} ${glyphs.below}${below}`] : []),
  ];
  return parts.length === 0 ? '' : ` ${parts.join('  ')} `;
}
