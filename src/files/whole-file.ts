import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/*
 * Files that are never half-written, even if the program is killed or the disk is full: the text goes to a temporary
 * file in the same folder, which then takes the name of the file.
 */

/** The maximum number of symbolic links in a row, as in Linux. */
const maxLinks = 40;

interface Write {
  /** The file that a symbolic link leads to, or else the path itself. */
  readonly target: string;
  readonly temporary: string;
  /** The permissions with which the temporary file is created. */
  readonly mode: number;
  /** The file that is replaced. */
  readonly old: Stats | undefined;
}

/**
 * Writes a text, bytes, or pieces of a text to a file. Other work can be done between two pieces. The new file has the owner
 * of the file that it replaces and, unless `mode` is given, its permissions. Rejects with the system's error. The old
 * file is then unchanged.
 */
export async function writeWhole(
  path: string,
  text: string | Uint8Array | Iterable<string>,
  mode?: number,
): Promise<void> {
  const write = writeTo(path, mode);
  try {
    const file = await open(write.temporary, 'wx', write.mode);
    try {
      await file.writeFile(text);
      keepOwnerAndMode(file.fd, write);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(write.temporary, write.target);
  } catch (error) {
    await rm(write.temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Writes as `writeWhole` does, but synchronously. Throws the system's error. */
export function writeWholeSync(path: string, text: string, mode?: number): void {
  const write = writeTo(path, mode);
  try {
    const file = openSync(write.temporary, 'wx', write.mode);
    try {
      writeFileSync(file, text);
      keepOwnerAndMode(file, write);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(write.temporary, write.target);
  } catch (error) {
    removeQuietly(write.temporary);
    throw error;
  }
}

/**
 * The file that a path leads to, which may not exist yet: a symbolic link is followed. Throws the error ELOOP of the
 * system for links in a circle.
 */
export function targetOf(path: string): string {
  let target = path;
  for (let links = 0; links < maxLinks; links++) {
    const link = linkAt(target);
    if (link === undefined) return target;
    target = resolve(realFolder(target), link);
  }
  throw Object.assign(new Error('too many symbolic links'), { code: 'ELOOP' });
}

/** The path in a symbolic link. Undefined if there is no symbolic link at this path. */
function linkAt(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

function realFolder(path: string): string {
  return realpathSync(dirname(path));
}

function writeTo(path: string, mode: number | undefined): Write {
  const target = targetOf(path);
  const old = statSync(target, { throwIfNoEntry: false });
  const suffix = `${process.pid}-${Math.random().toString(36).slice(2)}`;
  return {
    target,
    temporary: join(dirname(target), `.backstep-${suffix}.tmp`),
    mode: mode ?? (old === undefined ? 0o666 : old.mode & 0o777),
    old,
  };
}

/** Gives the new file the owner of the old file, if this is permitted, and the permissions without the umask. */
function keepOwnerAndMode(file: number, { mode, old }: Write): void {
  if (old === undefined) return;
  try {
    if (old.uid !== process.geteuid?.() || old.gid !== process.getegid?.()) fchownSync(file, old.uid, old.gid);
  } catch {
    // Only the superuser may give files to other users.
  }
  fchmodSync(file, mode);
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The folder has become unwritable or is gone.
  }
}
