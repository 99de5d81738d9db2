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

/** The ends of lines of Windows, and of Mac OS before version 10. A file may have several kinds of line ends. */
const otherLineEnds = /\r\n?/g;

/** Calls `read` for each line with a cell. Stops at a misplaced double quote, and returns this mistake. */
export function forEachLine(text: string, read: (line: Line) => void): QuoteMistake | undefined {
  const onRecord = (cells: readonly string[], { lines }: { readonly lines: number }): null => {
    read({ cells, line: lines });
    return null;
  };
  try {
    // By itself, the parser expects the first line end after each line, and counts \r\n in a quoted cell as two lines.
    parse(text.replace(otherLineEnds, '\n'), {
      record_delimiter: '\n',
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      on_record: onRecord,
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // With these options, the parser refuses only misplaced double quotes.
    const problem = error.code === 'CSV_QUOTE_NOT_CLOSED' ? messages.unclosedQuote : messages.quoteInsideCell;
    return { line: Number(error.lines), problem };
  }
}
