import { type AnsiCode, diffAnsiCodes } from '@alcalzone/ansi-tokenize';

/** How a cell looks. Styles that look the same are the same object. */
export interface Style {
  /** Its SGR parameters: '1;35'. */
  readonly parameters: string;
  readonly codes: readonly AnsiCode[];
}

const known = new Map<string, Style>();

/** The style that SGR codes make up. */
export function styleOf(codes: readonly AnsiCode[]): Style {
  const ours = codes.toSorted(
    (one, other) => Number.parseInt(parameterOf(one), 10) - Number.parseInt(parameterOf(other), 10),
  );
  const parameters = ours.map(parameterOf).join(';');
  const style = known.get(parameters) ?? { parameters, codes: ours };
  known.set(parameters, style);
  return style;
}

export const plain = styleOf([]);

/** Whether a style shows on a cell without a character: where it has a background or a line. */
export function showsOnBlank({ codes }: Style): boolean {
  return codes.some(({ endCode }) => endsShown.has(endCode));
}

/** The ends of: background, inverse, underline, strikethrough, overline. */
const endsShown = new Set(['\u001B[49m', '\u001B[27m', '\u001B[24m', '\u001B[29m', '\u001B[55m']);

const changes = new Map<string, string>();

/** The shortest sequence that changes one style to another: by what is different, or from a reset on. */
export function styleChange(from: Style, to: Style): string {
  if (from === to) return '';
  const name = `${from.parameters}>${to.parameters}`;
  const change = changes.get(name) ?? shorter(differences(from, to), sgr(['', ...to.codes.map(parameterOf)]));
  changes.set(name, change);
  return change;
}

function differences(from: Style, to: Style): string {
  return sgr(diffAnsiCodes([...from.codes], [...to.codes]).map(parameterOf));
}

function shorter(one: string, other: string): string {
  return one.length <= other.length ? one : other;
}

/** A sequence that sets parameters; the empty one resets. */
function sgr(parameters: readonly string[]): string {
  return `\u001B[${parameters.join(';')}m`;
}

function parameterOf({ code }: AnsiCode): string {
  return code.slice(2, -1);
}
