import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';
import { createFolder } from '../files/folder.ts';
import { writeWhole } from '../files/whole-file.ts';

/*
 * V8 compiles each function of the program when it is first called. The compiled functions of the first frame are kept
 * in a file for the next start. Commands read the file, too, but only the stepper writes it. Node's own compile cache
 * keeps only the functions that V8 compiles before it runs any.
 */

type Environment = Readonly<Record<string, string | undefined>>;

/** The value of the script dist/program.js: runs the program, and calls `afterFirstFrame` soon after its first frame. */
type Program = (
  require: NodeJS.Require,
  words: readonly string[],
  afterFirstFrame: () => Promise<void>,
) => Promise<void>;

interface LoadedProgram {
  readonly program: Program;
  /** Keeps the functions that are compiled so far for the next start, unless they were read from the file. */
  keepCompiledCode(): Promise<void>;
}

/**
 * The folder of the program's caches, by Node's variables and the XDG base directories. Undefined if the user does not
 * want a cache, or if no home folder is known.
 */
export function cacheFolder({
  NODE_DISABLE_COMPILE_CACHE,
  NODE_COMPILE_CACHE,
  XDG_CACHE_HOME,
  HOME,
}: Environment): string | undefined {
  if (NODE_DISABLE_COMPILE_CACHE !== undefined) return undefined;
  if (NODE_COMPILE_CACHE !== undefined) return join(NODE_COMPILE_CACHE, 'backstep');
  // The XDG specification says to ignore paths that are not absolute.
  if (XDG_CACHE_HOME !== undefined && isAbsolute(XDG_CACHE_HOME)) return join(XDG_CACHE_HOME, 'backstep');
  return HOME !== undefined && isAbsolute(HOME) ? join(HOME, '.cache', 'backstep') : undefined;
}

/** Reads the script at `path`, and its compiled code if `folder` is a cache folder that contains it. */
export function loadProgram(path: string, folder: string | undefined): LoadedProgram {
  const source = readFileSync(path, 'latin1');
  const { version, arch } = process;
  // The first line is a comment with the hash of the script.
  const hash = source.slice(2, source.indexOf('\n'));
  const file = folder === undefined ? undefined : join(folder, hash, `${version}-${arch}`);
  const cachedData = file === undefined ? undefined : readCode(file);
  const script = new Script(source, { filename: path, cachedData });
  const isKept = cachedData !== undefined && script.cachedDataRejected !== true;
  return {
    program: script.runInThisContext(),
    async keepCompiledCode() {
      if (file !== undefined && !isKept) await keepCode(script.createCachedData(), file);
    },
  };
}

/** The number of bytes of the checksum at the end of a file. */
const checksumSize = 4;

/** Reads compiled code. Undefined if there is no such file, or if it is damaged, which V8 does not check. */
function readCode(file: string): Buffer | undefined {
  try {
    // The file of another user could contain anything. For example, sudo may keep HOME.
    if (statSync(file).uid !== process.getuid?.()) return undefined;
    const content = readFileSync(file);
    const size = content.length - checksumSize;
    const code = content.subarray(0, size);
    return crc32(code) === content.readUInt32LE(size) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** Writes compiled code to its file, and deletes the code of other versions of the program. */
async function keepCode(code: Buffer, file: string): Promise<void> {
  const build = dirname(file);
  const folder = dirname(build);
  try {
    const checksum = Buffer.alloc(checksumSize);
    checksum.writeUInt32LE(crc32(code));
    createFolder(build);
    await writeWhole(file, Buffer.concat([code, checksum]), 0o600);
    for (const name of readdirSync(folder)) {
      if (name !== basename(build)) rmSync(join(folder, name), { recursive: true, force: true });
    }
  } catch {
    // Without a cache, the program starts as well. The next start tries again.
  }
}
