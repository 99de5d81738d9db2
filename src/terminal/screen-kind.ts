/**
 * The output of the program:
 * - alternate: frames on the terminal's alternate screen, which disappears when the program ends
 * - main: frames below the shell's output, where the last frame stays
 * - lines: lines of text for a screen reader, with bracketed paste
 * - bare lines: lines of text without any escape sequence, for TERM=dumb
 */
export type ScreenKind = 'alternate' | 'main' | 'lines' | 'bare lines';

/** The size of a terminal, in cells. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** The text to write before and after the use of a terminal with `rows` rows. */
export interface ScreenSequences {
  readonly enter: (rows: number) => string;
  readonly leave: (rows: number) => string;
}

const bracketedPaste = { on: '\u001B[?2004h', off: '\u001B[?2004l' };
const cursor = { on: '\u001B[?25h', off: '\u001B[?25l' };
const alternateScreen = { on: '\u001B[?1049h', off: '\u001B[?1049l' };
const resetStyle = '\u001B[m';

export const screenSequences: Readonly<Record<ScreenKind, ScreenSequences>> = {
  alternate: {
    enter: () => alternateScreen.on + bracketedPaste.on + cursor.off,
    leave: () => resetStyle + bracketedPaste.off + alternateScreen.off + cursor.on,
  },
  main: {
    // The line breaks scroll the shell's output up, into the scrollback.
    enter: (rows) => moveToRow(rows) + '\n'.repeat(rows) + bracketedPaste.on + cursor.off,
    leave: (rows) => `${resetStyle}${bracketedPaste.off}${moveToRow(rows)}\r\n${cursor.on}`,
  },
  lines: { enter: () => bracketedPaste.on, leave: () => `${bracketedPaste.off}\r\n` },
  'bare lines': { enter: () => '', leave: () => '\r\n' },
};

/** Rows count from 1. */
function moveToRow(row: number): string {
  return `\u001B[${row}H`;
}

/** Values of TERM whose terminfo entry has no alternate screen. The program does not use colours with them, either. */
const plainTerminals = /^(?:vt\d|ansi|cons)/;

export interface ScreenWishes {
  /** Whether to write lines for a screen reader. */
  readonly isForScreenReader: boolean;
  /** Whether the user allows the alternate screen. */
  readonly canUseAlternate: boolean;
}

/** The kind of screen to use for a value of TERM. */
export function screenKindFor(
  term: string | undefined,
  { isForScreenReader, canUseAlternate }: ScreenWishes,
): ScreenKind {
  if (isForScreenReader) return term === 'dumb' ? 'bare lines' : 'lines';
  // The Linux console has colours, but no alternate screen.
  const isSupported = !plainTerminals.test(term ?? '') && term !== 'linux';
  return canUseAlternate && isSupported ? 'alternate' : 'main';
}

/**
 * Whether to use colours. In order of precedence, this depends on `isAllowed`, which --no-color sets to false, on
 * FORCE_COLOR (force-color.org), on NO_COLOR (no-color.org), and on the terminal.
 */
export function hasColors(
  isAllowed: boolean,
  { FORCE_COLOR, NO_COLOR, TERM }: Readonly<Record<string, string | undefined>>,
): boolean {
  if (!isAllowed) return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return !['0', 'false'].includes(FORCE_COLOR);
  return (NO_COLOR ?? '') === '' && !plainTerminals.test(TERM ?? '');
}
