import { render } from 'ink';
import type { ReactNode } from 'react';

/** What a mounted program may ask of its terminal. */
export interface Terminal {
  /** Stops the process, as Ctrl-Z does; the shell's fg brings it back. Call it with the screen already given up. */
  stop(): void;
  /** Draws the whole screen anew. */
  redraw(): void;
}

/**
 * Runs a full-screen program until it exits; the screen is then as it was before. Rejects with what a render threw.
 * The only caller of Ink's render.
 */
export async function mount(program: (terminal: Terminal) => ReactNode): Promise<void> {
  const terminal: Terminal = {
    stop: () => {
      process.kill(process.pid, 'SIGSTOP');
    },
    redraw: () => {
      process.stdout.write('\u001B[2J\u001B[H');
      instance.rerender(program({ ...terminal }));
    },
  };
  process.stdout.on('error', () => process.exit());
  const instance = render(program(terminal), {
    alternateScreen: true,
    incrementalRendering: true,
    interactive: true,
    exitOnCtrlC: false,
  });
  await instance.waitUntilExit();
}
