import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { writeFile, writeFileSync } from 'atomically';
import { xdgState } from 'xdg-basedir';
import type { Experiment } from '../engine/training/experiment.ts';
import type { Session } from '../engine/training/session.ts';
import { networkData } from './network-data.ts';
import { sessionText } from './session-file.ts';

/** Keeps a session as it goes on, so that it can be resumed however it ended. */
export interface Keeper {
  /** Keeps what `session` gives: at once, or within a second where it was kept just before and this is no edit. */
  keep(session: () => Session, isEdit: boolean): Promise<void>;
  /** Keeps at once what has not been kept yet; for the very end. */
  flush(): void;
}

/** Milliseconds between two times that a move is kept. */
const interval = 1000;

/** So many sessions are kept; older ones are removed. */
const mostSessions = 20;

/** Nobody else reads them. */
const ownOnly = { mode: 0o600 };

const suffix = '.session.json';
const networkSuffix = '.network.json';

/** Where sessions are kept: the state directory of the XDG base directories. Undefined without a home. */
export function sessionFolder(): string | undefined {
  // The specification has paths that are not absolute ignored.
  if (xdgState !== undefined && isAbsolute(xdgState)) return join(xdgState, 'backstep');
  return process.env.HOME === undefined ? undefined : join(homedir(), '.local', 'state', 'backstep');
}

/** The paths of the sessions that are kept in a folder, the one kept last first. */
export function sessionsIn(folder: string): readonly string[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith(suffix));
  } catch {
    return [];
  }
  const timed = names.map((name) => join(folder, name)).map((path) => [path, timeOf(path)] as const);
  return timed.toSorted(([, a], [, b]) => b - a).map(([path]) => path);
}

function timeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Makes a folder and those it is in. Node's own way to do so never comes back where a file system takes no folders. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

/** A keeper of one session, called `name`, in a folder. The network, which may be large, is written once. */
export function createKeeper(folder: string, name: string): Keeper {
  const path = join(folder, name + suffix);
  const networkName = name + networkSuffix;
  let written: Experiment | undefined;
  let latest: (() => Session) | undefined;
  let writing: Promise<void> = Promise.resolve();
  let last = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  const prepare = (session: Session): void => {
    if (written === session.experiment) return;
    makeFolder(folder);
    for (const old of sessionsIn(folder).slice(mostSessions - 1)) {
      rmSync(old, { force: true });
      rmSync(old.replace(suffix, networkSuffix), { force: true });
    }
    writeFileSync(join(folder, networkName), JSON.stringify(networkData(session.experiment)), ownOnly);
    written = session.experiment;
  };
  /** Writes the latest session, if none has been written since; it stays the latest until it is there. */
  const write = async (): Promise<void> => {
    const taken = latest;
    if (taken === undefined) return;
    const session = taken();
    last = performance.now();
    prepare(session);
    await writeFile(path, sessionText(session, networkName), ownOnly);
    if (latest === taken) latest = undefined;
  };
  /** One write after the other; one that fails does not keep the next from being tried. */
  const start = (): Promise<void> => {
    const mine = writing.catch(() => undefined).then(write);
    writing = mine;
    return mine;
  };
  return {
    async keep(session, isEdit) {
      latest = session;
      const wait = last + interval - performance.now();
      if (isEdit || wait <= 0) return start();
      if (timer !== undefined) return;
      await new Promise((resolve) => {
        // Nobody who leaves has to wait for it: what is left then is kept at the end.
        timer = setTimeout(resolve, wait).unref();
      });
      timer = undefined;
      await start();
    },
    flush() {
      clearTimeout(timer);
      if (latest === undefined) return;
      const session = latest();
      latest = undefined;
      prepare(session);
      writeFileSync(path, sessionText(session, networkName), ownOnly);
    },
  };
}
