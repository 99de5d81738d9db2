// The stepper on the lecture as Ink itself draws it, to compare with. The argument is "standard" or "incremental".
import { render } from 'ink';
import { findSession } from '../../src/commands/experiment-input.ts';
import { unicode } from '../../src/notation/glyphs.ts';
import type { Input } from '../../src/terminal/key-decoder.ts';
import { createKeyboard } from '../../src/terminal/keyboard.ts';
import { App } from '../../src/ui/app/app.tsx';

const { stdin, stdout } = process;
const listeners = new Set<(inputs: readonly Input[]) => void>();
const keyboard = createKeyboard((inputs) => {
  for (const listener of listeners) listener(inputs);
});
stdin.setRawMode(true);
stdin.setEncoding('utf8');
stdin.on('data', keyboard.receive);
const session = await findSession('lecture');
render(
  <App
    session={session}
    glyphs={unicode}
    announce={undefined}
    onInput={(listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    }}
    window={{ size: () => ({ columns: stdout.columns, rows: stdout.rows }), onResize: () => () => undefined }}
    save={() => Promise.resolve()}
    keep={undefined}
    suspend={() => undefined}
    redraw={() => undefined}
  />,
  { alternateScreen: true, incrementalRendering: process.argv[2] === 'incremental', interactive: true },
);
