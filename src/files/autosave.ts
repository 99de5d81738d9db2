import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { xdgState } from 'xdg-basedir';
import type { Experiment } from '../engine/training/experiment.ts';
import type { Session } from '../engine/training/session.ts';
import { experimentPieces } from './experiment-data.ts';
import { createFolder } from './folder.ts';
import { sessionText } from './session-file.ts';
import { writeWhole, writeWholeSync } from './whole-file.ts';

/** Saves a session while the program runs, so that `--resume` can open the session however the program ended. */
export interface Autosave {
  /**
   * Saves the session that `session` returns: after an edit immediately, after moves at intervals of at least one
   * second. `session` is called only when the session is written. Rejects if the session cannot be written.
   */
  save(session: () => Session, isEdit: boolean): Promise<void>;
  /** If the latest session is not on disk yet, writes it before returning. Call this when the program ends. */
  flush(): void;
}

/** The minimum number of milliseconds between two saves after moves, so that a held key does not save each move. */
const minSaveInterval = 1000;

/** The number of saved sessions that are kept. Older ones are deleted. */
const maxSessions = 20;

/** The clocks of machines that share the folder differ by less than this, in milliseconds: one day. */
const maxClockError = 24 * 60 * 60 * 1000;

/** The permissions of saved sessions: only their owner can read and write them. */
const ownerOnly = 0o600;

const sessionSuffix = '.session.json';
const networkSuffix = '.network.json';

/**
 * The folder of saved sessions, inside the state folder of the XDG base directories. Undefined if no home folder is
 * known.
 */
export function sessionFolder(): string | undefined {
  // The XDG specification says to ignore paths that are not absolute.
  if (xdgState !== undefined && isAbsolute(xdgState)) return join(xdgState, 'backstep');
  return process.env.HOME === undefined ? undefined : join(homedir(), '.local', 'state', 'backstep');
}

/** The paths of the sessions in a folder, the latest first. */
export function sessionsIn(folder: string): readonly string[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith(sessionSuffix));
  } catch {
    return [];
  }
  const timed = names.map((name) => join(folder, name)).map((path) => [path, saveTime(path)] as const);
  return timed.toSorted(([, a], [, b]) => b - a).map(([path]) => path);
}

/** The time of the last save. A time far in the future is from a clock that was wrong, so it counts as the earliest. */
function saveTime(path: string): number {
  const time = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return time > Date.now() + maxClockError ? 0 : time;
}

function deleteOldSessions(folder: string, maxCount: number): void {
  for (const path of sessionsIn(folder).slice(maxCount)) {
    rmSync(path, { force: true });
    rmSync(path.replace(sessionSuffix, networkSuffix), { force: true });
  }
}

/**
 * Creates the autosave of one session. It writes two files to `folder`: NAME.session.json and NAME.network.json. The
 * network, which may be large, is written only once.
 */
export function createAutosave(folder: string, name: string): Autosave {
  const path = join(folder, name + sessionSuffix);
  const networkName = name + networkSuffix;
  const networkPath = join(folder, networkName);
  let savedExperiment: Experiment | undefined;
  /** Returns the session to write. Undefined if the session on disk is the latest. */
  let unsaved: (() => Session) | undefined;
  let lastWrite: Promise<void> = Promise.resolve();
  let lastSaveTime = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  /** Whether the network is to be written. Another stepper deletes it if it opens when there are too many sessions. */
  const needsNetwork = ({ experiment }: Session): boolean => savedExperiment !== experiment || !existsSync(networkPath);
  const prepareFolder = (): void => {
    createFolder(folder);
    deleteOldSessions(folder, maxSessions - 1);
  };
  const writeSession = async (): Promise<void> => {
    const current = unsaved;
    if (current === undefined) return;
    const session = current();
    lastSaveTime = performance.now();
    if (needsNetwork(session)) {
      prepareFolder();
      await writeWhole(networkPath, experimentPieces(session.experiment), ownerOnly);
      savedExperiment = session.experiment;
    }
    await writeWhole(path, sessionText(session, networkName), ownerOnly);
    if (unsaved === current) unsaved = undefined;
  };
  /** Starts to write when the previous write has ended, even if the previous write failed. */
  const enqueueWrite = (): Promise<void> => {
    const write = lastWrite.catch(() => undefined).then(writeSession);
    lastWrite = write;
    return write;
  };
  return {
    async save(session, isEdit) {
      unsaved = session;
      const delay = lastSaveTime + minSaveInterval - performance.now();
      if (isEdit || delay <= 0) return enqueueWrite();
      if (timer !== undefined) return;
      await new Promise((resolve) => {
        // The timer does not keep the program running, because `flush` saves the session when the program ends.
        timer = setTimeout(resolve, delay).unref();
      });
      timer = undefined;
      await enqueueWrite();
    },
    flush() {
      clearTimeout(timer);
      if (unsaved === undefined) return;
      const session = unsaved();
      unsaved = undefined;
      if (needsNetwork(session)) {
        prepareFolder();
        writeWholeSync(networkPath, [...experimentPieces(session.experiment)].join(''), ownerOnly);
      }
      writeWholeSync(path, sessionText(session, networkName), ownerOnly);
    },
  };
}
