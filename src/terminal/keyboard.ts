// biome-ignore-all lint/suspicious/noControlCharactersInRegex: sequences begin with an escape character.
import { ESC } from './escape-sequence.ts';
import { decode, type Input, isOnlyEscapes } from './key-decoder.ts';
import { pasteStart } from './paste.ts';

/**
 * A sequence has this many milliseconds to become complete. Over ssh, an arrow key, ESC [ A, may arrive as ESC in one
 * packet and "[A" in a later one. If only ESC arrives in this time, it counts as the Escape key.
 */
export const escapeTimeout = 150;

/**
 * The tail of a sequence, such as "[A" after ESC, completes the sequence if it arrives within this many milliseconds of
 * the ESC. The tail is then not read as typed text, even if the ESC was already reported as the Escape key.
 */
const sequenceTimeout = 1000;

/** Turns text from the terminal, in pieces of any size, into keys. */
export interface Keyboard {
  receive(text: string): void;
  /** Drops an unfinished sequence. */
  reset(): void;
}

/** Each call of `onInput` gets the keys of one piece, in the order they were typed. */
export function createKeyboard(onInput: (inputs: readonly Input[]) => void): Keyboard {
  /** The unfinished sequence or paste at the end of the last piece. */
  let pending = '';
  /** The time when the sequence in `pending` or `expired` began, in milliseconds. */
  let startTime = 0;
  /** The sequence that was still unfinished after `escapeTimeout`. Empty after the next piece. */
  let expired = '';
  let timer: NodeJS.Timeout | undefined;

  const decodeNow = (text: string, isComplete: boolean): void => {
    const { inputs, rest } = decode(text, isComplete);
    pending = rest;
    if (inputs.length > 0) onInput(inputs);
  };
  const flushEscape = (): void => {
    expired = pending;
    decodeNow(pending, true);
  };
  return {
    receive(text) {
      clearTimeout(timer);
      const now = performance.now();
      const isLateTail = now - startTime < sequenceTimeout && canContinue(expired, text);
      const head = isLateTail ? expired : pending;
      expired = '';
      decodeNow(head + text, false);
      const isSameSequence = head !== '' && pending.startsWith(head);
      if (!isSameSequence) startTime = now;
      // A paste may take as long as it needs.
      if (pending !== '' && !pending.startsWith(pasteStart)) {
        timer = setTimeout(flushEscape, Math.max(0, startTime + escapeTimeout - now));
      }
    },
    reset() {
      clearTimeout(timer);
      pending = '';
      expired = '';
    },
  };
}

/** The tail of a control sequence or SS3 sequence. Nobody types such a text within `sequenceTimeout` of an Escape. */
const sequenceTail = /^(?:\[[0-?]*|O)[@-~]/;

/** A string from the terminal whose end is missing, for example a late reply to another program. */
const openString = /^\u001B[PX\]^_]./;

/** The tail of such a string. Nobody types its end, which is BEL or ESC \. */
const stringTail = /^[^\u0003\u0007\u001B]*(?:\u0007|\u001B\\)/;

/** Whether `text` belongs to the same sequence as the expired text before it. */
function canContinue(expired: string, text: string): boolean {
  if (expired.startsWith(`${ESC}[`) || expired.startsWith(`${ESC}O`)) return true;
  if (openString.test(expired)) return stringTail.test(text);
  return isOnlyEscapes(expired) && sequenceTail.test(text);
}
