import { setTimeout as pause } from 'node:timers/promises';
import type { TestTerminal } from '../support/terminal.ts';

/** Waits until nothing has come for a while, in milliseconds. */
export async function quiet(terminal: TestTerminal, time = 60): Promise<void> {
  for (let before = -1; before !== terminal.received(); ) {
    before = terminal.received();
    await pause(time);
  }
}
