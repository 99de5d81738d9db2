import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readSession } from '../../src/files/session-file.ts';

const saver = fileURLToPath(new URL('saver.ts', import.meta.url));

/** Runs saver.ts, and kills it `delay` ms after its `count`th save. Returns the last update that it printed. */
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

test('a process that is killed during a save loses no session that was saved before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'backstep-'));
  const path = join(folder, 'saved.json');
  for (let trial = 0; trial < 12; trial++) {
    // The moment of the kill differs in each trial. It may be in the middle of a save.
    const printed = await killSaver(path, 3 + trial * 5, trial % 4);
    const { position } = await readSession(path);
    expect(position.update).toBeGreaterThanOrEqual(printed);
    expect(position.update).toBeLessThanOrEqual(printed + 1);
  }
  rmSync(folder, { recursive: true });
});
