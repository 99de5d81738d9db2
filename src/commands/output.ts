import { once } from 'node:events';
import { printable } from '../files/words.ts';

/** Writes to standard output, waiting where the reader is slower. A reader that has gone ends the program quietly. */
export async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** Writes one line to standard error, without anything that acts on a terminal. */
export function warn(message: string): void {
  process.stderr.write(`backstep: ${printable(message)}\n`);
}

/** Makes a closed pipe (`| head`), or a terminal that has gone, a quiet end. */
export function endQuietlyOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    const isGone = error.code === 'EPIPE' || error.code === 'EIO';
    if (!isGone) warn(`cannot write to standard output (${error.code})`);
    process.exit(isGone ? 0 : 1);
  });
  // Where nobody hears a message, the exit code still tells.
  process.stderr.on('error', () => undefined);
}
