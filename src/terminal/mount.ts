import { type Instance, render } from 'ink';
import type { ReactNode } from 'react';
import { type FrameRate, frameRateFor } from './frame-rate.ts';
import { createInkOutput } from './ink-output.ts';
import { createInputQueue, type InputListener } from './input-queue.ts';
import { createKeyboard } from './keyboard.ts';
import { createLineOutput } from './line-output.ts';
import { createRenderer, type Display } from './renderer.ts';
import { type ScreenKind, type Size, screenSequences } from './screen-kind.ts';
import { acquireTerminal } from './terminal-session.ts';

/** The terminal as the mounted program sees it. `onInput` and `onResize` return a function that removes `listener`. */
export interface Terminal {
  /** Calls `listener` with one or more keys and pasted texts. A new listener replaces the previous listener. */
  onInput(listener: InputListener): () => void;
  readonly window: { readonly size: () => Size; readonly onResize: (listener: () => void) => () => void };
  /** Writes a line for a screen reader. Undefined if frames are drawn. */
  readonly announce: ((line: string) => void) | undefined;
  /**
   * Stops the process group, as Ctrl-Z does, until the shell continues the group (fg). If no shell can continue the
   * group, the system does not stop it, and the program goes on after less than 0.1 s.
   */
  suspend(): void;
  /** Draws the whole screen again. */
  redraw(): void;
}

export interface MountOptions {
  readonly screen: ScreenKind;
  readonly hasColors: boolean;
  /** Whether an ssh connection is known to be fast. Otherwise it counts as slow. */
  readonly isFastLine: boolean;
}

/**
 * Runs a program in the terminal until the program exits, then restores the terminal. Rejects with the first error that
 * was thrown anywhere in the process before the program exited. No other function calls Ink's `render`.
 */
export async function mount(
  program: (terminal: Terminal) => ReactNode,
  { screen, hasColors, isFastLine }: MountOptions,
): Promise<void> {
  const { display, announce } = createOutput(screen, hasColors, frameRateFor(process.env, isFastLine));
  let ink: Instance | undefined;
  const queue = createInputQueue(announce && (async () => ink?.waitUntilRenderFlush()));
  const keyboard = createKeyboard((inputs) => {
    // In raw mode Ctrl-\ is a key like any other, so its signal is sent here.
    if (inputs.includes('ctrl+\\')) process.kill(process.pid, 'SIGQUIT');
    else queue.add(inputs);
  });
  const session = acquireTerminal({
    sequences: screenSequences[screen],
    size: terminalSize,
    onData: keyboard.receive,
    onAcquire: display.redraw,
    onRelease() {
      display.pause();
      keyboard.reset();
    },
  });
  const terminal: Terminal = {
    onInput: queue.subscribe,
    window: { size: terminalSize, onResize },
    announce,
    suspend: session.suspend,
    redraw: display.redraw,
  };
  const removeResizeListener = onResize(display.invalidate);
  try {
    await runUntilExit(() => {
      ink = renderWithInk(program(terminal), display);
      return ink;
    });
  } finally {
    session.release();
    removeResizeListener();
  }
}

/** Runs an Ink program until it exits. An uncaught error anywhere in the process ends the program. */
async function runUntilExit(start: () => Instance): Promise<void> {
  const errors: unknown[] = [];
  let ink: Instance | undefined;
  const exitWith = (error: unknown): void => {
    errors.push(error);
    ink?.unmount();
  };
  process.on('uncaughtException', exitWith);
  try {
    ink = start();
    await ink.waitUntilExit();
    if (errors.length > 0) throw errors[0];
  } finally {
    process.off('uncaughtException', exitWith);
  }
}

/** In debug mode Ink writes each frame whole, immediately, and without cursor movements. */
function renderWithInk(program: ReactNode, display: Display): Instance {
  return render(program, {
    stdout: createInkOutput(process.stdout, display.show, terminalSize),
    debug: true,
    interactive: true,
    exitOnCtrlC: false,
  });
}

/** Creates the output: frames, or lines for a screen reader. */
function createOutput(
  screen: ScreenKind,
  hasColors: boolean,
  frameRate: FrameRate,
): { display: Display; announce: Terminal['announce'] } {
  if (screen === 'alternate' || screen === 'main') {
    return {
      display: createRenderer({ write, size: terminalSize, frameRate, hasColors }),
      announce: undefined,
    };
  }
  const { announce, writeLatest, pause } = createLineOutput(write, () => terminalSize().columns);
  // The program announces lines, so its frames are empty.
  const display: Display = { show: () => undefined, invalidate: () => undefined, redraw: writeLatest, pause };
  return { display, announce };
}

function write(text: string): void {
  process.stdout.write(text);
}

function terminalSize(): Size {
  const { columns, rows } = process.stdout;
  return { columns: columns || 80, rows: rows || 24 };
}

function onResize(listener: () => void): () => void {
  process.stdout.on('resize', listener);
  return () => process.stdout.off('resize', listener);
}
