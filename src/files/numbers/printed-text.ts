import { InputError } from '../input-error.ts';
import type { NamedNumbers, NumberList } from './named-numbers.ts';
import { numbersMessages } from './numbers-messages.ts';
import { numberPattern, type PrintedNumber, printedNumber } from './printed-number.ts';

/** Letters, digits and points, with indices such as [2] or [1,2]. */
const part = String.raw`[\p{L}\w∂.]+(?:\[\d+(?:,\s?\d+)*\])*`;

/** A name such as dW1, grads["dW1"], 0.weight.grad, delta_h1, dE_total/dw5, dE/dx[1]:h[2] or w5+. */
const namePattern = new RegExp(
  String.raw`["']?((?=[\w.]*[\p{L}_∂])${part}(?:\/${part})?(?::(?!array|tensor|np\.)(?=\p{L})${part})?` +
    String.raw`(?:\[["'][^"'\n]*["']\])?[+⁺]?(?:@\d+)?)["']?`,
  'uy',
);

/** Words before a name that make it a gradient: "gradient of W2" is dW2. */
const gradientPattern = /(?:grad|gradient)s?[ \t]+(?:(?:of|for|wrt|w\.r\.t\.)[ \t]+)?(?=[wb]_?\d)/iy;

/** What NumPy and PyTorch write before an array. */
const wrapperPattern =
  /(?:Parameter containing:\s*)?(?:(?:np|numpy|torch)\.)?(?:array|tensor|matrix|float32|float64)\(/y;

/** The rest of a wrapper: dtype=float32), grad_fn=<MmBackward0>). */
const wrapperEndPattern = /(?:\s*,\s*\w+\s*=\s*(?:<[^>]*>|'[^']*'|"[^"]*"|[\w.]+(?:\([^)]*\))?))*\s*,?\s*\)/y;

/** Reads the named numbers of a text as NumPy, PyTorch and Python print them. Words without numbers are skipped. */
export function readPrintedText(text: string, source: string): readonly NamedNumbers[] {
  const found: NamedNumbers[] = [];
  const scanner = createScanner(text, source);
  while (!scanner.isAtEnd()) {
    const line = scanner.line();
    const isGradient = scanner.match(gradientPattern) !== undefined;
    const name = scanner.match(namePattern);
    if (name === undefined) {
      scanner.skipOne();
      continue;
    }
    const after = scanner.place();
    const hasSign = scanner.match(/[ \t]*(=|:)(?!=)/y) !== undefined;
    scanner.match(/(\s*)/y);
    const numbers = hasSign || scanner.isAtList() ? readNumbers(scanner) : undefined;
    if (numbers === undefined) scanner.goTo(after);
    else found.push({ name: isGradient ? `d${name}` : name, numbers, line });
  }
  return found;
}

interface Scanner {
  isAtEnd(): boolean;
  isAtList(): boolean;
  place(): number;
  line(): number;
  goTo(place: number): void;
  skipOne(): void;
  /** The first group of a match, or the whole match. Moves behind it. Undefined if the pattern does not match here. */
  match(pattern: RegExp): string | undefined;
  fail(problem: string): never;
}

function createScanner(text: string, source: string): Scanner {
  let place = 0;
  let [lineCounted, placeCounted] = [1, 0];
  const line = (): number => {
    for (; placeCounted < place; placeCounted++) if (text[placeCounted] === '\n') lineCounted++;
    return lineCounted;
  };
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = place;
    const found = pattern.exec(text);
    if (found === null) return undefined;
    place = pattern.lastIndex;
    return found[1] ?? found[0];
  };
  return {
    isAtEnd: () => place >= text.length,
    isAtList: () => {
      wrapperPattern.lastIndex = place;
      return text[place] === '[' || wrapperPattern.test(text);
    },
    place: () => place,
    line,
    goTo: (target) => {
      place = target;
    },
    // A whole word at once, so that the end of a word is not read as a name.
    skipOne: () => {
      if (match(/[\p{L}\w.]+/uy) === undefined) place += 1;
    },
    match,
    fail: (problem) => {
      throw new InputError(source, numbersMessages.atLine(line(), problem));
    },
  };
}

function readNumbers(scanner: Scanner): PrintedNumber | NumberList | undefined {
  if (scanner.match(wrapperPattern) !== undefined) {
    scanner.match(/(\s*)/y);
    const inner = readNumbers(scanner);
    if (inner === undefined || scanner.match(wrapperEndPattern) === undefined) return undefined;
    return inner;
  }
  if (scanner.match(/\[/y) !== undefined) return readList(scanner, 1);
  const number = scanner.match(numberPattern);
  // A number in the middle of a word or a date is no number.
  return number === undefined || scanner.match(/[\p{L}_:/]/uy) !== undefined ? undefined : printedNumber(number);
}

/** No array has more dimensions. */
const maxDepth = 8;

/** Reads a list after its first bracket. Commas and white space separate its items. */
function readList(scanner: Scanner, depth: number): NumberList {
  if (depth > maxDepth) scanner.fail(numbersMessages.tooDeep(maxDepth));
  const items: (PrintedNumber | NumberList)[] = [];
  for (;;) {
    scanner.match(/[\s,]*/y);
    if (scanner.match(/\]/y) !== undefined) return items;
    items.push(readItem(scanner, depth));
  }
}

function readItem(scanner: Scanner, depth: number): PrintedNumber | NumberList {
  if (scanner.match(/\[/y) !== undefined) return readList(scanner, depth + 1);
  const number = scanner.match(numberPattern);
  if (number !== undefined) return printedNumber(number);
  if (scanner.match(/\.\.\./y) !== undefined) return scanner.fail(numbersMessages.shortened);
  if (scanner.isAtEnd()) return scanner.fail(numbersMessages.unclosedList);
  return scanner.fail(numbersMessages.notANumber(scanner.match(/\S+/y) ?? ''));
}
