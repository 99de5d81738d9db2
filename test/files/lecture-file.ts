import { lessons } from '../../src/lessons/lessons.ts';

export type Json = Record<string, unknown>;

/** A fresh copy of the lecture's file, but for its description and its guide. */
export function lectureFile(): Json {
  const { description, chapters, practice, ...file } = structuredClone(lessons.get('lecture')?.data) as Json;
  return file;
}

/** The lecture's file with another value at a path such as layers[0].units; undefined removes what is there. */
export function changed(path: string, value: unknown): Json {
  const file = lectureFile();
  const keys = path.split(/[.[\]]+/).filter((key) => key !== '');
  const last = keys.pop() ?? '';
  const parent = keys.reduce((inside, key) => inside[key] as Json, file);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return file;
}
