import { fileMessages } from './file-messages.ts';
import type { LineMistake } from './line-mistakes.ts';
import { maxListed, textOf } from './mistake-list.ts';

const { samples: messages } = fileMessages;

/**
 * Functions that count the mistakes in the lines of a CSV file, and list the first ones. Of mistakes that have the same
 * cause, only the first is reported. `header` has the names of the columns.
 */
export function createReport() {
  const listed: string[] = [];
  const causes = new Set<string>();
  let count = 0;
  const report = (line: number, { column, problem, cause }: LineMistake, header?: readonly string[]): void => {
    if (cause !== undefined && causes.has(cause)) return;
    if (cause !== undefined) causes.add(cause);
    count += 1;
    if (listed.length === maxListed) return;
    const name = column === undefined ? undefined : header?.[column] || messages.column(column + 1);
    const text = textOf(problem);
    listed.push(name === undefined ? messages.atLine(line, text) : messages.atCell(line, name, text));
  };
  return { report, listMistakes: () => ({ listed, count }) };
}
