// Runs the program in the settings of the README's table, and prints its rows by what was seen. `npm run where` calls it.
import { spawnSync } from 'node:child_process';
import { type SeenCell, seen } from '../support/screens.ts';
import { keys, program, runInTerminal, type TestTerminal } from '../support/terminal.ts';

interface Setting {
  readonly name: string;
  readonly words?: readonly string[];
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Whether it runs inside of tmux. */
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

/** The rows of the table, all but those for which this machine lacks something. */
export async function whereRows(): Promise<readonly string[]> {
  const rows: string[] = [];
  for (const setting of settings) {
    if (setting.isInTmux === true && !hasTmux) continue;
    rows.push(`| \`${setting.name}\` | ${(await seenIn(setting)).join(' | ')} |`);
  }
  return rows;
}

/** What is seen after six steps: where it is drawn, with which signs and looks, what stays, and the exit code. */
async function seenIn({ words = [], environment = {}, isInTmux = false }: Setting): Promise<readonly string[]> {
  const socket = `backstep-${process.pid}`;
  const inner = [process.execPath, program, ...words];
  const terminal = isInTmux
    ? runInTerminal(['-L', socket, '-f', '/dev/null', 'new-session', ...inner], { file: 'tmux', environment })
    : runInTerminal([program, ...words], { environment });
  await terminal.shows(/computed yet|^backstep: /m);
  if (/^backstep: /m.test(terminal.rows().join('\n'))) {
    return ['refused, in one line', '', '', '', `${await terminal.exited}`];
  }
  terminal.send(keys.right.repeat(6));
  await terminal.shows(/0\.5943[\s\S]*Wanted/);
  const screen = seen(terminal.screen);
  const drawing = terminal.rows();
  const place = placeOf(terminal, drawing);
  terminal.send('q');
  const code = await terminal.exited;
  const left = new Set(terminal.rows());
  // Where the shell goes on below it, the screen has gone up by a row.
  const kept = drawing.slice(1).filter((row) => row !== '' && left.has(row)).length;
  const all = drawing.slice(1).filter((row) => row !== '').length;
  const remains =
    kept === 0
      ? 'nothing'
      : kept < all
        ? `${kept} rows of ${all}`
        : place === 'lines'
          ? 'all lines'
          : 'the last screen';
  return [place, signsOf(drawing), looksOf(screen), remains, `${code}`];
}

function placeOf(terminal: TestTerminal, drawing: readonly string[]): string {
  if (!drawing[0]?.startsWith(' backstep')) return 'lines';
  return terminal.screen.buffer.active.type === 'alternate' ? 'a screen of its own' : "the shell's screen";
}

function signsOf(drawing: readonly string[]): string {
  const text = drawing.join('');
  if (/[^\0-\x7f]/.test(text)) return 'Unicode';
  return text.includes('times') ? 'words' : 'ASCII';
}

function looksOf(screen: readonly (readonly SeenCell[])[]): string {
  const codes = new Set(screen.flat().flatMap(({ looks }) => looks.split(';')));
  const names = { '1': 'bold', '2': 'dim', '7': 'inverse' };
  const looks = Object.entries(names).flatMap(([code, name]) => (codes.has(code) ? name : []));
  const colors = [...codes].some((code) => /^3[1-6]$/.test(code)) ? ['colours'] : [];
  return [...colors, ...looks].join(', ') || 'plain';
}

if (import.meta.main) console.log((await whereRows()).join('\n'));
