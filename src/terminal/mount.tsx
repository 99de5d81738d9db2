import { render } from 'ink';
import type { ReactNode } from 'react';
import { homing } from './homing.ts';

/** What a mounted program may ask of its terminal. */
export interface Terminal {
  /**
   * Stops the program and what started it, as Ctrl-Z does; the shell's fg brings all of it back. Call it with the screen
   * already given up. Without a shell that could bring it back, it does nothing.
   */
  stop(): void;
  /** Draws the whole screen anew. */
  redraw(): void;
}

const eraseScreen = '\u001B[2J\u001B[H';

/**
 * Runs a full-screen program until it exits; the screen is then as it was before. Rejects with what a render threw.
 * The only caller of Ink's render.
 */
export async function mount(program: (terminal: Terminal) => ReactNode): Promise<void> {
  const terminal: Terminal = {
    stop: () => {
      process.kill(0, 'SIGTSTP');
      // Nobody tells a stopped process that its terminal has another size by now.
      process.emit('SIGWINCH', 'SIGWINCH');
    },
    redraw: () => {
      process.stdout.write(eraseScreen);
      // Ink forgets what it has drawn, and so draws all of it, though nothing has changed.
      instance.clear();
      instance.rerender(program(terminal));
    },
  };
  const instance = render(program(terminal), {
    stdout: homing(process.stdout),
    alternateScreen: true,
    incrementalRendering: true,
    interactive: true,
    exitOnCtrlC: false,
  });
  await instance.waitUntilExit();
}
