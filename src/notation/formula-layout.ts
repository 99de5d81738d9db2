import type { Glyphs } from './glyphs.ts';
import type { Line, Role, Segment, Token } from './stacked-fractions.ts';

/** A formula to be laid out in a given width. */
export interface StackedFormula {
  /** What stands before the equals sign, in three rows. */
  readonly left: readonly [string, string, string];
  readonly tokens: readonly Token[];
  /** The index of the token to point at. */
  readonly selected: number | undefined;
  readonly width: number;
  readonly glyphs: Glyphs;
}

const indent = 2;

/**
 * The rows of a stacked formula, broken before operators where it is too wide: symbols, beneath them their marks, and
 * beneath those the numbers as far as there are any.
 */
export function layOutFormula(formula: StackedFormula): readonly Line[] {
  const { left, tokens, width } = formula;
  const equals = ' = ';
  const leftWidth = Math.max(...left.map((text) => text.length));
  const head = left.map((text, row) => text.padEnd(leftWidth) + (row === 1 ? equals : ' '.repeat(equals.length)));
  const margin = ' '.repeat(indent);
  const [first = [], ...others] = broken(tokens, width - leftWidth - equals.length, width - indent);
  return [
    ...rowsOf(formula, first, head, ' '.repeat(leftWidth) + equals),
    ...others.flatMap((indices) => rowsOf(formula, indices, [margin, margin, margin], margin)),
  ];
}

/** The lines of some tokens: symbols behind the three rows of `head`, marks, numbers behind `numberHead`. */
function rowsOf(
  { tokens, selected, glyphs }: StackedFormula,
  indices: readonly number[],
  head: readonly string[],
  numberHead: string,
): readonly Line[] {
  const columns = indices.flatMap((index) => {
    const token = tokens[index];
    return token === undefined ? [] : [{ token, index, width: widthOf(token) }];
  });
  const line = (before: string | undefined, cell: (column: (typeof columns)[number]) => Segment): Line => [
    { text: before ?? '' },
    ...columns.flatMap((column) => inMiddle(cell(column), column.width)),
  ];
  const isTall = head[0]?.trim() !== '' || columns.some(({ token }) => token.symbol[0] !== '');
  const symbols = (isTall ? [0, 1, 2] : [1]).map((row) =>
    line(head[row], ({ token }) => ({ text: token.symbol[row] ?? '', role: token.role })),
  );
  const marks = line(' '.repeat(numberHead.length), ({ token, index }) => {
    const isSelected = index === selected;
    return { text: (isSelected ? glyphs.chosen : '') + markOf(token, glyphs), role: token.role, isSelected };
  });
  const numbers = line(numberHead, ({ token, index }) => ({
    text: (token.isNew ? glyphs.just : '') + numberAt(tokens, index),
    role: token.role,
    isNew: token.isNew,
  }));
  const hasMarks = columns.some(({ token, index }) => index === selected || markOf(token, glyphs) !== '');
  const hasNumbers = columns.some(({ token }) => token.quantity !== undefined && token.number !== undefined);
  return [...symbols, ...(hasMarks ? [marks] : []), ...(hasNumbers ? [numbers] : [])];
}

/** A segment with blanks on both sides, `width` cells in all. */
function inMiddle(segment: Segment, width: number): readonly Segment[] {
  const room = Math.max(0, width - segment.text.length);
  const before = Math.floor(room / 2);
  return [{ text: ' '.repeat(before) }, segment, { text: ' '.repeat(room - before) }];
}

/** The number under a token; an operator's only where there are numbers on both of its sides. */
function numberAt(tokens: readonly Token[], index: number): string {
  const token = tokens[index];
  const isBetween = [index - 1, index + 1].every((at) => tokens[at] === undefined || tokens[at].number !== undefined);
  return token?.kind === 'operator' && !isBetween ? '' : (token?.number ?? '');
}

const marksOfRoles: Readonly<Record<Role, readonly number[]>> = {
  error: [0],
  slope: [1],
  delta: [0, 1],
  carried: [2],
  path: [],
};

/** ①, ② or ③, by the part a factor plays. */
function markOf({ role }: Token, { marks }: Glyphs): string {
  return role === undefined ? '' : marksOfRoles[role].map((at) => marks[at] ?? '').join('');
}

/**
 * The indices of the tokens of each row. A row breaks before a sign, never inside low parentheses, and inside high ones
 * before a + rather than a ×, so that each path of a sum starts on a row of its own where not all fit on one.
 */
function broken(tokens: readonly Token[], firstWidth: number, width: number): readonly (readonly number[])[] {
  const rows: number[][] = [[]];
  let room = firstWidth;
  const breakUnlessFits = (indices: readonly number[]): void => {
    if (rows.at(-1)?.length === 0 || widthOfAll(tokens, indices) <= room) return;
    rows.push([]);
    room = width;
  };
  for (const term of termsOf(tokens)) {
    breakUnlessFits(term.flat());
    for (const piece of term) {
      breakUnlessFits(piece);
      rows.at(-1)?.push(...piece);
      room -= widthOfAll(tokens, piece);
    }
  }
  return rows;
}

/** The pieces of a formula, those of one path of a sum together; outside of high parentheses each by itself. */
function termsOf(tokens: readonly Token[]): readonly (readonly (readonly number[])[])[] {
  const terms: (readonly number[])[][] = [];
  let depth = 0;
  for (const piece of piecesOf(tokens)) {
    const first = tokens[piece[0] ?? -1];
    const goesOn = depth > 0 && first?.kind === 'operator' && first.number !== '+';
    if (goesOn) terms.at(-1)?.push(piece);
    else terms.push([piece]);
    for (const index of piece) depth += tallTurn(tokens[index]);
  }
  return terms;
}

/** 1 where a high parenthesis opens, −1 where it closes. */
function tallTurn(token: Token | undefined): number {
  if (token?.kind !== 'parenthesis' || token.symbol[0] === '') return 0;
  return token.number === '(' ? 1 : -1;
}

/** Runs of tokens that stay together: a sign and what follows it, with all that is in low parentheses. */
function piecesOf(tokens: readonly Token[]): readonly (readonly number[])[] {
  const runs: number[][] = [[]];
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'parenthesis' && token.symbol[0] === '') depth += token.number === '(' ? 1 : -1;
    if (depth === 0 && token.kind === 'operator' && token.number !== ',' && token.number !== '/') runs.push([]);
    runs.at(-1)?.push(index);
  }
  return runs;
}

function widthOfAll(tokens: readonly Token[], indices: readonly number[]): number {
  return indices.reduce((total, index) => total + widthAt(tokens, index), 0);
}

function widthAt(tokens: readonly Token[], index: number): number {
  const token = tokens[index];
  return token === undefined ? 0 : widthOf(token);
}

function widthOf({ symbol, number, isNew }: Token): number {
  return Math.max(...symbol.map((text) => text.length), (number?.length ?? 0) + (isNew ? 1 : 0));
}
