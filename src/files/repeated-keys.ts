import { endOfCharacters, skipBlanks } from './json-characters.ts';

/** A key that an object has for the second time, or once more. */
export interface RepeatedKey {
  readonly key: string;
  /** The index in the text of the key, and of the same key before it in the same object, in UTF-16 units. */
  readonly index: number;
  readonly firstIndex: number;
}

/** Characters that start or end an object, or start a string. Numbers, of which a file may have millions, are skipped. */
const marks = /["{}]/g;

/**
 * Yields the keys that an object in a JSON text has more than once. JSON.parse keeps only the last value of such a key.
 * `text` must be valid JSON.
 */
export function* repeatedKeys(text: string): Generator<RepeatedKey> {
  /** For each object around the present place, the indices of its keys. */
  const objects: Map<string, number>[] = [];
  for (let mark = nextMark(text, 0); mark !== undefined; mark = nextMark(text, mark.end)) {
    const keys = objects.at(-1);
    if (mark.character === '{') objects.push(new Map());
    else if (mark.character === '}') objects.pop();
    else if (keys !== undefined && text[skipBlanks(text, mark.end)] === ':') {
      const key = String(JSON.parse(text.slice(mark.index, mark.end)));
      const firstIndex = keys.get(key);
      if (firstIndex === undefined) keys.set(key, mark.index);
      else yield { key, index: mark.index, firstIndex };
    }
  }
}

/** The next brace or string in a text from an index on. `end` is the index after it. */
function nextMark(text: string, start: number) {
  marks.lastIndex = start;
  const match = marks.exec(text);
  if (match === null) return undefined;
  const { index } = match;
  const character = match[0];
  return { character, index, end: character === '"' ? endOfCharacters(text, index + 1) + 1 : index + 1 };
}
