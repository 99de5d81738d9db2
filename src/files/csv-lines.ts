import { CsvError, parse } from 'csv-parse/sync';
import { fileMessages } from './file-messages.ts';

const { samples: messages } = fileMessages;

export interface Line {
  readonly cells: readonly string[];
  /** The number of the line in the file, from 1. If cells contain line breaks, this is the last line of the cells. */
  readonly line: number;
}

/** A misplaced double quote, and its line in the file. */
export interface QuoteMistake {
  readonly line: number;
  readonly problem: string;
}

/** Calls `read` for each line with a cell. Stops at a misplaced double quote, and returns this mistake. */
export function forEachLine(text: string, read: (line: Line) => void): QuoteMistake | undefined {
  if (!isPlain(text)) return forEachParsedLine(text, read);
  forEachPlainLine(text, read);
  return undefined;
}

function forEachParsedLine(text: string, read: (line: Line) => void): QuoteMistake | undefined {
  const onRecord = (cells: readonly string[], { lines }: { readonly lines: number }): null => {
    read({ cells, line: lines });
    return null;
  };
  try {
    parse(text, { trim: true, skip_empty_lines: true, relax_column_count: true, on_record: onRecord });
    return undefined;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // With these options, the parser refuses only misplaced double quotes.
    const problem = error.code === 'CSV_QUOTE_NOT_CLOSED' ? messages.unclosedQuote : messages.quoteInsideCell;
    return { line: Number(error.lines), problem };
  }
}

/**
 * Whether a text needs no CSV parser: it has no double quotes, and all of its lines end in the same way, with LF or with
 * CR LF.
 */
function isPlain(text: string): boolean {
  if (text.includes('"')) return false;
  return !text.includes('\r') || !/\r(?!\n)|(?<!\r)\n/.test(text);
}

/** Reads lines as the CSV parser does, in about half of the time. */
function forEachPlainLine(text: string, read: (line: Line) => void): void {
  let start = 0;
  for (let line = 1; start < text.length; line++) {
    const next = text.indexOf('\n', start);
    const end = next === -1 ? text.length : next;
    const cells = text.slice(start, end).split(',').map(trimmed);
    if (cells.length > 1 || cells[0] !== '') read({ cells, line });
    start = end + 1;
  }
}

/** The characters that the CSV parser trims. */
const blanks = '\t\f\r ';

function trimmed(cell: string): string {
  let [start, end] = [0, cell.length];
  while (start < end && blanks.includes(cell.charAt(start))) start++;
  while (end > start && blanks.includes(cell.charAt(end - 1))) end--;
  return cell.slice(start, end);
}
