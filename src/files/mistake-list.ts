import { fileMessages } from './file-messages.ts';
import { printable } from './quoting.ts';

const { mistakes: messages } = fileMessages;

/** The maximum number of mistakes that a message lists, one in each line. */
export const maxListed = 5;

/** A message about a mistake: one line. A function makes it only if it is listed, as a file may have many mistakes. */
export type Message = string | (() => string);

export function textOf(message: Message): string {
  return typeof message === 'string' ? message : message();
}

/** The mistakes in one file. */
export interface MistakeList {
  /** The name of the file in messages. */
  readonly source: string;
  /** The first mistakes in the order of the file, at most `maxListed`. Each is one printable line. */
  readonly listed: readonly string[];
  /** The number of all mistakes. Infinity if there are too many to count. */
  readonly count: number;
}

/** The first mistakes of all files, one in each line. If there are more, the last line says how many. */
export function listText(lists: readonly MistakeList[]): string {
  const all = lists.flatMap(({ source, listed }) => listed.map((problem) => line(source, problem)));
  const shown = all.slice(0, maxListed);
  const more = lists.reduce((total, { count }) => total + count, -shown.length);
  const source = lists.find(({ count }) => count > 0)?.source ?? '';
  return [...shown, ...(more === 0 ? [] : [line(source, messages.more(more))])].join('\n');
}

function line(source: string, problem: string): string {
  return `${printable(source)}: ${problem}`;
}
