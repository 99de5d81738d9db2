import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { keys, program, runInTerminal, type TerminalOptions, type TestTerminal } from '../support/terminal.ts';

const open: TestTerminal[] = [];

async function stepper(words: readonly string[] = [], options: TerminalOptions = {}): Promise<TestTerminal> {
  const terminal = runInTerminal([program, ...words], options);
  open.push(terminal);
  await terminal.shows(/Nothing is computed yet[\s\S]*q quit/);
  return terminal;
}

afterEach(() => {
  for (const terminal of open.splice(0)) terminal.process.kill('SIGKILL');
});

test('steps forward and back by keys', async () => {
  const terminal = await stepper();
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

test('names of wide characters and of letters with marks leave the frames in line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'backstep-'));
  const file = join(folder, 'wide.json');
  const network = {
    name: '誤差逆伝播',
    inputs: 2,
    layers: [{ units: 1, activation: 'sigmoid', weights: [[0.1, 0.2]] }],
    loss: 'half-squared-error',
    optimizer: { method: 'sgd', learningRate: 0.5 },
    samples: [{ input: [1, 2], target: [0] }],
    inputNames: ['左', 'e\u0301te\u0301'],
  };
  writeFileSync(file, JSON.stringify(network));
  const terminal = await stepper([file]).finally(() => rmSync(folder, { recursive: true }));
  await terminal.shows('誤差逆伝播');
  await terminal.shows('左');
  await terminal.shows('e\u0301te\u0301');
  const edges = Array.from({ length: 19 }, (_, row) => {
    const line = terminal.screen.buffer.active.getLine(row + 2);
    return (line?.getCell(39)?.getChars() ?? '') + (line?.getCell(79)?.getChars() ?? '');
  });
  const panel = (height: number) => ['╮╮', ...Array.from({ length: height }, () => '││'), '╯╯'];
  expect(edges).toEqual([...panel(8), ...panel(7)]);
});

test('finds quantities by name', async () => {
  const terminal = await stepper();
  terminal.send('/w7\r');
  await terminal.shows('▸w7');
  terminal.send('/dE_total/dout_h1\r');
  await terminal.shows(/∂E_total\/∂out_h1 = .* = 0\.009868/);
  terminal.send('/nothing\r');
  await terminal.shows('there is no such quantity in this update');
  terminal.send('\u001B');
  await terminal.shows('∂E_total/∂out_h1 =');
});

/** One weight that each update multiplies by −100: after 78 of them, half its square is beyond the largest double. */
const steep = {
  inputs: 1,
  layers: [{ units: 1, activation: 'identity', weights: [[1]] }],
  loss: 'half-squared-error',
  optimizer: { method: 'sgd', learningRate: 101 },
  samples: [{ input: [1], target: [0] }],
};

test.each([
  ['a long way', 'g100000\r'],
  ['a run', '++r'],
])('%s ends where numbers are lost, and time goes back from there', async (_, typed) => {
  const folder = mkdtempSync(join(tmpdir(), 'backstep-'));
  const file = join(folder, 'steep.json');
  writeFileSync(file, JSON.stringify(steep));
  const terminal = await stepper([file]).finally(() => rmSync(folder, { recursive: true }));
  terminal.send(typed);
  await terminal.shows('The first number beyond all bounds');
  await terminal.shows('q quit');
  const [title = ''] = terminal.rows();
  expect(title).toMatch(/epoch 78 /);
  terminal.send('E');
  await terminal.shows('epoch 77 ');
  await terminal.shows(/E_total \d/);
});

test('every key of a burst counts', async () => {
  const terminal = await stepper();
  terminal.send('l'.repeat(200));
  await terminal.shows('epoch 5 ');
  await terminal.shows('backward 13/24');
  terminal.send('hhh');
  await terminal.shows('backward 10/24');
});

test('the same steps, by phases or in a burst, give the same screen', async () => {
  const [slow, fast] = [await stepper(), await stepper()];
  for (const terminal of [slow, fast]) terminal.send(keys.down.repeat(4));
  slow.send('p');
  await slow.shows('forward ✓');
  slow.send('p');
  await slow.shows('error ✓');
  slow.send('p');
  fast.send(keys.right.repeat(35));
  for (const terminal of [slow, fast])
    await terminal.shows(/0\.5843 +× 0\.2411 +× 0\.5069[\s\S]*= 0\.0714[\s\S]*0\.0003131/);
  for (const terminal of [slow, fast]) await terminal.shows('w4 will fall.');
  expect(fast.rows()).toEqual(slow.rows());
});

test('goes ten thousand epochs, and can be stopped on a longer way', async () => {
  const terminal = await stepper();
  terminal.send('g10000\r');
  await terminal.shows('E_total 5.581e-5');
  await terminal.shows('log scale');
  terminal.send('g900000000\r');
  await terminal.shows('going to epoch');
  terminal.send('r');
  await terminal.shows('One update done');
});

test('a resize leaves a whole frame of the new size, and a small one says what it needs', async () => {
  const terminal = await stepper();
  terminal.send('p');
  await terminal.shows('forward ✓');
  terminal.resize(120, 40);
  await terminal.shows(/update ·$/m);
  await expect.poll(() => terminal.rows()[39]).toContain('quit');
  terminal.resize(30, 8);
  await terminal.shows('backstep needs 40×12');
  terminal.resize(80, 24);
  await expect.poll(() => terminal.rows().filter((row) => row.startsWith('╭'))).toHaveLength(2);
  expect(terminal.rows()[23]).toContain('? help');
});

test.each([
  [120, 80],
  [81, 80],
  [80, 60],
])('a window made narrower, from %d to %d columns, shows what a new one would', async (before, after) => {
  const [terminal, fresh] = [await stepper([], { columns: before }), await stepper([], { columns: after })];
  terminal.resize(after, 24);
  await expect.poll(() => terminal.rows()).toEqual(fresh.rows());
});

test('starts at the top, wherever the cursor stood, and leaves it there', async () => {
  const command = `printf 'one\\ntwo\\nthree '; exec '${process.execPath}' '${program}'`;
  const shell = runInTerminal(['-c', command], { file: '/bin/sh' });
  open.push(shell);
  await shell.shows('Nothing is computed yet');
  expect(shell.rows()[0]).toMatch(/^ backstep · lecture +epoch 1/);
  shell.send('q');
  expect(await shell.exited).toBe(0);
  expect(shell.rows().slice(0, 4)).toEqual(['one', 'two', 'three', '']);
});

test.each(['q', '\u0003'])('%j leaves the screen as it was, with exit code 0', async (key) => {
  const terminal = await stepper();
  expect(terminal.screen.buffer.active.type).toBe('alternate');
  terminal.send(key);
  expect(await terminal.exited).toBe(0);
  expect(terminal.screen.buffer.active.type).toBe('normal');
  expect(terminal.rows().join('').trim()).toBe('');
});

test('Ctrl-Z suspends, and fg comes back to the same place', async () => {
  const shell = runInTerminal(['-i', '-m'], { file: '/bin/sh', environment: { PS1: 'ready> ' } });
  open.push(shell);
  await shell.shows('ready>');
  shell.send(`'${process.execPath}' '${program}'\r`);
  await shell.shows('Nothing is computed yet');
  shell.send('lll');
  await shell.shows('forward 3/8');
  shell.send('\u001A');
  await shell.shows(/Stopped/);
  shell.send('fg\r');
  await shell.shows('forward 3/8');
  shell.send('l');
  await shell.shows('forward 4/8');
});

test('after Ctrl-Z, a window of another size is filled', async () => {
  const shell = runInTerminal(['-i', '-m'], { file: '/bin/sh', environment: { PS1: 'ready> ' } });
  open.push(shell);
  await shell.shows('ready>');
  shell.send(`'${process.execPath}' '${program}'\r`);
  await shell.shows('Nothing is computed yet');
  shell.send('\u001A');
  await shell.shows(/Stopped/);
  shell.resize(100, 30);
  shell.send('fg\r');
  await expect.poll(() => shell.rows()[29]).toContain('? help  q quit');
  expect(shell.rows()[0]).toHaveLength(100 - 1);
});

test('Ctrl-Z stops what started the stepper, too, as under npm', async () => {
  const shell = runInTerminal(['-i', '-m'], { file: '/bin/sh', environment: { PS1: 'ready> ' } });
  open.push(shell);
  await shell.shows('ready>');
  shell.send(`sh -c "'${process.execPath}' '${program}'; true"\r`);
  await shell.shows('Nothing is computed yet');
  shell.send('\u001A');
  await shell.shows(/Stopped/);
  shell.send('fg\r');
  await shell.shows('Nothing is computed yet');
});

test('Ctrl-L draws all of the screen anew', async () => {
  const terminal = await stepper();
  terminal.send('p');
  // The narration is the last that changes on screen.
  await terminal.shows('Wanted 0.99: much too low.');
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

test('pasted text is no command', async () => {
  const terminal = await stepper();
  terminal.send('\u001B[200~q quit lll\u001B[201~');
  terminal.send('l');
  await terminal.shows('forward 1/8');
});

test('without colours and with ASCII only, the same is said', async () => {
  const terminal = await stepper(['--ascii', '--no-color']);
  terminal.send('e');
  await terminal.shows('E_total 0.2326');
  expect(terminal.rows().join('').replace(/[ -~]/g, '')).toBe('');
});
