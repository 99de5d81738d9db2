import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { program } from '../support/terminal.ts';
import { openShell, programCommand, temporaryFolder, typeCommand } from '../support/terminal-fixtures.ts';

const printingCommands: readonly (readonly string[])[] = [
  ['--help'],
  ['lessons'],
  ['trace'],
  ['trace', '--json'],
  ['train', '--epochs', '2'],
  ['explain', 'w1'],
  ['check'],
  ['code'],
  ['schema'],
];

describe.skipIf(!existsSync('/dev/full'))('on a full disk', () => {
  test.each(printingCommands)('%s %s %s ends with exit code 1 and one line', (...words) => {
    const full = openSync('/dev/full', 'w');
    const { stderr, status } = spawnSync(process.execPath, [program, ...words.filter((word) => word !== undefined)], {
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    closeSync(full);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^backstep: [^\n]*ENOSPC[^\n]*\n$/);
  });
});

test.each([
  ['in a working directory that was deleted', {}],
  ['if HOME is empty', { HOME: '' }],
  ['if HOME is not set', { HOME: undefined }],
])('the stepper opens, steps and ends %s', async (_place, environment) => {
  const folder = temporaryFolder();
  const shell = await openShell('/bin/sh', environment);
  await typeCommand(shell, `cd '${folder}'; echo in-$((1 + 1))`);
  await shell.shows('in-2');
  rmSync(folder, { recursive: true });
  await typeCommand(shell, `${programCommand}; echo code-$?-end`);
  await shell.shows('Nothing is computed yet');
  shell.send('\u001B[C');
  await shell.shows('forward 1/8');
  shell.send('q');
  await shell.shows('code-0-end');
});
