import { unicode } from './glyph-sets/unicode.ts';

export { ascii } from './glyph-sets/ascii.ts';
export { spoken } from './glyph-sets/spoken.ts';
export { unicode } from './glyph-sets/unicode.ts';

/** The signs of formulas, drawings and keys. Each file in `glyph-sets` has all of them. */
export interface Glyphs {
  readonly partial: string;
  readonly delta: string;
  readonly alpha: string;
  readonly beta: string;
  readonly lambda: string;
  readonly mu: string;
  readonly tau: string;
  readonly rho: string;
  readonly epsilon: string;
  /** In front of the parentheses of a square root. */
  readonly root: string;
  readonly sigma: string;
  readonly capitalPhi: string;
  readonly phi: string;
  readonly times: string;
  readonly dot: string;
  readonly minus: string;
  readonly half: string;
  readonly squared: string;
  /** Written after a function, it means the derivative: σ′. */
  readonly prime: string;
  /** Written after a quantity, it means the value after the update: w5⁺. */
  readonly after: string;
  readonly arrow: string;
  /** The heads of horizontal arrows. */
  readonly leftward: string;
  readonly rightward: string;
  /** In front of the number of rows that are hidden above or below a panel's visible rows. */
  readonly above: string;
  readonly below: string;
  readonly infinity: string;
  /** `ellipsis` replaces terms that are left out, `verticalEllipsis` replaces rows. */
  readonly ellipsis: string;
  readonly verticalEllipsis: string;
  /** The bar of a fraction. */
  readonly bar: string;
  /** Parentheses that are three lines high, from the top line to the bottom line. */
  readonly open: readonly [string, string, string];
  readonly close: readonly [string, string, string];
  /** The numbers that the lecture gives to the factors of a gradient: ① ∂E/∂out, ② ∂out/∂net, ③ ∂net/∂w. */
  readonly factorMarks: readonly [string, string, string];
  readonly approximately: string;
  readonly separator: string;
  /** In front of a selected weight, factor or panel. */
  readonly selected: string;
  /** Marks a weight on a path from the selected weight to the error. */
  readonly errorPath: string;
  /** In front of the number that the present step has computed. */
  readonly justComputed: string;
  /** Between an out and its target, and between the units that a weight connects. */
  readonly target: string;
  readonly done: string;
  /** The point of the present value on a curve, or of the present step on the progress line. */
  readonly present: string;
  /** The progress line of an update, up to the present step and after it. */
  readonly progressDone: string;
  readonly progressAhead: string;
  readonly lines: LineGlyphs;
  /**
   * The lines of a graph that meet in a cell. Each side of the cell has no line (0), a thin line (1) or a thick line (2).
   * The index of a sign is 27 × up + 9 × right + 3 × down + left.
   */
  readonly joints: readonly string[];
  /** Whether plots use the braille patterns, which have two by four dots in a cell. */
  readonly hasBraille: boolean;
  /** The shades of a cell, from empty to full. */
  readonly shades: readonly string[];
  /** A cell of the decision boundary. */
  readonly boundary: string;
  /** The signs of the samples of each class: `right` for the correctly predicted samples, `wrong` for the others. */
  readonly shapes: readonly (readonly [right: string, wrong: string])[];
  /** A point of the error curve of the run that the user marked (key m). */
  readonly markedPoint: string;
  /** The bars of a bar chart. */
  readonly block: string;
  readonly divided: string;
  readonly chart: ChartGlyphs;
  readonly frame: FrameGlyphs;
  readonly keys: Readonly<Record<'right' | 'left' | 'up' | 'down' | 'enter' | 'backspace', string>>;
}

/** The border of a panel. */
export type FrameGlyphs = Readonly<
  Record<'horizontal' | 'vertical' | 'topLeft' | 'topRight' | 'bottomLeft' | 'bottomRight', string>
>;

/** The lines of the network: thin for small weights, thick for large ones, broken for negative ones. */
export interface LineGlyphs {
  readonly thin: string;
  readonly thick: string;
  readonly thinBroken: string;
  readonly thickBroken: string;
  readonly falling: string;
  readonly rising: string;
  readonly fallingBroken: string;
  readonly risingBroken: string;
  readonly crossing: string;
}

/** The signs of charts, under the names that simple-ascii-chart gives them. */
export interface ChartGlyphs {
  readonly axis: Readonly<Record<'ns' | 'y', string>>;
  readonly chart: Readonly<Record<'we' | 'wns' | 'ns' | 'nse' | 'wsn' | 'sne', string>>;
}

/** The signs in prose that the glyph sets write differently. */
const signsInProse = [
  'delta',
  'alpha',
  'beta',
  'lambda',
  'mu',
  'tau',
  'rho',
  'epsilon',
  'sigma',
  'partial',
  'after',
  'times',
  'minus',
  'arrow',
  'half',
  'squared',
  'root',
  'ellipsis',
  'prime',
  'divided',
] as const satisfies readonly (keyof Glyphs)[];

/** Replaces the Unicode signs of a text by the signs of another set: with `ascii`, ∂E becomes dE. */
export function inGlyphs(text: string, glyphs: Glyphs): string {
  if (glyphs === unicode) return text;
  const replacements = [
    ...signsInProse.map((name) => [unicode[name], glyphs[name]] as const),
    ...unicode.factorMarks.map((mark, at) => [mark, glyphs.factorMarks[at] ?? ''] as const),
  ];
  return replacements.reduce((changed, [from, to]) => changed.replaceAll(from, to), text);
}
