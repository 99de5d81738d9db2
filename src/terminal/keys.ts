import type { Key } from 'ink';

/** Ink's flags for keys that are not text, and what the keymap calls them. */
const named = [
  ['rightArrow', 'right'],
  ['leftArrow', 'left'],
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['pageDown', 'pagedown'],
  ['pageUp', 'pageup'],
  ['return', 'return'],
  ['escape', 'escape'],
  ['backspace', 'backspace'],
  ['delete', 'backspace'],
] as const satisfies readonly (readonly [keyof Key, string])[];

const characters: Readonly<Record<string, string>> = {
  '\r': 'return',
  '\n': 'return',
  '\t': 'tab',
  '\u007f': 'backspace',
  '\b': 'backspace',
};

/** A control character by the letter it is typed with; those that no letter gives are dropped. */
function controlled(character: string): string | [] {
  const code = character.codePointAt(0) ?? 0;
  return code >= 1 && code <= 26 ? `ctrl+${String.fromCodePoint(code + 96)}` : [];
}

/** The keys in one chunk of input, each by its name: fast typing and slow lines bring several at once. */
export function keysOf(input: string, key: Key): readonly string[] {
  if (key.tab) return [key.shift ? 'shift+tab' : 'tab'];
  if (key.ctrl) return [...input].map((letter) => `ctrl+${letter}`);
  const name = named.find(([flag]) => key[flag])?.[1];
  if (name !== undefined) return [name];
  if (key.meta) return [];
  return [...input].flatMap(
    (character) => characters[character] ?? (character >= ' ' ? character : controlled(character)),
  );
}
