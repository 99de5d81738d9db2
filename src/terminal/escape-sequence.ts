/**
 * An escape sequence, by the rules of ECMA-48 (ISO/IEC 6429) and of xterm, which adds SS3 keys and Alt.
 *
 * `end` is the index after the sequence in the text. Only a control sequence and an SS3 sequence can be a key.
 */
export type EscapeSequence =
  | { readonly kind: 'control sequence'; readonly parameters: string; readonly final: string; readonly end: number }
  | { readonly kind: 'SS3'; readonly final: string; readonly end: number }
  /** A message from the terminal, for example its title or a colour. */
  | { readonly kind: 'string'; readonly end: number }
  /** A sequence without its last byte: another ESC came first. */
  | { readonly kind: 'cut short'; readonly end: number }
  /** ESC and one character that starts no sequence: the character was typed with Alt. */
  | { readonly kind: 'character'; readonly end: number }
  /** The text ends before the sequence does. */
  | { readonly kind: 'unfinished' };

export const ESC = '\u001B';
/** Ctrl-C. It ends a string or a paste that the terminal never ended, so that the user can always quit. */
export const ETX = '\u0003';
const BEL = '\u0007';

const unfinished: EscapeSequence = { kind: 'unfinished' };

/** Starts of a string: P (DCS), X (SOS), ] (OSC), ^ (PM) and _ (APC). */
const stringStarts = 'PX]^_';

/** Bytes that follow the final byte of an old mouse report, ESC [ M: button, column and row. */
const mouseReportLength = 3;

/**
 * Parses the escape sequence whose ESC is at `start`.
 *
 *     ESC ─┬─ [ ──────────► control sequence:  parameters 0…?  intermediates space…/  final @…~
 *          ├─ O ──────────► SS3:               parameters 0…9 ;                       final @…~
 *          ├─ P X ] ^ _ ──► string:            anything                               final BEL or ESC \
 *          └─ other ──────► character
 */
export function parseEscapeSequence(text: string, start: number): EscapeSequence {
  const at = start + 1;
  const second = text[at];
  if (second === undefined) return unfinished;
  return sequenceAfter(second, text, at + 1) ?? { kind: 'character', end: at + characterLength(text, at) };
}

/** The sequence that `second`, the byte after ESC, starts. Undefined if the bytes from `start` on break its rules. */
function sequenceAfter(second: string, text: string, start: number): EscapeSequence | undefined {
  if (second === '[') return text[start] === '[' ? consoleKey(text, start + 1) : controlSequence(text, start);
  if (second === 'O') return ss3(text, start);
  return stringStarts.includes(second) ? controlString(text, start) : undefined;
}

function controlSequence(text: string, start: number): EscapeSequence | undefined {
  const parametersEnd = endOfRun(text, start, isParameter);
  const at = endOfRun(text, parametersEnd, isIntermediate);
  const final = text[at];
  if (final === undefined) return unfinished;
  if (final === ESC) return { kind: 'cut short', end: at };
  // ESC [ [ starts a key of the Linux console.
  if (!isFinal(final) || final === '[') return undefined;
  const end = at + 1;
  const isMouseReport = final === 'M' && at === start && text.length >= end + mouseReportLength;
  const parameters = text.slice(start, parametersEnd);
  return { kind: 'control sequence', parameters, final, end: isMouseReport ? end + mouseReportLength : end };
}

/**
 * F1 to F5 of the Linux console: ESC [ [ and a letter from A to E. `final` is the second [ and the letter, because "A"
 * by itself is arrow up.
 */
function consoleKey(text: string, at: number): EscapeSequence | undefined {
  const letter = text[at];
  if (letter === undefined) return unfinished;
  if (letter < 'A' || letter > 'E') return undefined;
  return { kind: 'control sequence', parameters: '', final: `[${letter}`, end: at + 1 };
}

/** A key in application mode: ESC O and its final byte. Some terminals put modifiers between them: ESC O 5 A. */
function ss3(text: string, start: number): EscapeSequence | undefined {
  const at = endOfRun(text, start, isDigitOrSemicolon);
  const final = text[at];
  if (final === undefined) return unfinished;
  if (final === ESC) return { kind: 'cut short', end: at };
  return isFinal(final) ? { kind: 'SS3', final, end: at + 1 } : undefined;
}

function controlString(text: string, start: number): EscapeSequence | undefined {
  const at = endOfRun(text, start, isInString);
  const terminator = text[at];
  if (terminator === undefined) return unfinished;
  if (terminator === BEL) return { kind: 'string', end: at + 1 };
  if (terminator === ETX) return undefined;
  const afterEscape = text[at + 1];
  if (afterEscape === undefined) return unfinished;
  return afterEscape === '\\' ? { kind: 'string', end: at + 2 } : { kind: 'cut short', end: at };
}

function isParameter(character: string): boolean {
  return character >= '0' && character <= '?';
}

function isIntermediate(character: string): boolean {
  return character >= ' ' && character <= '/';
}

function isFinal(character: string): boolean {
  return character >= '@' && character <= '~';
}

function isDigitOrSemicolon(character: string): boolean {
  return (character >= '0' && character <= '9') || character === ';';
}

function isInString(character: string): boolean {
  return character !== ETX && character !== BEL && character !== ESC;
}

/** The index of the first character from `start` on for which `belongs` is false. */
function endOfRun(text: string, start: number, belongs: (character: string) => boolean): number {
  let at = start;
  for (let character = text[at]; character !== undefined && belongs(character); character = text[at]) at += 1;
  return at;
}

/** The UTF-16 code units of the character at an index: 2 for a surrogate pair. */
export function characterLength(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
