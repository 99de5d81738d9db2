import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readSession } from '../../src/files/session-file.ts';

const saver = fileURLToPath(new URL('saver.ts', import.meta.url));

/** Runs the saver and kills it `delay` milliseconds after its `count`th save. Returns the last update that it reported. */
async function killSaver(path: string, count: number, delay: number): Promise<number> {
  const child = spawn(process.execPath, [saver, path]);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (output.split('\n').length > count) setTimeout(() => child.kill('SIGKILL'), delay);
  });
  await new Promise((resolve) => child.once('close', resolve));
  return Number(output.trimEnd().split('\n').at(-1));
}

test('a process that is killed while it saves loses no saved session', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'backstep-'));
  const path = join(folder, 'saved.json');
  for (let turn = 0; turn < 12; turn++) {
    // The moment differs in each turn, and may be in the middle of a save.
    const reported = await killSaver(path, 3 + turn * 5, turn % 4);
    const { position } = await readSession(path);
    expect(position.update).toBeGreaterThanOrEqual(reported);
    expect(position.update).toBeLessThanOrEqual(reported + 1);
  }
  rmSync(folder, { recursive: true });
});
