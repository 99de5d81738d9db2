import { decode, type Input } from './keys.ts';

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

/** A keyboard whose keys are heard a piece at a time, in the order they were typed. */
export function createKeyboard(hear: (inputs: readonly Input[]) => void): Keyboard {
  let rest = '';
  let timer: NodeJS.Timeout | undefined;
  /** Whether an escape character was taken for the key; if the rest of a sequence comes yet, it was none. */
  let hasEscaped = false;

  const take = (text: string, isOver: boolean): void => {
    const decoded = decode(text, isOver);
    rest = decoded.rest;
    if (decoded.inputs.length > 0) hear(decoded.inputs);
  };
  return {
    receive(text) {
      clearTimeout(timer);
      const isLate = hasEscaped && /^(?:\[[\d;]*|O)[A-Z~]/.test(text);
      hasEscaped = false;
      take(rest + (isLate ? '\u001B' : '') + text, false);
      if (rest === '' || rest.startsWith('\u001B[200~')) return;
      timer = setTimeout(() => {
        hasEscaped = rest === '\u001B';
        take(rest, true);
      }, patience);
    },
    reset() {
      clearTimeout(timer);
      rest = '';
      hasEscaped = false;
    },
  };
}
