import { once } from 'node:events';
import { printable } from '../files/quoting.ts';
import { commandMessages } from './command-messages.ts';
import { exitCodes } from './exit-code.ts';

const { process: messages } = commandMessages;

/** Writes to standard output. Waits until the program that reads the output can take more. */
export async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** Writes one line to standard error, without characters that act on a terminal. */
export function warn(message: string): void {
  process.stderr.write(`backstep: ${printable(message)}\n`);
}

/**
 * Makes the program end when it cannot write to standard output. It ends with a message, except if the program that
 * reads from the pipe, such as head, has closed the pipe, or if the terminal is gone.
 */
export function endOnFailedOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    if (error.code === 'EIO') process.exit(exitCodes.hangUp);
    warn(messages.unwritableOutput(error.code));
    process.exit(exitCodes.failure);
  });
  // Without a listener, a failed write to standard error would end the program.
  process.stderr.on('error', () => undefined);
}

/** Reports a bug of the program, with the stack trace that is needed to fix it. Returns the exit code. */
export function reportCrash(error: unknown): number {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`backstep: ${messages.crash}\n${trace}\n`);
  return exitCodes.crash;
}
