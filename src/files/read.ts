import { createReadStream } from 'node:fs';
import { InputError } from './input-error.ts';

/** More than this does not fit into one JavaScript string. */
const mostBytes = 500_000_000;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file',
  EISDIR: 'found a directory, expected a file',
  EACCES: 'cannot be read, permission denied',
  EPERM: 'cannot be read, permission denied',
};

/** The text of a file, a pipe or the like. Throws an InputError where there is none to read, or it is not UTF-8 text. */
export async function readText(path: string): Promise<string> {
  const text = decode(await readBytes(path), path);
  if (text.trim() === '') throw new InputError(path, 'found an empty file, expected JSON');
  return text;
}

async function readBytes(path: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > mostBytes) break;
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new InputError(path, reasons[code] ?? `cannot be read (${code})`);
  }
  if (size > mostBytes) throw new InputError(path, `found more than ${mostBytes / 1e6} MB, expected a smaller file`);
  return Buffer.concat(chunks);
}

/** A mark of the byte order at the start, as some editors write it, is dropped. */
function decode(bytes: Uint8Array, path: string): string {
  try {
    if (!bytes.includes(0)) return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8: falls to the same message.
  }
  throw new InputError(path, 'found binary data or another encoding, expected text in UTF-8');
}
