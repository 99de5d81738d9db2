/** What would break a line or act on a terminal: controls, line separators, changes of direction, half characters. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu;
const longest = 40;

export function isPrintable(text: string): boolean {
  return text.search(unprintable) === -1;
}

/** The text with a mark in place of everything that is not printable. */
export function printable(text: string): string {
  return text.replace(unprintable, '\ufffd');
}

/** The text in double quotes, on one line, escaped, and cut where it is long. */
export function quote(text: string): string {
  const characters = [...text.slice(0, 2 * longest)];
  const shown = characters.length > longest ? `${characters.slice(0, longest).join('')}…` : characters.join('');
  return JSON.stringify(shown).replace(unprintable, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** "a", "b" or "c". */
export function alternatives(names: readonly string[]): string {
  const quoted = names.map(quote);
  return [quoted.slice(0, -1).join(', '), ...quoted.slice(-1)].filter((part) => part !== '').join(' or ');
}

/** A JSON value in a word or two, to follow "found". */
export function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : 'an array';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/** 1 row, 2 rows; of some nouns the plural has to be said. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
