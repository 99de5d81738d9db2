import type { DenseExperiment } from '../../src/engine/training/experiment.ts';
import { parseNetwork } from '../../src/files/network-file.ts';
import { lessons } from '../../src/lessons/lessons.ts';

export function lessonNamed(name: string): DenseExperiment {
  const lesson = lessons.get(name);
  if (lesson?.kind !== 'network') throw new Error(`there is no network of the name ${name}`);
  return parseNetwork(
    lesson.data,
    name,
    lesson.samples === undefined ? undefined : { source: name, text: lesson.samples },
  );
}

/** The JSON of a lesson that is a network file. */
export function networkLessonData(name: string): object {
  const lesson = lessons.get(name);
  if (lesson?.kind !== 'network') throw new Error(`there is no network of the name ${name}`);
  return lesson.data;
}
