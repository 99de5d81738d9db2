import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeFile, writeFileSync } from 'atomically';
import { xdgState } from 'xdg-basedir';
import type { Experiment } from '../engine/experiment.ts';
import type { Session } from '../engine/session.ts';
import { networkData } from './network-data.ts';
import { sessionText } from './session.ts';

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
  return xdgState === undefined ? undefined : join(xdgState, 'backstep');
}

/** The path of the session that was kept last; undefined where there is none. */
export function lastSession(folder: string): string | undefined {
  return sessionsIn(folder)[0];
}

/** The sessions of a folder, the one kept last first. */
function sessionsIn(folder: string): readonly string[] {
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

/** A keeper of one session, called `name`, in a folder. The network, which may be large, is written once. */
export function createKeeper(folder: string, name: string): Keeper {
  const path = join(folder, name + suffix);
  const networkName = name + networkSuffix;
  let written: Experiment | undefined;
  let latest: (() => Session) | undefined;
  let writing: Promise<void> | undefined;
  let last = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  const prepare = (session: Session): void => {
    if (written === session.experiment) return;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const old of sessionsIn(folder).slice(mostSessions - 1)) {
      rmSync(old, { force: true });
      rmSync(old.replace(suffix, networkSuffix), { force: true });
    }
    writeFileSync(join(folder, networkName), JSON.stringify(networkData(session.experiment)), ownOnly);
    written = session.experiment;
  };
  const write = async (): Promise<void> => {
    await writing;
    if (latest === undefined) return;
    const session = latest();
    latest = undefined;
    last = performance.now();
    prepare(session);
    await writeFile(path, sessionText(session, networkName), ownOnly);
  };
  const start = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing = write().finally(() => {
      writing = undefined;
    });
    return writing;
  };
  return {
    async keep(session, isEdit) {
      latest = session;
      const wait = last + interval - performance.now();
      if (isEdit || (wait <= 0 && writing === undefined)) await start();
      else if (timer === undefined)
        await new Promise((resolve, reject) => {
          timer = setTimeout(() => start().then(resolve, reject), Math.max(wait, 0));
        });
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
