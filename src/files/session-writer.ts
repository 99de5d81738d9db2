import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeFile } from 'atomically';
import type { Session } from '../engine/training/session.ts';
import { fileMessages } from './file-messages.ts';
import { InputError } from './input-error.ts';
import { parseJson } from './json-reader.ts';
import { sessionText } from './session-file.ts';
import { isSession } from './session-kind.ts';
import { errorCode, readText, standardInput } from './text-reader.ts';

const { writing: messages } = fileMessages;

/**
 * Writes a session file. It replaces only a session, and the old file stays whole until the new one is complete. Throws
 * an InputError if the path holds something else or cannot be written.
 */
export async function saveSession(session: Session, path: string): Promise<void> {
  if (path === standardInput) throw new InputError(path, messages.needsPath);
  if (await holdsOther(path)) throw new InputError(path, messages.notASession);
  // atomically would create the folder, but a missing folder is more likely a misspelling.
  if (!existsSync(dirname(path))) throw new InputError(path, messages.noSuchFolder);
  try {
    await writeFile(path, sessionText(session));
  } catch (error) {
    throw new InputError(path, messages.unwritable(errorCode(error)));
  }
}

/** Whether the path exists and is not a session file. */
async function holdsOther(path: string): Promise<boolean> {
  if (!existsSync(path)) return false;
  if (!statSync(path).isFile()) return true;
  try {
    return !isSession(parseJson(await readText(path), path));
  } catch {
    return true;
  }
}
