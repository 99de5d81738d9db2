/**
 * Characters that break a line or act on a terminal: controls, line separators, bidirectional marks, lone surrogates.
 */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu;

/** The maximum number of characters of a text that `quote` shows. */
const maxQuoteLength = 40;

export function isPrintable(text: string): boolean {
  return text.search(unprintable) === -1;
}

/** Replaces every unprintable character by �. */
export function printable(text: string): string {
  return text.replace(unprintable, '\ufffd');
}

/** The text in double quotes on one line, escaped as in JSON. A long text is cut and ends with an ellipsis. */
export function quote(text: string): string {
  // A character takes up to two UTF-16 units.
  const characters = [...text.slice(0, 2 * maxQuoteLength)];
  const isLong = characters.length > maxQuoteLength;
  const shown = isLong ? `${characters.slice(0, maxQuoteLength).join('')}…` : characters.join('');
  return JSON.stringify(shown).replace(unprintable, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Quotes and joins names: "a", "b" or "c". */
export function alternatives(names: readonly string[]): string {
  const quoted = names.map(quote);
  return [quoted.slice(0, -1).join(', '), ...quoted.slice(-1)].filter((part) => part !== '').join(' or ');
}

/** Describes a JSON value for a message "found …": a quoted string, "an array", "an object", "nothing". */
export function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return quote(value);
  // JSON.parse reads a larger number, such as 1e400, as Infinity.
  if (value === Number.POSITIVE_INFINITY) return 'a number above 1.8e308, the largest possible number';
  if (value === Number.NEGATIVE_INFINITY) return 'a number below -1.8e308, the smallest possible number';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : 'an array';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/** The sentence of a mistake. `found` and `expected` are phrases, such as: a string, an array. */
export function mismatch(found: string, expected: string): string {
  return `found ${found}, expected ${expected}`;
}

/** A count with its noun, such as 1 row or 2 rows. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
