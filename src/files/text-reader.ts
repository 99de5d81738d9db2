import { createReadStream } from 'node:fs';
import { InputError } from './input-error.ts';

/** What is read takes up to 25 times its size on the way to numbers; more than this would be more than node has. */
const mostBytes = 150_000_000;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file',
  EISDIR: 'found a directory, expected a file',
  EACCES: 'cannot be read, permission denied',
  EPERM: 'cannot be read, permission denied',
};

/** In place of a path. */
export const standardInput = '-';

/** What messages call a path. */
export function sourceOf(path: string): string {
  return path === standardInput ? 'standard input' : path;
}

/**
 * The text of a file, a pipe or the like, or of standard input. Throws an InputError where there is none to read, or it
 * is not UTF-8 text.
 */
export async function readText(path: string): Promise<string> {
  const source = sourceOf(path);
  const text = decode(await readBytes(path, source), source);
  if (text.trim() === '') throw new InputError(source, 'found nothing in it, expected text');
  return text;
}

async function readBytes(path: string, source: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of (path === standardInput
      ? process.stdin
      : createReadStream(path)) as AsyncIterable<Uint8Array>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > mostBytes) break;
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new InputError(source, reasons[code] ?? `cannot be read (${code})`);
  }
  if (size > mostBytes) throw new InputError(source, `found more than ${mostBytes / 1e6} MB, expected a smaller file`);
  return Buffer.concat(chunks);
}

/** A mark of the byte order at the start, as some editors write it, is dropped. */
function decode(bytes: Uint8Array, source: string): string {
  try {
    if (!bytes.includes(0)) return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8: falls to the same message.
  }
  throw new InputError(source, 'found binary data or another encoding, expected text in UTF-8');
}
