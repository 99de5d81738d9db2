import { forEachLine } from '../csv-lines.ts';
import { InputError } from '../input-error.ts';
import type { NamedNumbers } from './named-numbers.ts';
import { numbersMessages } from './numbers-messages.ts';
import { printedNumber } from './printed-number.ts';

/** Reads lines of a name and a number. A first line without a number is a title. */
export function readCsvNumbers(text: string, source: string): readonly NamedNumbers[] {
  const found: NamedNumbers[] = [];
  let isFirst = true;
  const mistake = forEachLine(text, ({ cells, line }) => {
    const [name = '', number = ''] = cells;
    const isNumber = number !== '' && Number.isFinite(Number(number));
    if (!isNumber && !isFirst) {
      throw new InputError(source, numbersMessages.atLine(line, numbersMessages.notANumberFor(name, number)));
    }
    if (isNumber) found.push({ name, numbers: printedNumber(number), line });
    isFirst = false;
  });
  if (mistake !== undefined) throw new InputError(source, numbersMessages.atLine(mistake.line, mistake.problem));
  return found;
}
