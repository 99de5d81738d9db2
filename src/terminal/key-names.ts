/** Names of the keys that send a control sequence or an SS3 sequence, by its final byte. */
const finalKeys: Readonly<Record<string, string>> = { A: 'up', B: 'down', C: 'right', D: 'left', Z: 'shift+tab' };

/**
 * Names of the keys that send a control sequence with final byte ~, by its first parameter. 3 is Delete and acts as
 * Backspace.
 */
const tildeKeys: Readonly<Record<string, string>> = { '3': 'backspace', '5': 'pageup', '6': 'pagedown' };

const controlKeys: Readonly<Record<string, string>> = {
  '\r': 'return',
  '\n': 'return',
  '\t': 'tab',
  '\u007F': 'backspace',
  '\b': 'backspace',
  '\u001C': 'ctrl+\\',
};

/**
 * The key that sends a control sequence. Undefined if the program has no use for the key. Modifiers, which are the
 * second parameter, are ignored: ESC [ 1 ; 5 A is Ctrl with arrow up.
 */
export function controlSequenceKey(parameters: string, final: string): string | undefined {
  return final === '~' ? tildeKeys[parameters.split(';')[0] ?? ''] : finalKeys[final];
}

export function ss3Key(final: string): string | undefined {
  return finalKeys[final];
}

/** The key of a character outside of sequences. Undefined for invalid bytes and unused control characters. */
export function characterKey(character: string): string | undefined {
  const code = character.codePointAt(0) ?? 0;
  const named = controlKeys[character];
  if (named !== undefined) return named;
  if (code >= 1 && code <= 26) return `ctrl+${String.fromCodePoint(code + 96)}`;
  const isControl = code < 0x20 || (code >= 0x80 && code < 0xa0);
  return isControl || character === replacementCharacter ? undefined : character;
}

/** Node decodes bytes that are not UTF-8 to this character. */
const replacementCharacter = '\uFFFD';
