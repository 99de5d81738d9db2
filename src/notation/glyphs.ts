/** The signs that formulas, drawings and keys are written with: once in Unicode, once where only ASCII will do. */
export interface Glyphs {
  readonly partial: string;
  readonly delta: string;
  readonly alpha: string;
  readonly beta: string;
  readonly lambda: string;
  readonly mu: string;
  readonly rho: string;
  readonly epsilon: string;
  /** In front of what a root is taken of. */
  readonly root: string;
  readonly sigma: string;
  readonly capitalPhi: string;
  readonly phi: string;
  readonly times: string;
  readonly dot: string;
  readonly minus: string;
  readonly half: string;
  readonly squared: string;
  /** The mark of a derivative: σ′. */
  readonly prime: string;
  /** The mark of what is new: w5⁺. */
  readonly after: string;
  readonly arrow: string;
  /** The head of an arrow to the left, and to the right. */
  readonly leftward: string;
  readonly rightward: string;
  /** In front of the count of rows out of sight. */
  readonly above: string;
  readonly below: string;
  readonly infinity: string;
  /** Wide things left out: … between terms, ⋮ between rows. */
  readonly ellipsis: string;
  readonly verticalEllipsis: string;
  /** The bar of a fraction. */
  readonly bar: string;
  /** Parentheses three rows high, from the top. */
  readonly open: readonly [string, string, string];
  readonly close: readonly [string, string, string];
  /** The deck's numbers of a derivative's factors: ① to an out, ② to its net, ③ to what is carried. */
  readonly marks: readonly [string, string, string];
  readonly approximately: string;
  readonly separator: string;
  readonly chosen: string;
  /** The way the error comes back. */
  readonly back: string;
  /** In front of the number that has just been computed. */
  readonly just: string;
  /** Between an out and its target. */
  readonly target: string;
  readonly done: string;
  readonly present: string;
  readonly railDone: string;
  readonly railAhead: string;
  readonly lines: LineGlyphs;
  /** Whether plots may use the dots of braille, two by four in a cell. */
  readonly hasBraille: boolean;
  /** From nothing to full. */
  readonly shades: readonly string[];
  /** Where one side of a map ends. */
  readonly boundary: string;
  /** Samples by their class: in its own area, and in another's. */
  readonly shapes: readonly (readonly [right: string, wrong: string])[];
  /** A point of the run that another is compared with. */
  readonly markedPoint: string;
  /** Bars of a bar chart. */
  readonly block: string;
  readonly divided: string;
  readonly chart: ChartGlyphs;
  readonly frame: FrameGlyphs;
  readonly keys: Readonly<Record<'right' | 'left' | 'up' | 'down' | 'enter' | 'backspace', string>>;
}

/** The frame around a panel. */
export type FrameGlyphs = Readonly<
  Record<'horizontal' | 'vertical' | 'topLeft' | 'topRight' | 'bottomLeft' | 'bottomRight', string>
>;

/** How the edges of the network are drawn: thin for small weights, thick for large, broken for negative ones. */
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

/** What charts are drawn with, by the names of the library that draws them. */
export interface ChartGlyphs {
  readonly axis: Readonly<Record<'ns' | 'y', string>>;
  readonly chart: Readonly<Record<'we' | 'wns' | 'ns' | 'nse' | 'wsn' | 'sne', string>>;
}

export const unicode: Glyphs = {
  partial: '∂',
  delta: 'δ',
  alpha: 'α',
  beta: 'β',
  lambda: 'λ',
  mu: 'μ',
  rho: 'ρ',
  epsilon: 'ε',
  root: '√',
  sigma: 'σ',
  capitalPhi: 'Φ',
  phi: 'φ',
  times: '×',
  dot: '·',
  minus: '−',
  half: '½',
  squared: '²',
  prime: '′',
  after: '⁺',
  arrow: '→',
  leftward: '←',
  rightward: '→',
  above: '↑',
  below: '↓',
  infinity: '∞',
  ellipsis: '…',
  verticalEllipsis: '⋮',
  bar: '─',
  open: ['⎛', '⎜', '⎝'],
  close: ['⎞', '⎟', '⎠'],
  marks: ['①', '②', '③'],
  approximately: '≈',
  separator: '·',
  chosen: '▸',
  back: '◂',
  just: '•',
  target: '→',
  done: '✓',
  present: '●',
  railDone: '━',
  railAhead: '─',
  lines: {
    thin: '─',
    thick: '━',
    thinBroken: '╌',
    thickBroken: '╍',
    falling: '╲',
    rising: '╱',
    fallingBroken: '⋱',
    risingBroken: '⋰',
    crossing: '╳',
  },
  hasBraille: true,
  shades: [' ', '░', '▒', '▓', '█'],
  boundary: '+',
  shapes: [
    ['○', '●'],
    ['△', '▲'],
    ['□', '■'],
    ['◇', '◆'],
  ],
  markedPoint: '◦',
  block: '▬',
  divided: '÷',
  chart: {
    axis: { ns: '│', y: '┤' },
    chart: { we: '━', wns: '┓', ns: '┃', nse: '┗', wsn: '┛', sne: '┏' },
  },
  frame: { horizontal: '─', vertical: '│', topLeft: '╭', topRight: '╮', bottomLeft: '╰', bottomRight: '╯' },
  keys: { right: '→', left: '←', up: '↑', down: '↓', enter: '⏎', backspace: '⌫' },
};

export const ascii: Glyphs = {
  partial: 'd',
  delta: 'delta',
  alpha: 'alpha',
  beta: 'beta',
  lambda: 'lambda',
  mu: 'mu',
  rho: 'rho',
  epsilon: 'epsilon',
  root: 'sqrt',
  sigma: 'sigmoid',
  capitalPhi: 'Phi',
  phi: 'phi',
  times: 'x',
  dot: '*',
  minus: '-',
  half: '0.5',
  squared: '^2',
  prime: "'",
  after: '+',
  arrow: '->',
  leftward: '<',
  rightward: '>',
  above: '^',
  below: 'v',
  infinity: 'inf',
  ellipsis: '...',
  verticalEllipsis: ':',
  bar: '-',
  open: ['/', '|', '\\'],
  close: ['\\', '|', '/'],
  marks: ['(1)', '(2)', '(3)'],
  approximately: '~',
  separator: '-',
  chosen: '>',
  back: '<',
  just: '*',
  target: '>',
  done: 'ok',
  present: 'o',
  railDone: '=',
  railAhead: '-',
  lines: {
    thin: '-',
    thick: '=',
    thinBroken: '.',
    thickBroken: ':',
    falling: '\\',
    rising: '/',
    fallingBroken: '.',
    risingBroken: '.',
    crossing: 'X',
  },
  hasBraille: false,
  shades: [' ', '.', ':', '%', '#'],
  boundary: '+',
  shapes: [
    ['o', 'O'],
    ['x', 'X'],
    ['a', 'A'],
    ['v', 'V'],
  ],
  markedPoint: 'o',
  block: '=',
  divided: '/',
  chart: {
    // Were both the same, the charts' library would leave out the labels.
    axis: { ns: '|', y: '+' },
    chart: { we: '-', wns: '.', ns: '|', nse: "'", wsn: "'", sne: '.' },
  },
  frame: { horizontal: '-', vertical: '|', topLeft: '+', topRight: '+', bottomLeft: '+', bottomRight: '+' },
  keys: { right: 'Right', left: 'Left', up: 'Up', down: 'Down', enter: 'Enter', backspace: 'Bksp' },
};

/** For text that is read aloud: words for signs, and nothing that only marks a place on the screen. */
export const spoken: Glyphs = {
  ...ascii,
  times: 'times',
  dot: ' times ',
  minus: 'minus ',
  half: 'one half ',
  squared: ' squared',
  prime: ' prime',
  after: ' new',
  arrow: 'Right arrow',
  marks: ['first factor', 'second factor', 'third factor'],
  approximately: 'about',
  separator: ',',
  chosen: '',
  just: '',
  target: ' to ',
  divided: ' divided by ',
};

/** Words written with Unicode signs, in a glyph set: ∂ becomes d where only ASCII will do. */
export function inGlyphs(text: string, glyphs: Glyphs): string {
  if (glyphs === unicode) return text;
  const greek = ['delta', 'alpha', 'beta', 'lambda', 'mu', 'rho', 'epsilon', 'sigma'] as const;
  const names = [
    ...greek,
    'partial',
    'after',
    'times',
    'minus',
    'arrow',
    'half',
    'ellipsis',
    'prime',
    'divided',
  ] as const;
  const pairs = [
    ...names.map((name) => [unicode[name], glyphs[name]] as const),
    ...unicode.marks.map((mark, at) => [mark, glyphs.marks[at] ?? ''] as const),
  ];
  return pairs.reduce((changed, [from, to]) => changed.replaceAll(from, to), text);
}
