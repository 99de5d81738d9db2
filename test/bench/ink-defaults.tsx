// The stepper on the lecture, drawn by one of Ink's two renderers, as a reference. The argument selects the renderer:
// "standard" or "incremental".
import { render } from 'ink';
import { findSession } from '../../src/commands/experiment-input.ts';
import { unicode } from '../../src/notation/glyphs.ts';
import { createKeyboard } from '../../src/terminal/keyboard.ts';
import { App } from '../../src/ui/app/app.tsx';
import { systemClock } from '../../src/ui/app/clock.ts';
import { createProgram, type TerminalInput } from '../../src/ui/app/program.ts';
import { english } from '../../src/ui/messages/en/english.ts';

const { stdin, stdout } = process;
const listeners = new Set<(inputs: readonly TerminalInput[]) => void>();
const keyboard = createKeyboard((inputs) => {
  for (const listener of listeners) listener(inputs);
});
stdin.setRawMode(true);
stdin.setEncoding('utf8');
stdin.on('data', keyboard.receive);
const size = () => ({ columns: stdout.columns, rows: stdout.rows });
const program = createProgram({
  session: await findSession('lecture'),
  glyphs: unicode,
  messages: english,
  clock: systemClock,
  size,
  suspend: () => undefined,
  redraw: () => undefined,
  save: async () => undefined,
  autosave: undefined,
  announce: undefined,
});
const onInput = (listener: (inputs: readonly TerminalInput[]) => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};
render(
  <App program={program} onInput={onInput} window={{ size, onResize: () => () => undefined }} isSpoken={false} />,
  { alternateScreen: true, incrementalRendering: process.argv[2] === 'incremental', interactive: true },
);
