import { once } from 'node:events';
import { printable } from '../files/quoting.ts';

/** Writes to standard output, waiting where the reader is slower. A reader that has gone ends the program quietly. */
export async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** Writes one line to standard error, without anything that acts on a terminal. */
export function warn(message: string): void {
  process.stderr.write(`backstep: ${printable(message)}\n`);
}

/** The exit code of a process whose terminal has gone, as if SIGHUP had ended it. */
const hungUp = 129;

/** Makes a closed pipe (`| head`) a quiet end, and so a terminal that has gone. */
export function endQuietlyOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    if (error.code === 'EIO') process.exit(hungUp);
    warn(`cannot write to standard output (${error.code})`);
    process.exit(1);
  });
  // Where nobody hears a message, the exit code still tells.
  process.stderr.on('error', () => undefined);
}

/** Says that the program itself is at fault, with what is needed to mend it. Returns the exit code for that. */
export function confess(error: unknown): number {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`backstep: stopped by a mistake of its own; backstep --resume goes on where it was\n${trace}\n`);
  return 70;
}
