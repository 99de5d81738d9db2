import { once } from 'node:events';

/** Writes to standard output, waiting where the reader is slower. A reader that has gone ends the program quietly. */
export async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** Makes a closed pipe (`| head`), or a terminal that has gone, a quiet end. */
export function endQuietlyOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    const isGone = error.code === 'EPIPE' || error.code === 'EIO';
    if (!isGone) process.stderr.write(`backstep: cannot write to standard output (${error.code})\n`);
    process.exit(isGone ? 0 : 1);
  });
}
