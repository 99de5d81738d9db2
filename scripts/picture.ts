// Draws .github/stepper.svg, the picture in README.md: a screen of the built program. Run by `npm run picture`.
import { writeFileSync } from 'node:fs';
import { keys, program, runInTerminal } from '../test/support/terminal.ts';
import { toSvg } from './svg.ts';

const title = 'backstep on the lecture: the derivative of w5 has just been computed';

const terminal = runInTerminal([program]);
await terminal.shows('Nothing is computed yet');
terminal.send(`${keys.down.repeat(4)}pp${keys.right.repeat(4)}`);
await terminal.shows('w5 will fall');
writeFileSync(new URL('../.github/stepper.svg', import.meta.url), toSvg(terminal.screen, title));
terminal.send('q');
await terminal.exited;
