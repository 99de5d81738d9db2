import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Session } from '../../src/engine/training/session.ts';
import { createKeeper, sessionsIn } from '../../src/files/autosave.ts';
import { newSession, readSession } from '../../src/files/session-file.ts';
import { lecture } from '../support/lecture.ts';

let folder = '';

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'backstep-')), 'state');
});

afterEach(() => {
  vi.useRealTimers();
  rmSync(join(folder, '..'), { recursive: true });
});

const at = (update: number): Session => ({ ...newSession(lecture), position: { update, step: 1 } });

async function kept(): Promise<number | undefined> {
  const [path] = sessionsIn(folder);
  return path === undefined ? undefined : (await readSession(path)).position.update;
}

describe('a keeper', () => {
  test('keeps the first move at once, later ones within a second, the latest of them', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const keeper = createKeeper(folder, 'one');
    await keeper.keep(() => at(1), false);
    expect(await kept()).toBe(1);
    const waiting = keeper.keep(() => at(2), false);
    await keeper.keep(() => at(3), false);
    expect(await kept()).toBe(1);
    await vi.advanceTimersByTimeAsync(1000);
    await waiting;
    expect(await kept()).toBe(3);
  });

  test('keeps an edit at once', async () => {
    const keeper = createKeeper(folder, 'one');
    await keeper.keep(() => at(1), false);
    await keeper.keep(() => at(2), true);
    expect(await kept()).toBe(2);
  });

  test('keeps what is left at the end', async () => {
    const keeper = createKeeper(folder, 'one');
    await keeper.keep(() => at(1), false);
    void keeper.keep(() => at(2), false);
    keeper.flush();
    expect(await kept()).toBe(2);
  });

  test('keeps sessions beside one another, the last one first, for nobody else to read, and not for ever', async () => {
    for (let number = 1; number <= 25; number++) {
      await createKeeper(folder, `session-${String(number).padStart(2, '0')}`).keep(() => at(number), true);
    }
    expect(await kept()).toBe(25);
    const names = readdirSync(folder);
    expect(names.filter((name) => name.endsWith('.session.json'))).toHaveLength(20);
    expect(names.filter((name) => name.endsWith('.network.json'))).toHaveLength(20);
    expect(names.map((name) => statSync(join(folder, name)).mode & 0o077)).toEqual(names.map(() => 0));
  });

  test('keeps an edit that is still being written when the end comes', async () => {
    const keeper = createKeeper(folder, 'one');
    await keeper.keep(() => at(1), true);
    const writing = keeper.keep(() => at(2), true);
    keeper.flush();
    expect(await kept()).toBe(2);
    await writing;
    expect(await kept()).toBe(2);
  });

  test('goes on where one time failed', async () => {
    const keeper = createKeeper(folder, 'one');
    const broken = keeper.keep(() => {
      throw new Error('broken');
    }, true);
    await expect(broken).rejects.toThrow('broken');
    await keeper.keep(() => at(3), true);
    expect(await kept()).toBe(3);
  });

  test('says where it cannot', async () => {
    const keeper = createKeeper('/dev/null/state', 'one');
    await expect(keeper.keep(() => at(1), true)).rejects.toThrow();
  });
});

test('there is no last session where nothing was kept', () => {
  expect(sessionsIn(folder)).toEqual([]);
});

test('killed in the middle of saving, at any moment, nothing that was saved is lost', async () => {
  const path = join(folder, '..', 'saved.json');
  for (let turn = 0; turn < 12; turn++) {
    const saver = spawn(process.execPath, [fileURLToPath(new URL('saver.ts', import.meta.url)), path]);
    let said = '';
    saver.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      // At a different moment in each turn, which need not be between two saves.
      if (said.split('\n').length > 3 + turn * 5) setTimeout(() => saver.kill('SIGKILL'), turn % 4);
    });
    await new Promise((resolve) => saver.once('close', resolve));
    const last = Number(said.trimEnd().split('\n').at(-1));
    const { position } = await readSession(path);
    expect(position.update).toBeGreaterThanOrEqual(last);
    expect(position.update).toBeLessThanOrEqual(last + 1);
  }
  expect(existsSync(path)).toBe(true);
});
