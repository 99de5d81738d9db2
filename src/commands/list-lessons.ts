import { lessons } from '../lessons/lessons.ts';
import { print } from './output.ts';
import type { Format } from './output-format.ts';

/** Prints the lessons, a line each: what they are called, and the first sentence of what to look for. */
export async function listLessons(format: Format): Promise<void> {
  const all = [...lessons.values()].map(({ data: { name, description } }) => ({ name, description }));
  if (format === 'json') {
    await print(`${JSON.stringify(all)}\n`);
    return;
  }
  const width = Math.max(...all.map(({ name }) => name.length));
  await print(all.map(({ name, description }) => `${name.padEnd(width)}  ${firstSentence(description)}\n`).join(''));
}

/** The first sentence or question of a text; all of it where it has none. */
export function firstSentence(text: string): string {
  return /^.*?[.?](?= |$)/.exec(text)?.[0] ?? text;
}
