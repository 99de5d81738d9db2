import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readExperiment } from '../../src/files/experiment-file.ts';
import { InputError } from '../../src/files/input-error.ts';
import { joinChunks } from '../../src/files/text-reader.ts';
import { lecture } from '../support/lecture.ts';
import { lectureFile } from './lecture-file.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backstep-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const text = JSON.stringify(lectureFile());

describe('readExperiment', () => {
  test('reads a network file', async () => {
    expect(await readExperiment(await file('good.json', text))).toEqual(lecture);
  });

  test('ignores a byte order mark at the start of the file', async () => {
    expect(await readExperiment(await file('marked.json', `\ufeff${text}`))).toEqual(lecture);
  });

  test.each([
    ['an empty file', '', 'found nothing in it, expected text'],
    ['a file of blanks', ' \n\t\r\n', 'found nothing in it, expected text'],
    ['a file that is not JSON', '{\n  "name": lecture }', 'line 2, column 11: found "lecture", expected a value'],
    ['a file that contains an array', '[1]', 'found an array, expected an object that describes a network'],
    ['a file of binary data', new Uint8Array(9), 'found binary data or another encoding, expected text in UTF-8'],
    [
      'a file in Latin-1',
      Uint8Array.of(0x22, 0xe9, 0x22),
      'found binary data or another encoding, expected text in UTF-8',
    ],
    [
      'a file in UTF-16',
      Buffer.from(`\ufeff${text}`, 'utf16le'),
      'found binary data or another encoding, expected text in UTF-8',
    ],
  ])('refuses %s', async (_, content, message) => {
    const path = await file('refused.json', content);
    await expect(readExperiment(path)).rejects.toThrow(new InputError(path, message));
  });

  test('refuses a path that does not exist', async () => {
    const path = join(folder, 'none.json');
    await expect(readExperiment(path)).rejects.toThrow(new InputError(path, 'no such file'));
    const below = join(await file('flat.json', text), 'none.json');
    await expect(readExperiment(below)).rejects.toThrow(new InputError(below, 'no such file'));
  });

  test('refuses a directory', async () => {
    const path = join(folder, 'directory');
    await mkdir(path);
    await expect(readExperiment(path)).rejects.toThrow(new InputError(path, 'found a directory, expected a file'));
  });

  test('refuses a URL, as it is written', async () => {
    const isUrl = 'found a URL, expected the path of a file, as only files are read';
    const url = 'https://example.org/data.csv';
    await expect(readExperiment(url)).rejects.toThrow(new InputError(url, isUrl));
    const network = await file('far.json', JSON.stringify({ ...lectureFile(), samples: url }));
    await expect(readExperiment(network)).rejects.toThrow(new InputError(url, isUrl));
  });

  test('refuses symbolic links that lead in a circle', async () => {
    const path = join(folder, 'circle.json');
    await symlink(path, path);
    const message = 'cannot be read, its symbolic links lead in a circle';
    await expect(readExperiment(path)).rejects.toThrow(new InputError(path, message));
  });

  test.skipIf(process.getuid?.() === 0)('refuses a file without permission to read', async () => {
    const path = await file('secret.json', text);
    await chmod(path, 0);
    await expect(readExperiment(path)).rejects.toThrow(new InputError(path, 'cannot be read, permission denied'));
  });

  test('refuses a path that Node.js does not accept', async () => {
    await expect(readExperiment('a\0b')).rejects.toThrow(
      new InputError('a\ufffdb', 'cannot be read (ERR_INVALID_ARG_VALUE)'),
    );
  });
});

describe('joinChunks', () => {
  const chunk = Buffer.alloc(10_000_000, 'a');

  async function* chunks(count: number) {
    for (let number = 0; number < count; number++) yield chunk;
  }

  test('reads 150 MB', async () => {
    expect((await joinChunks(chunks(15), 'big.json')).length).toBe(150_000_000);
  });

  test('refuses more than 150 MB', async () => {
    await expect(joinChunks(chunks(16), 'big.json')).rejects.toThrow(
      new InputError('big.json', 'found more than 150 MB, expected a smaller file'),
    );
  });
});
