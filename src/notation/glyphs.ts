/** Every character beyond ASCII that is ever written, and what stands for it where only ASCII will do. */
export interface Glyphs {
  readonly partial: string;
  readonly delta: string;
  readonly alpha: string;
  readonly sigma: string;
  readonly capitalPhi: string;
  readonly phi: string;
  readonly times: string;
  readonly dot: string;
  readonly minus: string;
  readonly half: string;
  readonly squared: string;
  /** The mark of what is new: w5⁺. */
  readonly after: string;
  readonly arrow: string;
  readonly more: string;
  readonly infinity: string;
  /** Wide things left out: … between terms, ⋮ between rows. */
  readonly ellipsis: string;
  readonly verticalEllipsis: string;
  /** The bar of a fraction. */
  readonly bar: string;
  /** Parentheses three rows high, from the top. */
  readonly open: readonly [string, string, string];
  readonly close: readonly [string, string, string];
  /** ①, ②, … as far as there are such. */
  readonly marks: readonly string[];
  readonly approximately: string;
  readonly separator: string;
  readonly chosen: string;
  readonly done: string;
  readonly present: string;
  readonly railDone: string;
  readonly railAhead: string;
  readonly lines: LineGlyphs;
  readonly lowBlocks: readonly string[];
  readonly keys: Readonly<Record<'right' | 'left' | 'up' | 'down' | 'enter' | 'backspace', string>>;
}

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
  readonly vertical: string;
}

export const unicode: Glyphs = {
  partial: '∂',
  delta: 'δ',
  alpha: 'α',
  sigma: 'σ',
  capitalPhi: 'Φ',
  phi: 'φ',
  times: '×',
  dot: '·',
  minus: '−',
  half: '½',
  squared: '²',
  after: '⁺',
  arrow: '→',
  more: '↓',
  infinity: '∞',
  ellipsis: '…',
  verticalEllipsis: '⋮',
  bar: '─',
  open: ['⎛', '⎜', '⎝'],
  close: ['⎞', '⎟', '⎠'],
  marks: [...'①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳'],
  approximately: '≈',
  separator: '·',
  chosen: '▸',
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
    vertical: '│',
  },
  lowBlocks: [...'▁▂▃▄▅▆▇█'],
  keys: { right: '→', left: '←', up: '↑', down: '↓', enter: '⏎', backspace: '⌫' },
};

export const ascii: Glyphs = {
  partial: 'd',
  delta: 'delta',
  alpha: 'alpha',
  sigma: 'sigmoid',
  capitalPhi: 'Phi',
  phi: 'phi',
  times: 'x',
  dot: '*',
  minus: '-',
  half: '0.5',
  squared: '^2',
  after: '+',
  arrow: '->',
  more: 'v',
  infinity: 'inf',
  ellipsis: '...',
  verticalEllipsis: ':',
  bar: '-',
  open: ['/', '|', '\\'],
  close: ['\\', '|', '/'],
  marks: Array.from({ length: 20 }, (_, at) => `(${at + 1})`),
  approximately: '~',
  separator: '-',
  chosen: '>',
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
    vertical: '|',
  },
  lowBlocks: [...'12345678'],
  keys: { right: 'Right', left: 'Left', up: 'Up', down: 'Down', enter: 'Enter', backspace: 'Bksp' },
};
