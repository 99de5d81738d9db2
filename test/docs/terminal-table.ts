import { spawnSync } from 'node:child_process';
import { cellsOf, type ScreenCell } from '../support/screens.ts';
import { keys, program, type TestTerminal } from '../support/terminal.ts';
import { runUntilTestEnds } from '../support/terminal-fixtures.ts';
import { markdownTable } from './tables.ts';

interface Setting {
  readonly name: string;
  readonly words?: readonly string[];
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly isInTmux?: boolean;
}

const terms = ['xterm-256color', 'tmux-256color', 'screen', 'linux', 'vt100', 'dumb'];

const settings: readonly Setting[] = [
  ...terms.map((term) => ({ name: `TERM=${term}`, environment: { TERM: term } })),
  { name: 'inside tmux', isInTmux: true },
  { name: 'CI=true', environment: { CI: 'true' } },
  { name: 'NO_COLOR=1', environment: { NO_COLOR: '1' } },
  { name: '--no-color', words: ['--no-color'] },
  { name: 'FORCE_COLOR=0', environment: { FORCE_COLOR: '0' } },
  { name: 'FORCE_COLOR=1 NO_COLOR=1', environment: { FORCE_COLOR: '1', NO_COLOR: '1' } },
  { name: 'FORCE_COLOR=1 TERM=vt100', environment: { FORCE_COLOR: '1', TERM: 'vt100' } },
  { name: '--ascii', words: ['--ascii'] },
  { name: 'LANG unset', environment: { LANG: undefined, LC_ALL: undefined, LC_CTYPE: undefined } },
  { name: 'LANG=C', environment: { LANG: 'C', LC_ALL: undefined, LC_CTYPE: undefined } },
  { name: 'LANG=de_DE.ISO-8859-1', environment: { LANG: 'de_DE.ISO-8859-1', LC_ALL: undefined, LC_CTYPE: undefined } },
  { name: '--no-alt-screen', words: ['--no-alt-screen'] },
  { name: '--screen-reader', words: ['--screen-reader'] },
  { name: 'INK_SCREEN_READER=true', environment: { INK_SCREEN_READER: 'true' } },
  { name: '--screen-reader TERM=dumb', words: ['--screen-reader'], environment: { TERM: 'dumb' } },
];

export const hasTmux = spawnSync('tmux', ['-V']).status === 0;

/**
 * A table of the program's observed behaviour in each setting. Needs the built program and tmux. Works only inside a
 * test, because the terminals are closed when the test ends.
 */
export async function terminalTable(): Promise<string> {
  const rows: (readonly string[])[] = [];
  for (const setting of settings) rows.push([`\`${setting.name}\``, ...(await observe(setting))]);
  return markdownTable(['setting', 'output', 'characters', 'styles', 'on the screen after `q`', 'exit code'], rows);
}

/** Runs the program, takes six steps and quits. Returns the table row of the setting, without the name. */
async function observe({ words = [], environment = {}, isInTmux = false }: Setting): Promise<readonly string[]> {
  const socket = `backstep-${process.pid}`;
  const command = [process.execPath, program, ...words];
  const terminal = isInTmux
    ? runUntilTestEnds(['-L', socket, '-f', '/dev/null', 'new-session', ...command], { file: 'tmux', environment })
    : runUntilTestEnds([program, ...words], { environment });
  await terminal.shows(/computed yet|^backstep: /m);
  if (/^backstep: /m.test(terminal.rows().join('\n'))) {
    return ['a one-line error', '', '', '', `${await terminal.exited}`];
  }
  terminal.send(keys.right.repeat(6));
  await terminal.shows(/0\.5943[\s\S]*high/);
  const cells = cellsOf(terminal.screen);
  const frame = terminal.rows();
  const output = outputKind(terminal, frame);
  terminal.send('q');
  const code = await terminal.exited;
  return [output, glyphsOf(frame), stylesOf(cells), remainsOf(frame, terminal.rows(), output), `${code}`];
}

/**
 * Says how much of a frame is still on the screen after the program has ended. The end may scroll the frame by one row,
 * so the first row does not count.
 */
function remainsOf(frame: readonly string[], rows: readonly string[], output: string): string {
  const visible = new Set(rows);
  const drawn = frame.slice(1).filter((row) => row !== '');
  const remaining = drawn.filter((row) => visible.has(row)).length;
  if (remaining === 0) return 'nothing';
  if (remaining < drawn.length) return `${remaining} of ${drawn.length} rows`;
  return output === 'lines' ? 'all lines' : 'the last screen';
}

function outputKind(terminal: TestTerminal, frame: readonly string[]): string {
  if (!frame[0]?.startsWith(' backstep')) return 'lines';
  return terminal.screen.buffer.active.type === 'alternate' ? 'the alternate screen' : "the shell's screen";
}

function glyphsOf(frame: readonly string[]): string {
  const text = frame.join('');
  if (/[^\0-\x7f]/.test(text)) return 'Unicode';
  return text.includes('times') ? 'words' : 'ASCII';
}

function stylesOf(cells: readonly (readonly ScreenCell[])[]): string {
  const codes = new Set(cells.flat().flatMap(({ style }) => style.split(';')));
  const names = { '1': 'bold', '2': 'dim', '7': 'inverse' };
  const styles = Object.entries(names).flatMap(([code, name]) => (codes.has(code) ? name : []));
  const colors = [...codes].some((code) => /^3[1-6]$/.test(code)) ? ['colours'] : [];
  return [...colors, ...styles].join(', ') || 'plain';
}
