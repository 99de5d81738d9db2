import { render } from 'ink';
import type { ReactNode } from 'react';
import { framesTo } from './frames.ts';
import { hold } from './hold.ts';
import { createKeyboard } from './keyboard.ts';
import type { Input } from './keys.ts';
import { paceFor } from './pace.ts';
import { createPainter } from './painter.ts';
import { greetings, type ScreenKind, type Size } from './screen.ts';
import { createTeller } from './teller.ts';

/** What a mounted program may ask of its terminal. */
export interface Terminal {
  /** Has what is typed told to `hear`, some keys at a time, until what is returned is called. */
  listen(hear: (inputs: readonly Input[]) => void): () => void;
  /** How large the terminal is, and a way to be told when that changes, until what is returned is called. */
  readonly window: { readonly size: () => Size; readonly onResize: (changed: () => void) => () => void };
  /**
   * Stops the program and what started it, as Ctrl-Z does; the shell's fg brings all of it back. Without a shell that
   * could, it does nothing.
   */
  suspend(): void;
  /** Draws the whole screen anew. */
  redraw(): void;
}

export interface MountOptions {
  readonly screen: ScreenKind;
  readonly hasColors: boolean;
}

/** Wide enough for any sentence: terminals wrap lines of text themselves. */
const lineWidth = 4000;

/**
 * Runs a program in the terminal until it exits; the terminal is then as it was before. Rejects with what was thrown
 * anywhere meanwhile. The only caller of Ink's render.
 */
export async function mount(
  program: (terminal: Terminal) => ReactNode,
  { screen, hasColors }: MountOptions,
): Promise<void> {
  const { stdout } = process;
  const write = (text: string): void => {
    stdout.write(text);
  };
  const isLines = screen === 'lines' || screen === 'bare lines';
  const size = (): Size => ({ columns: isLines ? lineWidth : stdout.columns || 80, rows: stdout.rows || 24 });
  const display = isLines ? createTeller(write) : createPainter({ write, size, pace: paceFor(process.env), hasColors });
  const hearers = new Set<(inputs: readonly Input[]) => void>();
  const tell = (inputs: readonly Input[]): void => {
    for (const hear of hearers) hear(inputs);
  };
  let told = Promise.resolve();
  /** One after the other, so that what each does is said. */
  const tellSingly = (inputs: readonly Input[]): void => {
    for (const input of inputs) {
      told = told.then(() => {
        tell([input]);
        return instance.waitUntilRenderFlush();
      });
    }
  };
  const keyboard = createKeyboard((inputs) => {
    // Without echo and signals, this is how the terminal says it.
    if (inputs.includes('ctrl+\\')) process.kill(process.pid, 'SIGQUIT');
    else if (isLines) tellSingly(inputs);
    else tell(inputs);
  });
  const held = hold({
    greeting: greetings[screen],
    receive: keyboard.receive,
    taken: display.refresh,
    given() {
      display.pause();
      keyboard.reset();
    },
  });
  stdout.on('resize', display.forget);
  const terminal: Terminal = {
    listen(hear) {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    window: {
      size,
      onResize(changed) {
        stdout.on('resize', changed);
        return () => stdout.off('resize', changed);
      },
    },
    suspend: held.suspend,
    redraw: display.refresh,
  };
  // In its debugging mode Ink writes every frame whole, at once and without cursor movements.
  const instance = render(program(terminal), {
    stdout: framesTo(stdout, display.show, size),
    debug: true,
    interactive: true,
    exitOnCtrlC: false,
  });
  const failures: unknown[] = [];
  const fail = (error: unknown): void => {
    failures.push(error);
    instance.unmount();
  };
  process.on('uncaughtException', fail);
  try {
    await instance.waitUntilExit();
    if (failures.length > 0) throw failures[0];
  } finally {
    held.release();
    stdout.off('resize', display.forget);
    process.off('uncaughtException', fail);
  }
}
