// biome-ignore-all lint/suspicious/noControlCharactersInRegex: sequences begin with an escape character.
import { decode, type Input, pasteStart } from './key-decoder.ts';

/**
 * Milliseconds until an escape character that nothing followed is the key. A line may deliver the rest of a sequence in a
 * packet of its own.
 */
export const patience = 150;

/** Reads keys from what a terminal sends, in whatever pieces it comes. */
export interface Keyboard {
  receive(text: string): void;
  /** Forgets what is unfinished. */
  reset(): void;
}

/** Milliseconds after which what comes is no part of a sequence any more that began before. */
const lateness = 1000;

/** The beginning of a key's sequence. */
const beginning = /^\u001B[[O]/;

const escapes = /^\u001B+$/;

/** The rest of a key whose escape character was taken for a key; nobody types so fast. */
const restOfKey = /^(?:\[[\d;:<=>?]*|O)[@-~]/;

/** A keyboard whose keys are heard a piece at a time, in the order they were typed. */
export function createKeyboard(hear: (inputs: readonly Input[]) => void): Keyboard {
  let rest = '';
  let timer: NodeJS.Timeout | undefined;
  /** When the rest began; and what it was, once it has been given up. */
  let began = 0;
  let lapsed = '';

  const take = (text: string, isOver: boolean): void => {
    const decoded = decode(text, isOver);
    rest = decoded.rest;
    if (decoded.inputs.length > 0) hear(decoded.inputs);
  };
  const giveUp = (): void => {
    lapsed = rest;
    take(rest, true);
  };
  return {
    receive(text) {
      clearTimeout(timer);
      const now = performance.now();
      const couldGoOn = beginning.test(lapsed) || (escapes.test(lapsed) && restOfKey.test(text));
      const isRest = now - began < lateness && couldGoOn;
      const before = rest + (isRest ? lapsed : '');
      lapsed = '';
      take(before + text, false);
      if (before === '' || !rest.startsWith(before)) began = now;
      if (rest !== '' && !rest.startsWith(pasteStart)) timer = setTimeout(giveUp, Math.max(0, began + patience - now));
    },
    reset() {
      clearTimeout(timer);
      rest = '';
      lapsed = '';
    },
  };
}
