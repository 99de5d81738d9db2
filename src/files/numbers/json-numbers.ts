import { InputError } from '../input-error.ts';
import { parseJson } from '../json-reader.ts';
import type { NamedNumbers, NumberList } from './named-numbers.ts';
import { numbersMessages } from './numbers-messages.ts';
import { type PrintedNumber, printedNumber } from './printed-number.ts';

/** Reads {"dW1": [[…]], "db1": […], "grads": {…}}. The names of objects inside the object are left out. */
export function readJsonNumbers(text: string, source: string): readonly NamedNumbers[] {
  // Python's json writes NaN and Infinity, which are no JSON. They are numbers that are not finite, and so is 1e999.
  const value = parseJson(text.replace(/(?<=[[,:]\s*-?)(?:NaN|Infinity)(?=\s*[\],}])/g, '1e999'), source);
  if (!isObject(value)) throw new InputError(source, numbersMessages.jsonObject);
  return namedNumbersIn(value, source);
}

function namedNumbersIn(value: object, source: string): readonly NamedNumbers[] {
  return Object.entries(value).flatMap(([name, inner]): readonly NamedNumbers[] => {
    if (isObject(inner)) return namedNumbersIn(inner, source);
    const numbers = numbersIn(inner);
    if (numbers === undefined) throw new InputError(source, numbersMessages.jsonShape(name, describe(inner)));
    return [{ name, numbers, line: undefined }];
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** No array has more dimensions. */
const maxDimensions = 8;

function numbersIn(value: unknown, depth = 0): PrintedNumber | NumberList | undefined {
  if (typeof value === 'number') return printedNumber(Number.isFinite(value) ? String(value) : 'inf');
  if (!Array.isArray(value) || depth === maxDimensions) return undefined;
  const items = value.map((item) => numbersIn(item, depth + 1));
  return items.every((item) => item !== undefined) ? items : undefined;
}

function describe(value: unknown): string {
  return JSON.stringify(value).slice(0, 40);
}
