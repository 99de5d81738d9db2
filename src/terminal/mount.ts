import { type Instance, render } from 'ink';
import type { ReactNode } from 'react';
import { paceFor } from './frame-rate.ts';
import { framesTo } from './ink-output.ts';
import type { Input } from './key-decoder.ts';
import { createKeyboard } from './keyboard.ts';
import { createTeller, type Teller } from './line-output.ts';
import { createPainter, type Display } from './renderer.ts';
import { greetings, type ScreenKind, type Size } from './screen-kind.ts';
import { hold } from './terminal-session.ts';

/** What a mounted program may ask of its terminal. */
export interface Terminal {
  /** Has what is typed told to `hear`, some keys at a time, until what is returned is called. */
  listen(hear: (inputs: readonly Input[]) => void): () => void;
  /** How large the terminal is, and a way to be told when that changes, until what is returned is called. */
  readonly window: { readonly size: () => Size; readonly onResize: (changed: () => void) => () => void };
  /** Says a line, where lines are said and nothing is drawn. */
  readonly say: ((line: string) => void) | undefined;
  /**
   * Stops the program and what started it, as Ctrl-Z does; the shell's fg brings all of it back. Without a shell that
   * could, it is taken again at once.
   */
  suspend(): void;
  /** Draws the whole screen anew. */
  redraw(): void;
}

export interface MountOptions {
  readonly screen: ScreenKind;
  readonly hasColors: boolean;
}

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
  const size = (): Size => ({ columns: stdout.columns || 80, rows: stdout.rows || 24 });
  const teller = screen === 'lines' || screen === 'bare lines' ? createTeller(write, () => size().columns) : undefined;
  const display = teller ? onlyTold(teller) : createPainter({ write, size, pace: paceFor(process.env), hasColors });
  const failures: unknown[] = [];
  const fail = (error: unknown): void => {
    failures.push(error);
    instance?.unmount();
  };
  let hear: ((inputs: readonly Input[]) => void) | undefined;
  const waiting: Input[] = [];
  let isHearing = false;
  /** One after the other, so that what each does is told; but whoever wants to leave need not hear it all. */
  const hearSingly = async (inputs: readonly Input[]): Promise<void> => {
    if (inputs.includes('ctrl+c')) waiting.length = 0;
    waiting.push(...inputs);
    if (isHearing) return;
    isHearing = true;
    for (let input = waiting.shift(); input !== undefined; input = waiting.shift()) {
      hear?.([input]);
      await instance?.waitUntilRenderFlush();
    }
    isHearing = false;
  };
  const keyboard = createKeyboard((inputs) => {
    // Without echo and signals, this is how the terminal says it.
    if (inputs.includes('ctrl+\\')) process.kill(process.pid, 'SIGQUIT');
    else if (teller) void hearSingly(inputs);
    else hear?.(inputs);
  });
  const held = hold({
    greeting: greetings[screen],
    size,
    receive: keyboard.receive,
    taken: display.refresh,
    given() {
      display.pause();
      keyboard.reset();
    },
  });
  const terminal: Terminal = {
    listen(hearer) {
      hear = hearer;
      return () => {
        hear = undefined;
      };
    },
    window: {
      size,
      onResize(changed) {
        stdout.on('resize', changed);
        return () => stdout.off('resize', changed);
      },
    },
    say: teller?.say,
    suspend: held.suspend,
    redraw: display.refresh,
  };
  let instance: Instance | undefined;
  stdout.on('resize', display.forget);
  process.on('uncaughtException', fail);
  try {
    // In its debugging mode Ink writes every frame whole, at once and without cursor movements.
    instance = render(program(terminal), {
      stdout: framesTo(stdout, display.show, size),
      debug: true,
      interactive: true,
      exitOnCtrlC: false,
    });
    await instance.waitUntilExit();
    if (failures.length > 0) throw failures[0];
  } finally {
    held.release();
    stdout.off('resize', display.forget);
    process.off('uncaughtException', fail);
  }
}

/** A display for a program that tells what it shows: its frames are empty. */
function onlyTold({ repeat, pause }: Teller): Display {
  return { show: () => undefined, forget: () => undefined, refresh: repeat, pause };
}
