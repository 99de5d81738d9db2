const blanks = /[ \t\n\r]*/y;
const plainCharacters = /[ !#-[\]-\uffff]*/y;
const escapeSequence = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

/** The index of the first character from `start` on that a string cannot contain, such as its closing quote. */
export function endOfCharacters(text: string, start: number): number {
  let end = start;
  for (;;) {
    const next = endOf(escapeSequence, text, endOf(plainCharacters, text, end));
    if (next === end) return end;
    end = next;
  }
}

export function skipBlanks(text: string, start: number): number {
  return endOf(blanks, text, start);
}

/** The index after the text that a sticky pattern matches at `start`. Returns `start` if the pattern does not match. */
export function endOf(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return start + (pattern.exec(text)?.[0].length ?? 0);
}
