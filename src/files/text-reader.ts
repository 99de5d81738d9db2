import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { fileMessages } from './file-messages.ts';
import { InputError } from './input-error.ts';

const { text: messages } = fileMessages;

/**
 * The maximum size of a file. Parsing takes up to 25 times as much memory as the file, so a larger file would not fit
 * into Node's heap.
 */
const maxBytes = 150_000_000;

/** Messages by the error code of the system. */
const unreadable: Readonly<Record<string, string>> = {
  ENOENT: messages.noSuchFile,
  ENOTDIR: messages.noSuchFile,
  EISDIR: messages.isDirectory,
  EACCES: messages.notPermitted,
  EPERM: messages.notPermitted,
  ELOOP: messages.linksInCircle,
};

/** The path that stands for standard input. */
export const standardInput = '-';

/** The name of a path in messages. */
export function sourceOf(path: string): string {
  return path === standardInput ? messages.standardInput : path;
}

const startOfUrl = /^[a-z][a-z\d+.-]*:\/\//i;

/**
 * Resolves a path that is written in the file `file`. A relative path starts from the folder of this file. A URL stays
 * as it is, so that the message about it has the URL that was written.
 */
export function pathFrom(file: string, path: string): string {
  return isAbsolute(path) || startOfUrl.test(path) ? path : join(dirname(file), path);
}

/** Reads UTF-8 text from a file, a pipe or standard input. Throws an InputError if there is no text to read. */
export async function readText(path: string): Promise<string> {
  const source = sourceOf(path);
  const text = decode(await joinChunks(chunksOf(path), source), source);
  if (text.trim() === '') throw new InputError(source, messages.empty);
  return text;
}

/**
 * Reads as `readText` does, but throws an InputError for a pipe or a device, which could keep the program waiting for
 * ever.
 */
export async function readTextOfFile(path: string): Promise<string> {
  const stats = await stat(path).catch(() => undefined);
  if (stats !== undefined && !stats.isFile() && !stats.isDirectory()) throw new InputError(path, messages.isPipe);
  return readText(path);
}

/** Opens the file only when the first chunk is read. */
async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  yield* path === standardInput ? process.stdin : createReadStream(path);
}

/** Reads chunks to the end. Throws an InputError if reading fails, or as soon as the chunks exceed `maxBytes`. */
export async function joinChunks(chunks: AsyncIterable<Uint8Array>, source: string): Promise<Uint8Array> {
  const read: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of chunks) {
      read.push(chunk);
      size += chunk.length;
      if (size > maxBytes) break;
    }
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' && startOfUrl.test(source)) throw new InputError(source, messages.isUrl);
    throw new InputError(source, unreadable[code] ?? messages.unreadable(code));
  }
  if (size > maxBytes) throw new InputError(source, messages.tooLarge(maxBytes));
  return Buffer.concat(read);
}

/** The system's code, such as ENOENT, or the text of an error without a code. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

/**
 * Decodes UTF-8, and drops a byte order mark, which some editors write at the start. Throws an InputError if the
 * bytes are not UTF-8 or contain a NUL byte, which a text file does not have.
 */
function decode(bytes: Uint8Array, source: string): string {
  try {
    if (!bytes.includes(0)) return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Text in another encoding gets the same message as binary data.
  }
  throw new InputError(source, messages.notUtf8);
}
