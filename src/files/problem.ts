import { type Message, type MistakeList, maxListed, textOf } from './mistake-list.ts';

/** A mistake at one place in a file's JSON. */
export interface Problem {
  readonly path: readonly PropertyKey[];
  readonly message: Message;
  /** For a problem with a key that the object at `path` has: this key. It gives the problem its place in the file. */
  readonly key?: string;
  /** The number of further mistakes of the same kind beside this one, for which there are no messages. */
  readonly omitted?: number;
}

/** The path as JavaScript writes it, such as layers[0].weights[1]. */
function pathText(path: Problem['path']): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}

function problemText({ path, message }: Problem): string {
  return path.length === 0 ? textOf(message) : `${pathText(path)}: ${textOf(message)}`;
}

/** The problems of a file as a list in the order of the file. `data` is the parsed JSON of the file. */
export function listProblems(problems: Iterable<Problem>, data: unknown, source: string): MistakeList {
  // A file may have millions of problems, so only the first ones are kept.
  let first: readonly (readonly [place: Place, problem: Problem])[] = [];
  const placeOf = placeFinder(data);
  let count = 0;
  for (const problem of problems) {
    count += 1 + (problem.omitted ?? 0);
    const place = placeOf(problem);
    const last = first.at(-1);
    if (first.length < maxListed || last === undefined || comparePlaces(place, last[0]) < 0) {
      first = [...first, [place, problem] as const].toSorted(([a], [b]) => comparePlaces(a, b)).slice(0, maxListed);
    }
  }
  return { source, listed: first.map(([, problem]) => problemText(problem)), count };
}

/** The place of a problem in a file: for each key on the path, its index in the object or array that has it. */
type Place = readonly number[];

/** Returns a function that finds the place of a problem. Each object's keys are listed once, as a file may have millions. */
function placeFinder(data: unknown): (problem: Problem) => Place {
  const indices = new Map<object, ReadonlyMap<string, number>>();
  const keyIndex = (object: object, key: string): number | undefined => {
    const known = indices.get(object) ?? new Map(Object.keys(object).map((name, index) => [name, index]));
    indices.set(object, known);
    return known.get(key);
  };
  return ({ path, key }) => {
    const place: number[] = [];
    let value = data;
    for (const name of key === undefined ? path : [...path, key]) {
      if (typeof value !== 'object' || value === null) break;
      // A missing key comes after the keys that the object has.
      place.push(Array.isArray(value) ? Number(name) : (keyIndex(value, String(name)) ?? Number.POSITIVE_INFINITY));
      value = Reflect.get(value, name);
    }
    return place;
  };
}

/** Negative if `a` is before `b`, or if `a` is the place of a value around the value at `b`. */
function comparePlaces(a: Place, b: Place): number {
  const index = a.findIndex((number, at) => number !== b[at]);
  const [left, right] = [a[index], b[index]];
  return left === undefined || right === undefined ? a.length - b.length : left - right;
}
