// biome-ignore-all lint/suspicious/noControlCharactersInRegex: control characters are what this is about.
/** What was typed: a key by its name, or pasted text. */
export type Input = string | { readonly pasted: string };

/** What was read, and what of it may be the beginning of a key whose end is still on its way. */
export interface Decoded {
  readonly inputs: readonly Input[];
  readonly rest: string;
}

/** Keys that send a sequence: by its last letter, or by its number where that is a tilde. */
const letters: Readonly<Record<string, string>> = { A: 'up', B: 'down', C: 'right', D: 'left', Z: 'shift+tab' };
const numbers: Readonly<Record<string, string>> = { '3': 'backspace', '5': 'pageup', '6': 'pagedown' };

const characters: Readonly<Record<string, string>> = {
  '\r': 'return',
  '\n': 'return',
  '\t': 'tab',
  '\u007f': 'backspace',
  '\b': 'backspace',
  '\u001c': 'ctrl+\\',
};

/**
 * What an escape character begins, after ECMA-48: a control sequence, among them the keys, old mouse reports and the
 * console's function keys; a key of the application keypad, or with Alt; or a string for the terminal, like a title.
 */
const sequence = /\u001B{1,2}(?:\[M[\s\S]{3}|\[\[[A-E]|\[([\d;:<=>?]*)[ -/]*([@-Z\\-~])|O[\d;]*([@-~]))/y;
const string = /\u001B[PX\]^_][^\u0003\u0007\u001B]*(?:\u0007|\u001B\\)/y;
/** What another escape character breaks off. */
const broken = /\u001B(?:(?:\[[\d;:<=>?]*[ -/]*|O[\d;]*)(?=\u001B)|[PX\]^_][^\u0003\u0007\u001B]*(?=\u001B[^\\]))/y;
const unfinished =
  /\u001B{1,2}(?:\[(?:M[\s\S]{0,2}|\[|[\d;:<=>?]*[ -/]*)|O[\d;]*|[PX\]^_][^\u0003\u0007\u001B]*\u001B?)?$/y;

export const pasteStart = '\u001B[200~';
const pasteEnd = '\u001B[201~';
const interrupt = '\u0003';

/** So much of a pasted text is taken. */
const mostPasted = 10_000;

/**
 * The keys in a text from the terminal. What may go on is left as the rest, to be put in front of what comes next; where
 * nothing came for a while (`isOver`), an escape character by itself is the key, and a part of a sequence is none.
 */
export function decode(text: string, isOver: boolean): Decoded {
  const inputs: Input[] = [];
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  while (at < text.length) {
    const code = text.codePointAt(at) ?? 0;
    const character = String.fromCodePoint(code);
    if (character !== '\u001B') {
      inputs.push(...keyOf(character, code));
      at += character.length;
    } else if (text.startsWith(pasteStart, at)) {
      const end = endOfPaste(text, at);
      if (end === undefined) return { inputs, rest: shortened(text.slice(at)) };
      inputs.push({ pasted: text.slice(at + pasteStart.length, end).slice(0, mostPasted) });
      at = text.startsWith(pasteEnd, end) ? end + pasteEnd.length : end;
    } else {
      const found = match(sequence) ?? match(string) ?? match(broken);
      if (found === null && match(unfinished) !== null) {
        return isOver
          ? { inputs: [...inputs, ...leftOver(text.slice(at))], rest: '' }
          : { inputs, rest: text.slice(at) };
      }
      const after = String.fromCodePoint(text.codePointAt(at + 1) ?? 0);
      if (found !== null) inputs.push(...nameOf(found));
      else if (after === '\u001B') inputs.push('escape');
      // Any other character after an escape was typed with Alt, which no key is bound to.
      at += found?.[0].length ?? (after === '\u001B' ? 1 : 1 + after.length);
    }
  }
  return { inputs, rest: '' };
}

/** Where pasted text ends, or is ended by Ctrl-C, which has to work whatever the terminal forgot to send. */
function endOfPaste(text: string, start: number): number | undefined {
  const ends = [text.indexOf(pasteEnd, start), text.indexOf(interrupt, start)].filter((at) => at >= 0);
  return ends.length === 0 ? undefined : Math.min(...ends);
}

/** As much of an unfinished paste as is taken, with what may be the beginning of its end. */
function shortened(paste: string): string {
  const most = pasteStart.length + mostPasted;
  const tail = pasteEnd.length - 1;
  return paste.length <= most + tail ? paste : paste.slice(0, most) + paste.slice(-tail);
}

function keyOf(character: string, code: number): readonly string[] {
  const named = characters[character];
  if (named !== undefined) return [named];
  if (code >= 1 && code <= 26) return [`ctrl+${String.fromCodePoint(code + 96)}`];
  const isControl = code < 32 || (code >= 0x80 && code < 0xa0);
  // Bytes that are no UTF-8 were read as the replacement character.
  return isControl || character === '\uFFFD' ? [] : [character];
}

/** The key that sends a sequence, whatever is held with it. */
function nameOf([, parameters = '', final, keypad]: RegExpExecArray): readonly string[] {
  const name = final === '~' ? numbers[parameters.split(';')[0] ?? ''] : letters[final ?? keypad ?? ''];
  return name === undefined ? [] : [name];
}

function leftOver(rest: string): readonly string[] {
  return /^\u001B+$/.test(rest) ? Array.from(rest, () => 'escape') : [];
}
