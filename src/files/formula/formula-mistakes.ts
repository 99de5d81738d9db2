import { type Message, type MistakeList, maxListed, textOf } from '../mistake-list.ts';
import { maxMistakes } from './formula-limits.ts';
import { formulaMessages } from './formula-messages.ts';

/** A place in a formula file. Both count from 1. The column counts UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Thrown at a mistake in a formula file. `at` is the index of the mistake in the text, in UTF-16 units. */
export class MistakeAt extends Error {
  readonly at: number;
  readonly sentence: Message;
  /** Whether the rest of the file is not read because it takes too much memory or time. */
  readonly isFinal: boolean;

  constructor(at: number, sentence: Message, isFinal = false) {
    super();
    this.at = at;
    this.sentence = sentence;
    this.isFinal = isFinal;
  }
}

export type Report = (at: number, sentence: Message) => void;

/** Collects the mistakes of a formula file. */
export interface Mistakes {
  /** Only the first mistake at each place is kept: a loop has the same mistake in each turn. */
  readonly report: Report;
  /** Returns what `read` returns. Undefined if it throws a MistakeAt, which is reported. Throws final mistakes on. */
  attempt<T>(read: () => T): T | undefined;
  count(): number;
  list(source: string, placeOf: (at: number) => Place): MistakeList;
}

export function createMistakes(): Mistakes {
  const found = new Map<number, Message>();
  const report: Report = (at, sentence) => {
    if (!found.has(at)) found.set(at, sentence);
  };
  return {
    report,
    attempt(read) {
      try {
        return read();
      } catch (error) {
        if (!(error instanceof MistakeAt) || error.isFinal) throw error;
        report(error.at, error.sentence);
        return undefined;
      }
    },
    count: () => found.size,
    list(source, placeOf) {
      const first = [...found].toSorted(([a], [b]) => a - b).slice(0, maxListed);
      const listed = first.map(([at, sentence]) => {
        const { line, column } = placeOf(at);
        return formulaMessages.atPlace(line, column, textOf(sentence));
      });
      return { source, listed, count: found.size > maxMistakes ? Number.POSITIVE_INFINITY : found.size };
    },
  };
}

/** Returns a function that finds the line and the column of an index in `text`. */
export function placeFinder(text: string): (at: number) => Place {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  // A mistake at the end of the file has its place after the last visible character.
  const end = text.trimEnd().length;
  return (place) => {
    const at = Math.min(place, end);
    let [line, after] = [0, starts.length];
    while (after - line > 1) {
      const middle = (line + after) >> 1;
      if ((starts[middle] ?? 0) <= at) line = middle;
      else after = middle;
    }
    return { line: line + 1, column: at - (starts[line] ?? 0) + 1 };
  };
}
