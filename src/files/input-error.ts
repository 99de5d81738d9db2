import { listText, type MistakeList } from './mistake-list.ts';
import { printable } from './quoting.ts';

/** Input from the user that cannot be used. The message has one printable line for each mistake. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly lists: readonly MistakeList[];

  /** `source` names the input, such as a file's path. `problem` is one printable line. `others` are further mistakes. */
  constructor(source: string, problem: string, others: readonly MistakeList[] = []) {
    const lists = [
      { source: printable(source), listed: [problem], count: 1 },
      ...others.filter(({ count }) => count > 0),
    ];
    super(listText(lists));
    this.lists = lists;
  }
}

/** Throws an InputError for the mistakes of some files. Returns if there are none. */
export function throwMistakes(lists: readonly MistakeList[]): void {
  const [first, ...others] = lists.filter(({ count }) => count > 0);
  const [problem, ...listed] = first?.listed ?? [];
  if (first === undefined || problem === undefined) return;
  throw new InputError(first.source, problem, [{ ...first, listed, count: first.count - 1 }, ...others]);
}

/** The mistakes of an InputError. Throws every other error. */
export function mistakesOf(error: unknown): readonly MistakeList[] {
  if (error instanceof InputError) return error.lists;
  throw error;
}
