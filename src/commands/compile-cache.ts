import { readdirSync, rmSync, statSync } from 'node:fs';
import module from 'node:module';
import { isAbsolute, join } from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { createFolder } from '../files/folder.ts';

/*
 * V8 compiles the program at each start. Node.js can keep the compiled code in a folder and read it at the next start,
 * from version 22.8 on. Node checks that an entry fits the file and the version of V8, and ignores any other entry.
 */

const { version } = manifest;

type Environment = Readonly<Record<string, string | undefined>>;

/** The folder of the program's caches, by the XDG base directories. Undefined if no home folder is known. */
function cacheFolder({ XDG_CACHE_HOME, HOME }: Environment): string | undefined {
  // The XDG specification says to ignore paths that are not absolute.
  if (XDG_CACHE_HOME !== undefined && isAbsolute(XDG_CACHE_HOME)) return join(XDG_CACHE_HOME, 'backstep');
  return HOME !== undefined && isAbsolute(HOME) ? join(HOME, '.cache', 'backstep') : undefined;
}

/**
 * Lets Node read the code of all modules that are imported after this call from the cache. Has no effect if the folder
 * cannot be used, or if the user has chosen or disabled Node's cache by an environment variable.
 */
export function readCompileCache(environment: Environment): void {
  const folder = cacheFolder(environment);
  const isChosen = environment.NODE_COMPILE_CACHE !== undefined || environment.NODE_DISABLE_COMPILE_CACHE !== undefined;
  if (folder === undefined || isChosen) return;
  try {
    const ownFolder = join(folder, version);
    createFolder(ownFolder);
    // The folder of another user could contain anything, for example if sudo keeps HOME.
    if (statSync(ownFolder).uid === process.getuid?.()) module.enableCompileCache?.(ownFolder);
  } catch {
    // Without a cache, the program starts as well.
  }
}

/** Writes the code that is compiled so far to the cache, and deletes the caches of other versions of the program. */
export function writeCompileCache(environment: Environment): void {
  const folder = cacheFolder(environment);
  if (folder === undefined || module.getCompileCacheDir?.()?.startsWith(join(folder, version)) !== true) return;
  try {
    module.flushCompileCache?.();
    for (const name of readdirSync(folder)) {
      if (name !== version) rmSync(join(folder, name), { recursive: true, force: true });
    }
  } catch {
    // The next start tries again.
  }
}
