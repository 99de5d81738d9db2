import { beforeEnd } from './ending-signals.ts';
import type { ScreenSequences, Size } from './screen-kind.ts';

/** The program's use of the terminal, from acquireTerminal until release. */
export interface TerminalSession {
  /** Restores the terminal and ends the session. */
  release(): void;
  /** Restores the terminal and stops the process, as Ctrl-Z does. The session continues when the process continues. */
  suspend(): void;
}

export interface TerminalSessionOptions {
  readonly sequences: ScreenSequences;
  readonly size: () => Size;
  /** Gets the text that the terminal sends. */
  readonly onData: (text: string) => void;
  /** Called when the session starts, and when it continues. The content of the screen is then unknown. */
  readonly onAcquire: () => void;
  /** Called before the session ends or is suspended. Nothing may be written after this call. */
  readonly onRelease: () => void;
}

/**
 * Milliseconds after a suspend until the session continues by itself, if the system has not stopped the process. The
 * system does not stop a process that no shell could continue.
 */
const stopTimeout = 50;

/**
 * Milliseconds from SIGCONT until the session continues. Signals that were sent together with SIGCONT take effect
 * before the session continues.
 */
const settleTime = 20;

/**
 * Acquires the terminal for both input and output, in raw mode: without echo, and each key arrives when it is
 * pressed. The terminal is restored however the process ends, unless SIGKILL ends it.
 */
export function acquireTerminal(options: TerminalSessionOptions): TerminalSession {
  const { sequences, size, onData, onAcquire, onRelease } = options;
  const { stdin, stdout } = process;
  let state: 'acquired' | 'stopped' | 'released' = 'stopped';
  let timer: NodeJS.Timeout | undefined;
  /** The time when the terminal was last acquired, in milliseconds. */
  let acquireTime = 0;

  const acquire = (): void => {
    clearTimeout(timer);
    process.off('SIGTSTP', suspend);
    process.on('SIGTSTP', suspend);
    state = 'acquired';
    // Node sets a mode only if it differs from the mode that it set last. A shell may have changed the mode since then.
    // Therefore, turn raw mode off first.
    stdin.setRawMode(false);
    stdin.setRawMode(true);
    stdin.resume();
    stdout.write(sequences.enter(size().rows));
    // A stopped process gets no signal when its terminal is resized. Node reads the new size on this event.
    process.emit('SIGWINCH', 'SIGWINCH');
    onAcquire();
    acquireTime = performance.now();
  };
  const restore = (nextState: 'stopped' | 'released'): void => {
    const wasAcquired = state === 'acquired';
    clearTimeout(timer);
    state = nextState;
    if (!wasAcquired) return;
    process.off('SIGTSTP', suspend);
    onRelease();
    stdin.pause();
    stdout.write(sequences.leave(size().rows));
    stdin.setRawMode(false);
  };
  const acquireAgain = (): void => {
    if (state !== 'released') acquire();
  };
  const suspend = (): void => {
    // If several Ctrl-Z come together, the first one has already suspended the session.
    if (state !== 'acquired') return;
    restore('stopped');
    process.kill(0, 'SIGTSTP');
    // The process stops on the line above. If it was stopped, the SIGCONT handler replaces this timer.
    timer = setTimeout(onContinue, stopTimeout);
  };
  /**
   * Runs at SIGCONT, and acquires the terminal again. This is necessary even after SIGSTOP, which gives the process no
   * time to restore the terminal: a shell may have changed the terminal's modes.
   */
  const onContinue = (): void => {
    // A background process is stopped again while it acquires the terminal. Ignore the SIGCONT that ends this stop.
    if (state === 'acquired' && performance.now() - acquireTime < stopTimeout) return;
    clearTimeout(timer);
    // To end a stopped process, a shell sends a signal and SIGCONT. The signal takes effect during `settleTime`.
    timer = setTimeout(acquireAgain, settleTime);
  };
  const hangUp = (): void => {
    process.kill(process.pid, 'SIGHUP');
  };

  stdin.setEncoding('utf8');
  stdin.on('data', onData);
  stdin.on('end', hangUp);
  stdin.on('error', hangUp);
  process.on('SIGCONT', onContinue);
  const removeExitHandler = beforeEnd(() => restore('released'));
  acquire();
  return {
    suspend,
    release() {
      restore('released');
      process.off('SIGCONT', onContinue);
      stdin.off('data', onData);
      removeExitHandler();
    },
  };
}
