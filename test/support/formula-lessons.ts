import { type FormulaLesson, lessons } from '../../src/lessons/lessons.ts';

/** The lessons that are formula files, by name. */
export const formulaLessons: ReadonlyMap<string, FormulaLesson> = new Map(
  [...lessons].flatMap(([name, lesson]) => (lesson.kind === 'formula' ? [[name, lesson] as const] : [])),
);
