import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeFile } from 'atomically';
import type { Session } from '../engine/training/session.ts';
import { InputError } from './input-error.ts';
import { parseJson } from './json-reader.ts';
import { sessionText } from './session-file.ts';
import { isSession } from './session-kind.ts';
import { readText, standardInput } from './text-reader.ts';

/**
 * Saves a session as a file of its own. What was there before stays whole until the new one is. Throws an InputError where
 * that was anything but a session, or where it cannot be written.
 */
export async function saveSession(session: Session, path: string): Promise<void> {
  if (path === standardInput) throw new InputError(path, 'expected the path of a file');
  if (await isOther(path)) throw new InputError(path, 'what is there is no session, and is left as it is');
  // The library would make folders, but a folder that is not there is more likely a slip.
  if (!existsSync(dirname(path))) throw new InputError(path, 'there is no such folder');
  try {
    await writeFile(path, sessionText(session));
  } catch (error) {
    throw new InputError(path, `cannot be written (${codeOf(error)})`);
  }
}

/** Whether there is something at a path that is not a session. */
async function isOther(path: string): Promise<boolean> {
  if (!existsSync(path)) return false;
  if (!statSync(path).isFile()) return true;
  try {
    return !isSession(parseJson(await readText(path), path));
  } catch {
    return true;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
