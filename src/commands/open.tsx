import whenExit from 'when-exit';
import type { Session } from '../engine/training/session.ts';
import { createAutosave, sessionFolder, sessionsIn } from '../files/autosave.ts';
import { readSession } from '../files/session-file.ts';
import { saveSession } from '../files/session-writer.ts';
import { ascii, spoken, unicode } from '../notation/glyphs.ts';
import { hasNonUtf8Locale, stopEcho, unsupportedReason } from '../terminal/capabilities.ts';
import { hasColors, screenKindFor } from '../terminal/screen-kind.ts';
import { findSession } from './experiment-input.ts';
import { warn } from './output.ts';
import { UsageError } from './usage-error.ts';

export interface OpenOptions {
  readonly ascii?: boolean;
  readonly color: boolean;
  /** Whether the stepper has a screen of its own, which is gone when it ends. */
  readonly altScreen: boolean;
  /** Whether it says what it shows, in lines of text. */
  readonly screenReader?: boolean;
  /** Whether the session that was kept last is opened again. */
  readonly resume?: boolean;
}

/** Opens the stepper and resolves when it is left. Throws a UsageError where there is no terminal for it. */
export async function open(lessonOrFile: string | undefined, options: OpenOptions): Promise<void> {
  const { env, stdin, stdout } = process;
  const isSpoken = options.screenReader ?? env.INK_SCREEN_READER === 'true';
  const problem = unsupportedReason(stdin, stdout, env.TERM, isSpoken);
  if (problem !== undefined) throw new UsageError(problem);
  const session = options.resume ? await resumed(lessonOrFile) : await findSession(lessonOrFile ?? 'lecture');
  stopEcho(stdin);
  const [{ mount }, { App }] = await Promise.all([import('../terminal/mount.ts'), import('../ui/app/app.tsx')]);
  const keeper = keeperOfThis();
  const glyphs = isSpoken ? spoken : options.ascii || hasNonUtf8Locale(env) ? ascii : unicode;
  const mounted = mount(
    (terminal) => <App session={session} glyphs={glyphs} save={saveSession} keep={keeper?.save} {...terminal} />,
    {
      screen: screenKindFor(env.TERM, { isForScreenReader: isSpoken, canUseAlternate: options.altScreen }),
      hasColors: hasColors(options.color, env),
    },
  );
  // Only now, so that whatever becomes of the session, the terminal is given back before.
  whenExit(() => {
    try {
      keeper?.flush();
    } catch (error) {
      warn(`the session is not kept: ${error instanceof Error ? error.message : error}`);
    }
  });
  await mounted;
}

/** The session that was kept last, or, where that cannot be read, the one before. */
async function resumed(lessonOrFile: string | undefined): Promise<Session> {
  if (lessonOrFile !== undefined)
    throw new UsageError('--resume opens the last session, so it takes no lesson or file');
  const folder = sessionFolder();
  const paths = folder === undefined ? [] : sessionsIn(folder);
  if (paths.length === 0) throw new UsageError('there is no session to resume yet');
  let problem: unknown;
  for (const path of paths) {
    try {
      return await readSession(path);
    } catch (error) {
      problem ??= error;
    }
  }
  throw problem;
}

/** Keeps this process's session, by the time it started; undefined where there is no home to keep it in. */
function keeperOfThis() {
  const folder = sessionFolder();
  const name = `${new Date().toISOString().replace(/[:.]/g, '-')}-${process.pid}`;
  return folder === undefined ? undefined : createAutosave(folder, name);
}
