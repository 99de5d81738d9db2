import { lessons } from '../lessons/lessons.ts';
import { print } from './output.ts';
import type { Format } from './output-format.ts';

/** Prints the lessons. As text, each has one line: its name and the first sentence of its description. */
export async function listLessons(format: Format): Promise<void> {
  const listed = [...lessons.values()].map(({ data: { name, description } }) => ({ name, description }));
  if (format === 'json') {
    await print(`${JSON.stringify(listed)}\n`);
    return;
  }
  const width = Math.max(...listed.map(({ name }) => name.length));
  for (const { name, description } of listed) await print(`${name.padEnd(width)}  ${firstSentence(description)}\n`);
}

/** The first sentence or question of a text, or the whole text if it has none. */
export function firstSentence(text: string): string {
  return /^.*?[.?](?= |$)/.exec(text)?.[0] ?? text;
}
