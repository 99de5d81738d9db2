import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Session } from '../../src/engine/training/session.ts';
import { createAutosave, sessionsIn } from '../../src/files/autosave.ts';
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

const sessionAt = (update: number): Session => ({ ...newSession(lecture), position: { update, step: 1 } });

/** The number of the update in the latest session on disk; undefined if no session is on disk. */
async function savedUpdate(): Promise<number | undefined> {
  const [path] = sessionsIn(folder);
  return path === undefined ? undefined : (await readSession(path)).position.update;
}

describe('autosave', () => {
  test('saves the first move immediately, and the latest of the following moves after one second', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const autosave = createAutosave(folder, 'one');
    await autosave.save(() => sessionAt(1), false);
    expect(await savedUpdate()).toBe(1);
    const delayed = autosave.save(() => sessionAt(2), false);
    await autosave.save(() => sessionAt(3), false);
    await vi.advanceTimersByTimeAsync(999);
    expect(vi.getTimerCount()).toBe(1);
    expect(await savedUpdate()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(vi.getTimerCount()).toBe(0);
    await delayed;
    expect(await savedUpdate()).toBe(3);
  });

  test('saves an edit immediately', async () => {
    const autosave = createAutosave(folder, 'one');
    await autosave.save(() => sessionAt(1), false);
    await autosave.save(() => sessionAt(2), true);
    expect(await savedUpdate()).toBe(2);
  });

  test('flush saves a move that is not written yet', async () => {
    const autosave = createAutosave(folder, 'one');
    await autosave.save(() => sessionAt(1), false);
    void autosave.save(() => sessionAt(2), false);
    autosave.flush();
    expect(await savedUpdate()).toBe(2);
  });

  test('flush saves an edit that is still being written', async () => {
    const autosave = createAutosave(folder, 'one');
    await autosave.save(() => sessionAt(1), true);
    const writing = autosave.save(() => sessionAt(2), true);
    autosave.flush();
    expect(await savedUpdate()).toBe(2);
    await writing;
    expect(await savedUpdate()).toBe(2);
  });

  test('keeps the latest 20 sessions in files that only their owner can read', async () => {
    for (let number = 1; number <= 25; number++) {
      const name = `session-${String(number).padStart(2, '0')}`;
      await createAutosave(folder, name).save(() => sessionAt(number), true);
    }
    expect(await savedUpdate()).toBe(25);
    const names = readdirSync(folder);
    expect(names.filter((name) => name.endsWith('.session.json'))).toHaveLength(20);
    expect(names.filter((name) => name.endsWith('.network.json'))).toHaveLength(20);
    expect(names.map((name) => statSync(join(folder, name)).mode & 0o077)).toEqual(names.map(() => 0));
  });

  test('of two steppers keeps both sessions, even if so many sessions follow that the first one is deleted', async () => {
    const [first, second] = [createAutosave(folder, 'first'), createAutosave(folder, 'second')];
    await first.save(() => sessionAt(1), true);
    await second.save(() => sessionAt(2), true);
    expect(sessionsIn(folder)).toHaveLength(2);
    for (let number = 1; number <= 20; number++) {
      await createAutosave(folder, `later-${number}`).save(() => sessionAt(number), true);
    }
    await second.save(() => sessionAt(3), true);
    expect(await savedUpdate()).toBe(3);
    await first.save(() => sessionAt(4), true);
    expect(await savedUpdate()).toBe(4);
  });

  test('saves again after a save that failed', async () => {
    const autosave = createAutosave(folder, 'one');
    const failing = autosave.save(() => {
      throw new Error('broken');
    }, true);
    await expect(failing).rejects.toThrow('broken');
    await autosave.save(() => sessionAt(3), true);
    expect(await savedUpdate()).toBe(3);
  });

  test.each(['/dev/null/state', '/proc/backstep/state'])(
    'rejects a save if the folder %s cannot be created',
    async (path) => {
      const autosave = createAutosave(path, 'one');
      await expect(autosave.save(() => sessionAt(1), true)).rejects.toThrow();
    },
  );
});

test('a session that was saved while the clock was years ahead is not the latest', async () => {
  await createAutosave(folder, 'ahead').save(() => sessionAt(1), true);
  const year2100 = new Date('2100-01-01');
  utimesSync(join(folder, 'ahead.session.json'), year2100, year2100);
  await createAutosave(folder, 'now').save(() => sessionAt(2), true);
  expect(await savedUpdate()).toBe(2);
});

test('sessionsIn returns no sessions for a folder that does not exist', () => {
  expect(sessionsIn(folder)).toEqual([]);
});
