import { descriptionIn } from '../files/formula/formula-description.ts';
import { type Lesson, lessons } from '../lessons/lessons.ts';
import { print } from './output.ts';
import type { Format } from './output-format.ts';

/** Prints the lessons. As text, each lesson is one line: its name and the first sentence of its description. */
export async function listLessons(format: Format): Promise<void> {
  const entries = [...lessons].map(([name, lesson]) => ({ name, description: descriptionOf(lesson) }));
  if (format === 'json') {
    await print(`${JSON.stringify(entries)}\n`);
    return;
  }
  const width = Math.max(...entries.map(({ name }) => name.length));
  for (const { name, description } of entries) await print(`${name.padEnd(width)}  ${firstSentence(description)}\n`);
}

/** The description of a lesson. That of a formula is the comment at the top of its file. */
export function descriptionOf(lesson: Lesson): string {
  return lesson.kind === 'network' ? lesson.data.description : descriptionIn(lesson.text);
}

/** The first sentence or question of a text, or the whole text if it has none. */
export function firstSentence(text: string): string {
  return /^.*?[.?](?= |$)/.exec(text)?.[0] ?? text;
}
