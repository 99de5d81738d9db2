import type { Experiment } from '../../src/engine/training/experiment.ts';
import { parseNetwork } from '../../src/files/network-file.ts';
import { lessons } from '../../src/lessons/lessons.ts';

export function lessonNamed(name: string): Experiment {
  const lesson = lessons.get(name);
  if (lesson === undefined) throw new Error(`there is no lesson ${name}`);
  return parseNetwork(
    lesson.data,
    name,
    lesson.samples === undefined ? undefined : { source: name, text: lesson.samples },
  );
}
