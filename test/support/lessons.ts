import type { Experiment } from '../../src/engine/training/experiment.ts';
import { parseNetwork } from '../../src/files/network-file.ts';
import { lessons } from '../../src/lessons/lessons.ts';

/** The experiment of a lesson, as the program opens it. */
export function lessonNamed(name: string): Experiment {
  const lesson = lessons.get(name);
  if (lesson === undefined) throw new Error(`no lesson ${name}`);
  return parseNetwork(
    lesson.data,
    name,
    lesson.samples === undefined ? undefined : { source: name, text: lesson.samples },
  );
}
