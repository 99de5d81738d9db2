import { networkLessonData } from '../support/lessons.ts';

export type Json = Record<string, unknown>;

/** A copy of the lecture's network file without its description, chapters and practice. */
export function lectureFile(): Json {
  const { description, chapters, practice, ...file } = structuredClone(networkLessonData('lecture')) as Json;
  return file;
}

/** `lectureFile` with another value at a path such as layers[0].units. The value undefined removes the key. */
export function lectureWith(path: string, value: unknown): Json {
  const file = lectureFile();
  const keys = path.split(/[.[\]]+/).filter((key) => key !== '');
  const last = keys.pop() ?? '';
  const parent = keys.reduce((inside, key) => inside[key] as Json, file);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return file;
}
