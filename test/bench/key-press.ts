import { setTimeout as pause } from 'node:timers/promises';
import type { TestTerminal } from '../support/terminal.ts';
import { waitUntilQuiet } from './quiet.ts';

/** The maximum wait for a frame, in milliseconds. A key that changes nothing writes no frame. */
const maxWait = 1000;

/** Presses a key. Returns the milliseconds until the first byte of its frame, and the number of bytes of the frame. */
export async function pressKey(terminal: TestTerminal, key: string): Promise<{ time: number; bytes: number }> {
  const before = terminal.outputBytes();
  const start = performance.now();
  terminal.send(key);
  while (terminal.outputBytes() === before && performance.now() - start < maxWait) await pause(0);
  const time = performance.now() - start;
  await waitUntilQuiet(terminal);
  return { time, bytes: terminal.outputBytes() - before };
}
