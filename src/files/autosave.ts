import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { writeFile, writeFileSync } from 'atomically';
import { xdgState } from 'xdg-basedir';
import type { Experiment } from '../engine/training/experiment.ts';
import type { Session } from '../engine/training/session.ts';
import { networkData } from './network-data.ts';
import { sessionText } from './session-file.ts';

/** Saves a session while it goes on, so that `--resume` can open it however the program ended. */
export interface Autosave {
  /** Saves an edit at once, and moves at most once a second. Rejects if the session cannot be written. */
  save(session: () => Session, isEdit: boolean): Promise<void>;
  /** Saves at once a session that still waits. Call it when the program ends. */
  flush(): void;
}

/** Milliseconds between two saves of moves. */
const saveInterval = 1000;

/** Older sessions are deleted. */
const maxSessions = 20;

const ownerOnly = { mode: 0o600 };

const sessionSuffix = '.session.json';
const networkSuffix = '.network.json';

/** The folder of saved sessions, inside the state folder of the XDG base directories. Undefined without a home. */
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

function saveTime(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Creates a folder and its parents. Node's own `recursive` option never returns inside /proc. */
function createFolder(path: string): void {
  if (existsSync(path)) return;
  createFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

function deleteOldSessions(folder: string, maxCount: number): void {
  for (const path of sessionsIn(folder).slice(maxCount)) {
    rmSync(path, { force: true });
    rmSync(path.replace(sessionSuffix, networkSuffix), { force: true });
  }
}

/** Saves one session as the file `name` in a folder. Writes the network, which may be large, only once. */
export function createAutosave(folder: string, name: string): Autosave {
  const path = join(folder, name + sessionSuffix);
  const networkName = name + networkSuffix;
  let savedExperiment: Experiment | undefined;
  /** Undefined once it is on disk. */
  let unsaved: (() => Session) | undefined;
  let lastWrite: Promise<void> = Promise.resolve();
  let lastSaveTime = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  const writeNetwork = ({ experiment }: Session): void => {
    if (savedExperiment === experiment) return;
    createFolder(folder);
    deleteOldSessions(folder, maxSessions - 1);
    writeFileSync(join(folder, networkName), JSON.stringify(networkData(experiment)), ownerOnly);
    savedExperiment = experiment;
  };
  const writeSession = async (): Promise<void> => {
    const current = unsaved;
    if (current === undefined) return;
    const session = current();
    lastSaveTime = performance.now();
    writeNetwork(session);
    await writeFile(path, sessionText(session, networkName), ownerOnly);
    if (unsaved === current) unsaved = undefined;
  };
  /** Writes after the previous write, even if that failed. */
  const enqueueWrite = (): Promise<void> => {
    const write = lastWrite.catch(() => undefined).then(writeSession);
    lastWrite = write;
    return write;
  };
  return {
    async save(session, isEdit) {
      unsaved = session;
      const delay = lastSaveTime + saveInterval - performance.now();
      if (isEdit || delay <= 0) return enqueueWrite();
      if (timer !== undefined) return;
      await new Promise((resolve) => {
        // Does not keep the program running: `flush` saves at its end.
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
      writeNetwork(session);
      writeFileSync(path, sessionText(session, networkName), ownerOnly);
    },
  };
}
