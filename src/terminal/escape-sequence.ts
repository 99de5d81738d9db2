/**
 * An escape sequence, by the rules of ECMA-48 (ISO/IEC 6429) and of xterm, which adds keys that send ESC O (SS3), and
 * keys typed with Alt.
 *
 * `end` is the index of the first character after the sequence. Only control sequences and SS3 sequences can be keys.
 */
export type EscapeSequence =
  | { readonly kind: 'control sequence'; readonly parameters: string; readonly final: string; readonly end: number }
  | { readonly kind: 'SS3'; readonly final: string; readonly end: number }
  /** A message from the terminal, for example its title or a colour. */
  | { readonly kind: 'string'; readonly end: number }
  /** A sequence without its last byte: another ESC came first. */
  | { readonly kind: 'cut short'; readonly end: number }
  /** ESC and one character that do not start a valid sequence: the character was typed with Alt, or after Escape. */
  | { readonly kind: 'character'; readonly end: number }
  /** The text ends before the sequence does. */
  | { readonly kind: 'unfinished' };

export const ESC = '\u001B';
/** Ctrl-C. It ends a string or a paste whose end never comes, so that the user can always quit. */
export const ETX = '\u0003';
const BEL = '\u0007';

const unfinished: EscapeSequence = { kind: 'unfinished' };

/** The characters that start a string after ESC: P (DCS), X (SOS), ] (OSC), ^ (PM) and _ (APC). */
const stringStarts = 'PX]^_';

/** Whether a character after ESC starts a sequence ([ and O) or a string, or ends a string (\). */
export function isSequenceCharacter(character: string): boolean {
  return '[O\\'.includes(character) || stringStarts.includes(character);
}

/** A mouse report in the old encoding is ESC [ M and then this number of bytes: button, column and row. */
const mouseReportLength = 3;

/**
 * Parses the escape sequence whose ESC is at `start`. In the diagram, a…b means the characters from a to b.
 *
 *     ESC ─┬─ [ ──────────► control sequence:  parameters 0…?  intermediates space…/  final @…~
 *          ├─ O ──────────► SS3:               parameters 0…9 ;                       final @…~
 *          ├─ P X ] ^ _ ──► string:            anything                               final BEL or ESC \
 *          └─ other ──────► character
 */
export function parseEscapeSequence(text: string, start: number): EscapeSequence {
  const secondIndex = start + 1;
  const second = text[secondIndex];
  if (second === undefined) return unfinished;
  return sequenceAfter(second, text, secondIndex + 1) ?? characterAfter(text, secondIndex);
}

function characterAfter(text: string, index: number): EscapeSequence {
  return { kind: 'character', end: index + characterLength(text, index) };
}

/**
 * The sequence that begins with ESC and `second`. The text continues at `start`. Undefined if the text breaks the rules
 * of the sequence.
 */
function sequenceAfter(second: string, text: string, start: number): EscapeSequence | undefined {
  if (second === '[') return text[start] === '[' ? consoleKey(text, start + 1) : controlSequence(text, start);
  if (second === 'O') return ss3(text, start);
  return stringStarts.includes(second) ? controlString(text, start) : undefined;
}

function controlSequence(text: string, start: number): EscapeSequence | undefined {
  const parametersEnd = skipWhile(text, start, isParameter);
  const finalIndex = skipWhile(text, parametersEnd, isIntermediate);
  const final = text[finalIndex];
  if (final === undefined) return unfinished;
  if (final === ESC) return { kind: 'cut short', end: finalIndex };
  // No key and no report ends in [.
  if (!isFinal(final) || final === '[') return undefined;
  const end = finalIndex + 1;
  const isMouseReport = final === 'M' && finalIndex === start && text.length >= end + mouseReportLength;
  const parameters = text.slice(start, parametersEnd);
  return { kind: 'control sequence', parameters, final, end: isMouseReport ? end + mouseReportLength : end };
}

/**
 * F1 to F5 of the Linux console: ESC [ [ and a letter from A to E. `final` is the second [ and the letter, because "A"
 * by itself is arrow up.
 */
function consoleKey(text: string, letterIndex: number): EscapeSequence | undefined {
  const letter = text[letterIndex];
  if (letter === undefined) return unfinished;
  if (letter < 'A' || letter > 'E') return undefined;
  return { kind: 'control sequence', parameters: '', final: `[${letter}`, end: letterIndex + 1 };
}

/** A key in application mode: ESC O and a final byte. Some terminals put modifiers before the final byte: ESC O 5 A. */
function ss3(text: string, start: number): EscapeSequence | undefined {
  const finalIndex = skipWhile(text, start, isDigitOrSemicolon);
  const final = text[finalIndex];
  if (final === undefined) return unfinished;
  if (final === ESC) return { kind: 'cut short', end: finalIndex };
  return isFinal(final) ? { kind: 'SS3', final, end: finalIndex + 1 } : undefined;
}

function controlString(text: string, start: number): EscapeSequence | undefined {
  const contentEnd = skipWhile(text, start, isInString);
  const terminator = text[contentEnd];
  if (terminator === undefined) return unfinished;
  if (terminator === BEL) return { kind: 'string', end: contentEnd + 1 };
  if (terminator === ETX) return undefined;
  const afterEscape = text[contentEnd + 1];
  if (afterEscape === undefined) return unfinished;
  return afterEscape === '\\' ? { kind: 'string', end: contentEnd + 2 } : { kind: 'cut short', end: contentEnd };
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

/** The index of the first character from `start` on that fails `test`, or the length of the text if none fails. */
function skipWhile(text: string, start: number, test: (character: string) => boolean): number {
  let index = start;
  for (let character = text[index]; character !== undefined && test(character); character = text[index]) index += 1;
  return index;
}

/** The number of UTF-16 code units of the character at `index`: 2 for a surrogate pair. */
export function characterLength(text: string, index: number): number {
  return (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
}
