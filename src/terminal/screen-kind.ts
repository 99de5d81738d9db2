/**
 * Where frames are shown: on a screen of their own; where the shell stood, to stay there afterwards; or each as a line of
 * text below the last, with or without telling the terminal to mark what is pasted.
 */
export type ScreenKind = 'alternate' | 'main' | 'lines' | 'bare lines';

/** The size of a terminal. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** What is said to a terminal of so many rows when it is taken, and when it is given back. */
export interface Greeting {
  readonly take: (rows: number) => string;
  readonly giveBack: (rows: number) => string;
}

const pasteMarks = { on: '\u001B[?2004h', off: '\u001B[?2004l' };
const cursor = { on: '\u001B[?25h', off: '\u001B[?25l' };
const alternate = { on: '\u001B[?1049h', off: '\u001B[?1049l' };
const plainStyle = '\u001B[m';

export const greetings: Readonly<Record<ScreenKind, Greeting>> = {
  alternate: {
    take: () => alternate.on + pasteMarks.on + cursor.off,
    giveBack: () => plainStyle + pasteMarks.off + alternate.off + cursor.on,
  },
  main: {
    // What the shell showed goes up, to where it can be scrolled to.
    take: (rows) => lastRow(rows) + '\n'.repeat(rows) + pasteMarks.on + cursor.off,
    giveBack: (rows) => `${plainStyle}${pasteMarks.off}${lastRow(rows)}\r\n${cursor.on}`,
  },
  lines: { take: () => pasteMarks.on, giveBack: () => `${pasteMarks.off}\r\n` },
  'bare lines': { take: () => '', giveBack: () => '\r\n' },
};

function lastRow(rows: number): string {
  return `\u001B[${rows}H`;
}

/** Terminals without a second screen, and without colours, by what terminfo says of them. */
const plainTerminals = /^(?:vt\d|ansi|cons)/;

/** The kind of screen for a terminal and what was asked for. */
export function screenFor(
  term: string | undefined,
  { isSpoken, hasOwnScreen }: { readonly isSpoken: boolean; readonly hasOwnScreen: boolean },
): ScreenKind {
  if (isSpoken) return term === 'dumb' ? 'bare lines' : 'lines';
  const hasAlternate = !plainTerminals.test(term ?? '') && term !== 'linux';
  return hasOwnScreen && hasAlternate ? 'alternate' : 'main';
}

/**
 * Whether colours are wanted, and there: the command line before FORCE_COLOR (force-color.org), that before NO_COLOR
 * (no-color.org), that before what the terminal can do.
 */
export function hasColors(
  isWanted: boolean,
  { FORCE_COLOR, NO_COLOR, TERM }: Readonly<Record<string, string | undefined>>,
): boolean {
  if (!isWanted) return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return !['0', 'false'].includes(FORCE_COLOR);
  return (NO_COLOR ?? '') === '' && !plainTerminals.test(TERM ?? '');
}
