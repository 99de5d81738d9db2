import whenExit from 'when-exit';
import type { Greeting, Size } from './screen-kind.ts';

/** The terminal, from when a program takes it until it is given back. */
export interface Hold {
  /** Gives the terminal back, as it was, for good. */
  release(): void;
  /** Gives it back and stops the process, as Ctrl-Z does; it is taken again once the process goes on. */
  suspend(): void;
}

export interface Holder {
  readonly greeting: Greeting;
  readonly size: () => Size;
  readonly receive: (text: string) => void;
  /** The terminal is the holder's, for the first time or again; whatever it shows. */
  readonly taken: () => void;
  /** Nothing may be written any more. */
  readonly given: () => void;
}

/** Milliseconds after which a process goes on that was not stopped, as there is no shell that could continue it. */
const stopTime = 50;

/** Milliseconds in which signals that came with the one that continues a process are heard. */
const settleTime = 20;

/**
 * Takes the terminal on both ends, without echo and with every key as it is typed. However the process ends, by a signal or
 * without a terminal left, it is given back first.
 */
export function hold({ greeting, size, receive, taken, given }: Holder): Hold {
  const { stdin, stdout } = process;
  let state: 'ours' | 'stopped' | 'released' = 'stopped';
  let timer: NodeJS.Timeout | undefined;
  /** When it was taken last. */
  let since = 0;

  const take = (): void => {
    clearTimeout(timer);
    process.off('SIGTSTP', suspend);
    process.on('SIGTSTP', suspend);
    state = 'ours';
    // Out and in again: a shell may have changed the modes meanwhile, and they are set only where they were others.
    stdin.setRawMode(false);
    stdin.setRawMode(true);
    stdin.resume();
    stdout.write(greeting.take(size().rows));
    // Nobody tells a stopped process that its terminal has another size by now.
    process.emit('SIGWINCH', 'SIGWINCH');
    taken();
    since = performance.now();
  };
  const giveBack = (next: 'stopped' | 'released'): void => {
    const wasOurs = state === 'ours';
    clearTimeout(timer);
    state = next;
    if (!wasOurs) return;
    process.off('SIGTSTP', suspend);
    given();
    stdin.pause();
    stdout.write(greeting.giveBack(size().rows));
    stdin.setRawMode(false);
  };
  const goOn = (): void => {
    if (state !== 'released') take();
  };
  const suspend = (): void => {
    // Of several in one piece, the first has done it.
    if (state !== 'ours') return;
    giveBack('stopped');
    process.kill(0, 'SIGTSTP');
    // Stopped here, timers are late, and the first to be heard.
    timer = setTimeout(continued, stopTime);
  };
  /**
   * Whoever stopped the process may have changed the terminal, even if it was not given back. Other signals first: a shell
   * that ends a stopped process continues it, too. And not twice: taking the terminal in the background stops it as well.
   */
  const continued = (): void => {
    if (state === 'ours' && performance.now() - since < stopTime) return;
    clearTimeout(timer);
    timer = setTimeout(goOn, settleTime);
  };
  const hangUp = (): void => {
    process.kill(process.pid, 'SIGHUP');
  };

  stdin.setEncoding('utf8');
  stdin.on('data', receive);
  stdin.on('end', hangUp);
  stdin.on('error', hangUp);
  process.on('SIGCONT', continued);
  const forget = whenExit(() => giveBack('released'));
  take();
  return {
    suspend,
    release() {
      giveBack('released');
      process.off('SIGCONT', continued);
      stdin.off('data', receive);
      forget();
    },
  };
}
