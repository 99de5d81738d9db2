import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newSession, readSession } from '../../src/files/session-file.ts';
import { saveSession } from '../../src/files/session-writer.ts';
import { writeWhole, writeWholeSync } from '../../src/files/whole-file.ts';
import { lecture } from '../support/lecture.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backstep-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const inFolder = (name: string): string => join(folder, name);

describe.each([
  ['writeWhole', writeWhole],
  ['writeWholeSync', async (...args: Parameters<typeof writeWholeSync>): Promise<void> => writeWholeSync(...args)],
])('%s', (_, write) => {
  test('leaves only the file, with the given permissions', async () => {
    await write(inFolder('a'), 'text', 0o600);
    expect(readdirSync(folder)).toEqual(['a']);
    expect(readFileSync(inFolder('a'), 'utf8')).toBe('text');
    expect(statSync(inFolder('a')).mode & 0o777).toBe(0o600);
  });

  test('keeps the permissions of the file that it replaces', async () => {
    writeFileSync(inFolder('a'), 'old');
    chmodSync(inFolder('a'), 0o660);
    await write(inFolder('a'), 'new');
    expect(statSync(inFolder('a')).mode & 0o777).toBe(0o660);
  });

  test('writes the file that a chain of links leads to, and keeps the links, also if there is no file yet', async () => {
    mkdirSync(inFolder('real'));
    symlinkSync('real', inFolder('linked'));
    symlinkSync(join('..', 'target'), inFolder('real/second'));
    symlinkSync(join('linked', 'second'), inFolder('first'));
    for (const text of ['new', 'replaced']) {
      await write(inFolder('first'), text);
      expect(readFileSync(inFolder('target'), 'utf8')).toBe(text);
    }
    for (const link of ['first', 'real/second']) expect(lstatSync(inFolder(link)).isSymbolicLink()).toBe(true);
  });

  test('rejects links in a circle, a link into a folder that does not exist, and a folder', async () => {
    symlinkSync('b', inFolder('a'));
    symlinkSync('a', inFolder('b'));
    symlinkSync(join('no', 'folder'), inFolder('astray'));
    mkdirSync(inFolder('folder'));
    await expect(write(inFolder('a'), '')).rejects.toMatchObject({ code: 'ELOOP' });
    await expect(write(inFolder('astray'), '')).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(write(inFolder('folder'), '')).rejects.toMatchObject({ code: 'EISDIR' });
    expect(readdirSync(folder).toSorted()).toEqual(['a', 'astray', 'b', 'folder']);
  });

  test('rejects at once in a folder in which not even the superuser can create a file', async () => {
    await expect(write('/sys/session.json', '')).rejects.toThrow(/EACCES|EPERM|EROFS|ENOENT/);
  });
});

const script = fileURLToPath(new URL('whole-file-on-full-disk.ts', import.meta.url));
const canMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

test.skipIf(!canMount)('on a full disk, writing is rejected and the old file stays whole', () => {
  // A file system of 8 KiB, which only the script and its shell see.
  const mount = 'mount -t tmpfs -o size=8k tmpfs /mnt && exec "$0" "$1" /mnt/file';
  const { stdout } = spawnSync('unshare', ['-rm', 'sh', '-c', mount, process.execPath, script], { encoding: 'utf8' });
  expect(stdout.trim().split('\n')).toEqual(['ENOSPC', 'ENOSPC', '3']);
});

describe('saveSession', () => {
  test('saves where a link leads, and names the reason if it leads nowhere', async () => {
    symlinkSync('target.json', inFolder('link.json'));
    await saveSession(newSession(lecture), inFolder('link.json'));
    expect((await readSession(inFolder('target.json'))).experiment.name).toBe('lecture');
    expect(lstatSync(inFolder('link.json')).isSymbolicLink()).toBe(true);
    symlinkSync(join('no', 'folder.json'), inFolder('astray.json'));
    await expect(saveSession(newSession(lecture), inFolder('astray.json'))).rejects.toThrow('no such folder');
    symlinkSync('circle.json', inFolder('circle.json'));
    await expect(saveSession(newSession(lecture), inFolder('circle.json'))).rejects.toThrow('ELOOP');
    symlinkSync('.', inFolder('folder.json'));
    await expect(saveSession(newSession(lecture), inFolder('folder.json'))).rejects.toThrow('it is a folder');
    symlinkSync('/dev/full', inFolder('device.json'));
    await expect(saveSession(newSession(lecture), inFolder('device.json'))).rejects.toThrow('not a session');
  });

  test.skipIf(process.getuid?.() === 0)('does not replace a session that may not be written', async () => {
    await saveSession(newSession(lecture), inFolder('a.json'));
    chmodSync(inFolder('a.json'), 0o444);
    await expect(saveSession(newSession(lecture), inFolder('a.json'))).rejects.toThrow('EACCES');
  });
});
