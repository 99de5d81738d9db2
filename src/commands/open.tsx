import type { Position } from '../engine/training/position.ts';
import type { Session } from '../engine/training/session.ts';
import { type Autosave, createAutosave, sessionFolder, sessionsIn } from '../files/autosave.ts';
import { InputError } from '../files/input-error.ts';
import { readSavedSession } from '../files/session-file.ts';
import { saveSession } from '../files/session-writer.ts';
import { standardInput } from '../files/text-reader.ts';
import { defaultLesson } from '../lessons/default-lesson.ts';
import { ascii, type Glyphs, spoken, unicode } from '../notation/glyphs.ts';
import { hasNonUtf8Locale, stopEcho, unsupportedReason } from '../terminal/capabilities.ts';
import { beforeEnd } from '../terminal/ending-signals.ts';
import { hasColors, screenKindFor } from '../terminal/screen-kind.ts';
import { systemClock } from '../ui/app/clock.ts';
import { english } from '../ui/messages/en/english.ts';
import type { Notice } from '../ui/state/notice.ts';
import type { OwnNumbers } from '../ui/state/own-numbers.ts';
import { commandMessages } from './command-messages.ts';
import { findSession } from './experiment-input.ts';
import type { ExperimentSource } from './experiment-source.ts';
import { createHeapLimiter } from './heap-limit.ts';
import { warn } from './output.ts';
import { UsageError } from './usage-error.ts';

const { open: messages } = commandMessages;

/** The delay of work that the first frame does not need, in milliseconds from just before this frame. */
const delayAfterFirstFrame = 500;

/** The options of the program if it runs without a command. */
export interface OpenOptions {
  readonly ascii?: boolean;
  readonly color: boolean;
  /** Whether the stepper may use the alternate screen, which disappears when the stepper ends. */
  readonly altScreen: boolean;
  /** Whether an ssh connection is fast, so that the stepper may draw as often as without ssh. */
  readonly fastLine?: boolean;
  /** Whether to print lines of text for a screen reader. */
  readonly screenReader?: boolean;
  /** Whether to open the last saved session. */
  readonly resume?: boolean;
}

/** A session, and a notice that is shown when it opens. */
interface Opened {
  readonly session: Session;
  readonly notice?: Notice;
}

/** A learner's own numbers, and the position of the first wrong one. */
export interface OpenedMarking {
  readonly own: OwnNumbers;
  readonly position: Position;
  readonly notice?: Notice;
}

/**
 * Opens the stepper, and calls `afterFirstFrame` soon after its first frame. Resolves when the user quits. Throws a
 * UsageError if the terminal cannot show the stepper, if --resume has no session to open, or if --resume is combined
 * with a lesson or a file.
 */
export async function open(
  source: ExperimentSource | undefined,
  options: OpenOptions,
  afterFirstFrame: () => Promise<void>,
  marked?: OpenedMarking,
): Promise<void> {
  const { env, stdin, stdout } = process;
  const isForScreenReader = options.screenReader ?? env.INK_SCREEN_READER === 'true';
  const problem = unsupportedReason(stdin, stdout, env.TERM, isForScreenReader);
  // Other mistakes are reported before the missing terminal. But to find those in standard input, it would be read to its end.
  if (problem !== undefined && source === standardInput) throw new UsageError(problem);
  const { session, notice } = options.resume
    ? await readLastSession(source)
    : { session: withPosition(await findSession(source ?? defaultLesson), marked) };
  if (problem !== undefined) throw new UsageError(problem);
  stopEcho(stdin);
  const [{ mount }, { App }, { createProgram }] = await Promise.all([
    import('../terminal/mount.ts'),
    import('../ui/app/app.tsx'),
    import('../ui/app/program.ts'),
  ]);
  const autosave = autosaveOfProcess();
  const glyphs = glyphsFor(isForScreenReader, options.ascii === true || hasNonUtf8Locale(env));
  const exited = mount(
    ({ onInput, window, announce, suspend, redraw }) => {
      const program = createProgram({
        session,
        notice: notice ?? marked?.notice,
        own: marked?.own,
        glyphs,
        messages: english,
        clock: systemClock,
        size: window.size,
        save: saveSession,
        autosave: autosave?.save,
        announce,
        suspend,
        redraw,
      });
      doLater(async () => {
        // The heap limiter sets flags of V8, and V8 rejects code that was compiled with other flags.
        await afterFirstFrame();
        program.subscribe(createHeapLimiter(await import('node:v8'), () => window.size().columns * window.size().rows));
      });
      return <App program={program} onInput={onInput} window={window} isSpoken={announce !== undefined} />;
    },
    {
      screen: screenKindFor(env.TERM, { isForScreenReader, canUseAlternate: options.altScreen }),
      hasColors: hasColors(options.color, env),
      isFastLine: options.fastLine === true,
    },
  );
  // This handler runs after the exit handler of `mount`, so the terminal is restored before a warning is printed.
  beforeEnd(() => flush(autosave));
  await exited;
}

function withPosition(session: Session, marked: OpenedMarking | undefined): Session {
  return marked === undefined ? session : { ...session, position: marked.position };
}

/** Does work that would delay the first frame after this frame. If the program ends earlier, the work is not done. */
function doLater(work: () => Promise<void>): void {
  setTimeout(work, delayAfterFirstFrame).unref();
}

function glyphsFor(isForScreenReader: boolean, isAsciiOnly: boolean): Glyphs {
  if (isForScreenReader) return spoken;
  return isAsciiOnly ? ascii : unicode;
}

/**
 * Reads the latest saved session that can be read. If it is not the latest one, the notice says why. If none can be read,
 * throws the error of the latest session.
 */
async function readLastSession(source: ExperimentSource | undefined): Promise<Opened> {
  if (source !== undefined) throw new UsageError(messages.resumeWithFile);
  const folder = sessionFolder();
  const paths = folder === undefined ? [] : sessionsIn(folder);
  if (paths.length === 0) throw new UsageError(messages.nothingToResume);
  let firstError: unknown;
  for (const path of paths) {
    try {
      const session = await readSavedSession(path);
      return firstError === undefined ? { session } : { session, notice: olderSession(firstError) };
    } catch (error) {
      firstError ??= error;
    }
  }
  throw firstError;
}

/** The reason is the first mistake without the long path of the session, so that it fits in the row of notices. */
function olderSession(error: unknown): Notice {
  const mistake = error instanceof InputError ? error.lists[0]?.listed[0] : undefined;
  return { kind: 'older-session', reason: mistake ?? (error instanceof Error ? error.message : String(error)) };
}

/**
 * The autosave of this process. Its files are named after the start time and the process id. Undefined if no folder for
 * sessions is known.
 */
function autosaveOfProcess(): Autosave | undefined {
  const folder = sessionFolder();
  const time = new Date().toISOString().replace(/[:.]/g, '-');
  return folder === undefined ? undefined : createAutosave(folder, `${time}-${process.pid}`);
}

function flush(autosave: Autosave | undefined): void {
  try {
    autosave?.flush();
  } catch (error) {
    warn(messages.notKept(error instanceof Error ? error.message : String(error)));
  }
}
