import { setTimeout as pause } from 'node:timers/promises';
import type { TestTerminal } from '../support/terminal.ts';

/** Resolves when the terminal has received nothing for `milliseconds`. */
export async function waitUntilQuiet(terminal: TestTerminal, milliseconds = 60): Promise<void> {
  for (let before = -1; before !== terminal.outputBytes(); ) {
    before = terminal.outputBytes();
    await pause(milliseconds);
  }
}
