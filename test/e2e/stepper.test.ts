import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keys, type TestTerminal } from '../support/terminal.ts';
import {
  openProgram,
  openShell,
  programCommand,
  runUntilTestEnds,
  temporaryFolder,
  typeCommand,
} from '../support/terminal-fixtures.ts';

/** Opens the stepper on a network file with this content. */
function openNetwork(network: object): Promise<TestTerminal> {
  const file = join(temporaryFolder(), 'network.json');
  writeFileSync(file, JSON.stringify(network));
  return openProgram([file]);
}

test('→ and ← move by one step, and e and E move by one epoch', async () => {
  const terminal = await openProgram();
  terminal.send(keys.right.repeat(6));
  await terminal.shows(/out_o1 = .* = 0\.5943/);
  terminal.send(keys.left);
  await terminal.shows(/net_o1 = .* = 0\.3817/);
  terminal.send('e');
  await terminal.shows('E_total 0.2326');
  terminal.send('E');
  await terminal.shows('Nothing is computed yet');
  expect(terminal.rows()[1]).not.toContain('E_total');
});

test('panel borders stay aligned around names with wide or combining characters', async () => {
  const terminal = await openNetwork({
    name: '誤差逆伝播',
    inputs: 2,
    layers: [{ units: 1, activation: 'sigmoid', weights: [[0.1, 0.2]] }],
    loss: 'half-squared-error',
    optimizer: { method: 'sgd', learningRate: 0.5 },
    samples: [{ input: [1, 2], target: [0] }],
    inputNames: ['左', 'e\u0301te\u0301'],
  });
  await terminal.shows('誤差逆伝播');
  await terminal.shows('左');
  await terminal.shows('e\u0301te\u0301');
  const borders = Array.from({ length: 19 }, (_, row) => {
    const line = terminal.screen.buffer.active.getLine(row + 2);
    return (line?.getCell(39)?.getChars() ?? '') + (line?.getCell(79)?.getChars() ?? '');
  });
  const panel = (height: number) => ['╮╮', ...Array.from({ length: height }, () => '││'), '╯╯'];
  expect(borders).toEqual([...panel(8), ...panel(7)]);
});

test('/ selects a weight or goes to a quantity, by its name', async () => {
  const terminal = await openProgram();
  terminal.send('/w7\r');
  await terminal.shows('▸w7');
  terminal.send('/dE_total/dout_h1\r');
  await terminal.shows(/∂E_total\/∂out_h1 = .* = 0\.009868/);
  terminal.send('/nothing\r');
  await terminal.shows('there is no such quantity in this update');
  terminal.send('\u001B');
  await terminal.shows('∂E_total/∂out_h1 =');
});

/**
 * A network with one weight, which each update multiplies by −100. After 78 updates the error, which is half the square
 * of the weight, exceeds the largest double.
 */
const diverging = {
  inputs: 1,
  layers: [{ units: 1, activation: 'identity', weights: [[1]] }],
  loss: 'half-squared-error',
  optimizer: { method: 'sgd', learningRate: 101 },
  samples: [{ input: [1], target: [0] }],
};

test.each([
  ['a long move', 'g100000\r'],
  ['an automatic run', '++r'],
])('%s stops at the first number that is not finite, and E goes back one epoch from there', async (_, typed) => {
  const terminal = await openNetwork(diverging);
  terminal.send(typed);
  await terminal.shows('Stopped: E_total⁺ is ∞ in epoch 78. A smaller learning rate may help.');
  await terminal.shows('q quit');
  const [title = ''] = terminal.rows();
  expect(title).toMatch(/epoch 78 /);
  terminal.send('E');
  await terminal.shows('epoch 77 ');
  await terminal.shows(/E_total \d/);
});

test('200 presses of a step key that arrive together make 200 steps', async () => {
  const terminal = await openProgram();
  terminal.send('l'.repeat(200));
  await terminal.shows('epoch 5 ');
  await terminal.shows('backward 13/24');
  terminal.send('hhh');
  await terminal.shows('backward 10/24');
});

test('three presses of p lead to the same screen as 35 presses of → that arrive together', async () => {
  const byPhase = await openProgram();
  const byStep = await openProgram();
  for (const terminal of [byPhase, byStep]) terminal.send(keys.down.repeat(4));
  byPhase.send('p');
  await byPhase.shows('forward ✓');
  byPhase.send('p');
  await byPhase.shows('error ✓');
  byPhase.send('p');
  byStep.send(keys.right.repeat(35));
  for (const terminal of [byPhase, byStep]) {
    await terminal.shows(/0\.5843 +× 0\.2411 +× 0\.5069[\s\S]*= 0\.0714[\s\S]*0\.0003131/);
    await terminal.shows('w4 will fall.');
  }
  await expect.poll(() => byStep.rows()).toEqual(byPhase.rows());
});

test('g moves to epoch 10,000, and r stops a longer move', async () => {
  const terminal = await openProgram();
  terminal.send('g10000\r');
  await terminal.shows('E_total 5.581e-5');
  await terminal.shows('log scale');
  terminal.send('g900000000\r');
  await terminal.shows('going to epoch');
  terminal.send('r');
  // The end of this narration does not fit on the screen if the error in it is a very small number.
  await terminal.shows(/^(?![\s\S]*going to epoch)[\s\S]*Forward once more, with new weights: /);
});

test('after a resize, the screen has the new size, or says which size the program needs', async () => {
  const terminal = await openProgram();
  terminal.send('p');
  await terminal.shows('forward ✓');
  terminal.resize(120, 40);
  await terminal.shows(/update ·$/m);
  await expect.poll(() => terminal.rows()[39]).toContain('quit');
  terminal.resize(30, 8);
  await terminal.shows('backstep needs 40×12');
  terminal.resize(80, 24);
  await expect.poll(() => terminal.rows().filter((row) => row.startsWith('╭'))).toHaveLength(2);
  await expect.poll(() => terminal.rows()[23]).toContain('? help');
});

test.each([
  [120, 80],
  [81, 80],
  [80, 60],
])(
  'narrowing the window from %d to %d columns leads to the same screen as starting with the narrow window',
  async (before, after) => {
    const terminal = await openProgram([], { columns: before });
    const fresh = await openProgram([], { columns: after });
    terminal.resize(after, 24);
    await expect.poll(() => terminal.rows()).toEqual(fresh.rows());
  },
);

test('the screen starts at the top row wherever the cursor is, and q brings back the earlier text', async () => {
  const command = `printf 'one\\ntwo\\nthree '; exec ${programCommand}`;
  const shell = runUntilTestEnds(['-c', command], { file: '/bin/sh' });
  await shell.shows('Nothing is computed yet');
  expect(shell.rows()[0]).toMatch(/^ backstep · lecture +epoch 1/);
  shell.send('q');
  expect(await shell.exited).toBe(0);
  expect(shell.rows().slice(0, 4)).toEqual(['one', 'two', 'three', '']);
});

test.each(['q', '\u0003'])('%j clears the screen and exits with code 0', async (key) => {
  const terminal = await openProgram();
  expect(terminal.screen.buffer.active.type).toBe('alternate');
  terminal.send(key);
  expect(await terminal.exited).toBe(0);
  expect(terminal.screen.buffer.active.type).toBe('normal');
  expect(terminal.rows().join('').trim()).toBe('');
});

test('Ctrl-Z suspends the program, and fg continues at the same step', async () => {
  const shell = await openShell();
  await typeCommand(shell, programCommand);
  await shell.shows('Nothing is computed yet');
  shell.send('lll');
  await shell.shows('forward 3/8');
  shell.send('\u001A');
  await shell.shows(/Stopped/);
  await typeCommand(shell, 'fg');
  await shell.shows('forward 3/8');
  shell.send('l');
  await shell.shows('forward 4/8');
});

test('fg fills a window that was resized while the program was suspended', async () => {
  const shell = await openShell();
  await typeCommand(shell, programCommand);
  await shell.shows('Nothing is computed yet');
  shell.send('\u001A');
  await shell.shows(/Stopped/);
  shell.resize(100, 30);
  await typeCommand(shell, 'fg');
  await expect.poll(() => shell.rows()[29]).toContain('? help  q quit');
  // The last column of the title row is blank.
  expect(shell.rows()[0]).toHaveLength(100 - 1);
});

test('Ctrl-Z also suspends the command that started the program, such as npm', async () => {
  const shell = await openShell();
  await typeCommand(shell, `sh -c "${programCommand}; true"`);
  await shell.shows('Nothing is computed yet');
  shell.send('\u001A');
  await shell.shows(/Stopped/);
  await typeCommand(shell, 'fg');
  await shell.shows('Nothing is computed yet');
});

test('Ctrl-L redraws the whole screen', async () => {
  const terminal = await openProgram();
  terminal.send('p');
  // The narration is the lowest part of the screen that p changes.
  await terminal.shows('Much too low: the target is 0.99.');
  const before = terminal.rows();
  await new Promise<void>((resolve) => terminal.screen.write('\u001B[5;5Hgarbage\u001B[12;40Hmore', resolve));
  expect(terminal.rows()[4]).toContain('garbage');
  terminal.send('\u000C');
  await expect.poll(() => terminal.rows()).toEqual(before);
  terminal.send('l');
  await terminal.shows('error 1/3');
  terminal.send('h');
  await expect.poll(() => terminal.rows()).toEqual(before);
});

test('pasted text does not act as keys', async () => {
  const terminal = await openProgram();
  terminal.send('\u001B[200~q quit lll\u001B[201~');
  terminal.send('l');
  await terminal.shows('forward 1/8');
});

test('with --ascii and --no-color, the screen contains only ASCII characters', async () => {
  const terminal = await openProgram(['--ascii', '--no-color']);
  terminal.send('e');
  await terminal.shows('E_total 0.2326');
  expect(terminal.rows().join('').replace(/[ -~]/g, '')).toBe('');
});
