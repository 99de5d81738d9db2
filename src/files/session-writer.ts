import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Session } from '../engine/training/session.ts';
import { fileMessages } from './file-messages.ts';
import { InputError } from './input-error.ts';
import { parseJson } from './json-reader.ts';
import { sessionPieces } from './session-file.ts';
import { isSession } from './session-kind.ts';
import { errorCode, readText, standardInput } from './text-reader.ts';
import { targetOf, writeWhole } from './whole-file.ts';

const { writing: messages } = fileMessages;

/**
 * Writes a session file. An older session file stays whole until the new file is complete. Throws an InputError if the
 * path exists and is not a session file, or if it cannot be written.
 */
export async function saveSession(session: Session, path: string): Promise<void> {
  if (path === standardInput) throw new InputError(path, messages.needsPath);
  if (existsSync(path) && statSync(path).isDirectory()) throw new InputError(path, messages.isFolder);
  if (await isOtherThanSession(path)) throw new InputError(path, messages.notASession);
  try {
    const target = targetOf(path);
    if (!existsSync(dirname(target))) throw new InputError(path, messages.noSuchFolder);
    // A new file could take the name of a file that may not be written.
    if (existsSync(target)) accessSync(target, constants.W_OK);
    await writeWhole(target, sessionPieces(session));
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(path, messages.unwritable(errorCode(error)));
  }
}

/** Whether the path exists and is not a session file. */
async function isOtherThanSession(path: string): Promise<boolean> {
  if (!existsSync(path)) return false;
  if (!statSync(path).isFile()) return true;
  try {
    return !isSession(parseJson(await readText(path), path));
  } catch {
    return true;
  }
}
