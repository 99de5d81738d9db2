import { type AnsiCode, diffAnsiCodes } from '@alcalzone/ansi-tokenize';

/** The style of a cell. Equal styles are one object, so that === compares them. */
export interface Style {
  /** The SGR parameters in ascending order. For example, '1;35' is bold and magenta. */
  readonly parameters: string;
  readonly codes: readonly AnsiCode[];
}

const styles = new Map<string, Style>();

/** The style of a list of SGR codes, which may have any order. */
export function styleOf(codes: readonly AnsiCode[]): Style {
  const sorted = codes.toSorted(
    (one, other) => Number.parseInt(parameterOf(one), 10) - Number.parseInt(parameterOf(other), 10),
  );
  const parameters = sorted.map(parameterOf).join(';');
  const style = styles.get(parameters) ?? { parameters, codes: sorted };
  styles.set(parameters, style);
  return style;
}

export const plainStyle = styleOf([]);

/** Whether a blank cell shows the style, because the style has a background, is inverse or draws a line. */
export function showsOnBlank({ codes }: Style): boolean {
  return codes.some(({ endCode }) => visibleEndCodes.has(endCode));
}

/** Reset codes of the styles that a blank cell shows: background, inverse, underline, strikethrough, overline. */
const visibleEndCodes = new Set(['\u001B[49m', '\u001B[27m', '\u001B[24m', '\u001B[29m', '\u001B[55m']);

const sequences = new Map<string, string>();

/** The sequence that changes the style: only the differences or, if shorter, a reset and the whole new style. */
export function styleChange(from: Style, to: Style): string {
  if (from === to) return '';
  const key = `${from.parameters}>${to.parameters}`;
  const sequence = sequences.get(key) ?? shorter(differences(from, to), resetAndSet(to));
  sequences.set(key, sequence);
  return sequence;
}

function differences(from: Style, to: Style): string {
  return sgr(diffAnsiCodes([...from.codes], [...to.codes]).map(parameterOf));
}

/** An empty parameter resets the style, so ESC [ ; 1 m means plain, then bold. */
function resetAndSet({ codes }: Style): string {
  return sgr(['', ...codes.map(parameterOf)]);
}

function shorter(one: string, other: string): string {
  return one.length <= other.length ? one : other;
}

function sgr(parameters: readonly string[]): string {
  return `\u001B[${parameters.join(';')}m`;
}

/** The parameter of ESC [ parameter m. */
function parameterOf({ code }: AnsiCode): string {
  return code.slice(2, -1);
}
