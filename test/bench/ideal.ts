import type { SeenCell } from '../support/screens.ts';

type Screen = readonly (readonly SeenCell[])[];

/**
 * Bytes of the shortest way from one screen to another, cell by cell: the cells that changed, from left to right and top
 * to bottom, the cheapest cursor movement to each, and the cheapest change of style. Worked out from what a terminal
 * shows, without the writer that is measured.
 */
export function idealBytes(before: Screen, after: Screen): number {
  let bytes = 0;
  let looks = '';
  let at = { row: -1, column: 0 };
  after.forEach((line, row) => {
    const changed = line.flatMap((cell, column) => (isSame(cell, before[row]?.[column]) ? [] : column));
    const end = line.findLastIndex((cell) => cell.text !== ' ' || cell.looks !== '') + 1;
    for (const column of changed.filter((each) => each < end)) {
      const cell = line[column];
      if (cell === undefined || cell.text === '') continue;
      if (at.row !== row || at.column !== column) bytes += movement(line, at, { row, column }, looks);
      if (cell.text !== ' ' || cell.looks !== '') {
        bytes += change(looks, cell.looks);
        looks = cell.looks;
      }
      bytes += Buffer.byteLength(cell.text);
      at = { row, column: column + 1 };
    }
    const [blank] = changed.filter((each) => each >= end);
    if (blank === undefined) return;
    if (at.row !== row || at.column !== blank) bytes += movement(line, at, { row, column: blank }, looks);
    at = { row, column: blank };
    bytes += Math.min('\u001B[K'.length, changed.filter((each) => each >= end).length);
  });
  return bytes;
}

function isSame(one: SeenCell, other: SeenCell | undefined): boolean {
  return one.text === other?.text && one.looks === other.looks;
}

interface Place {
  readonly row: number;
  readonly column: number;
}

/** By row and column; on the same row also by columns, or by writing what is there, if that needs no other style. */
function movement(line: readonly SeenCell[], from: Place, to: Place, looks: string): number {
  const number = (value: number, prefix = ''): string => (value === 0 ? '' : `${prefix}${value + 1}`);
  const direct = `\u001B[${number(to.row)}${number(to.column, ';')}H`.length;
  if (from.row !== to.row || from.column > to.column) return direct;
  const over = `\u001B[${to.column - from.column === 1 ? '' : to.column - from.column}C`.length;
  const between = line.slice(from.column, to.column);
  const isPlain = between.every((cell) => cell.looks === looks || (cell.text === ' ' && cell.looks === ''));
  const written = isPlain ? Buffer.byteLength(between.map(({ text }) => text).join('')) : Number.POSITIVE_INFINITY;
  return Math.min(direct, over, written);
}

const ends: Readonly<Record<string, string>> = { '1': '22', '2': '22', '3': '23', '4': '24', '7': '27', '9': '29' };

/** Bytes of an SGR sequence from some looks to others: by what is different, or from a reset on. */
function change(from: string, to: string): number {
  if (from === to) return 0;
  const [old, next] = [from.split(';').filter(Boolean), to.split(';').filter(Boolean)];
  const isColor = (code: string): boolean => code.startsWith('3') && code.length > 1;
  const gone = old.filter((code) => !next.includes(code) && !(isColor(code) && next.some(isColor)));
  const isDimmer = gone.some((code) => ends[code] === '22');
  const added = next.filter((code) => !old.includes(code) || (isDimmer && ends[code] === '22'));
  const differences = [...new Set(gone.map((code) => ends[code] ?? '39')), ...added];
  return '\u001B[m'.length + Math.min(differences.join(';').length, ['', ...next].join(';').length);
}
