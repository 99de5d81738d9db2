import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { program } from '../support/terminal.ts';
import { openProgram } from '../support/terminal-fixtures.ts';

test('d asks for a derivative, a wrong answer is diagnosed, and Enter after a right one opens the next question', async () => {
  const terminal = await openProgram();
  terminal.send('d');
  await terminal.shows('∂E_total/∂w2 = ?   to 3 digits');
  terminal.send('-0.000247\r');
  await terminal.shows('direction: should w2 rise or fall?');
  terminal.send('-0.000247\r');
  await terminal.shows('flipping the sign; or swapping');
  terminal.send('0.000247\r');
  await terminal.shows('0.000247: right.');
  terminal.send('\r');
  await terminal.shows('∂E_total/∂w3 = ?');
  terminal.send('\u001B');
  await terminal.shows('q quit');
});

test('d, an answer and Enter take effect even if they arrive together', async () => {
  const terminal = await openProgram();
  terminal.send('d0.000247\r');
  await terminal.shows('0.000247: right.');
});

test('the keys 1 to 9 and 0 open the chapters of the lecture in order', async () => {
  const terminal = await openProgram();
  const chapters = [
    ['1', /net_h1 = .* = 0\.0275[\s\S]*1 Forward/],
    ['2', /E_total = E_o1 \+ E_o2 .* = 0\.2397[\s\S]*2 The error/],
    ['3', /E_total over w5[\s\S]*w5 goes left\.[\s\S]*3 Gradient descent/],
    ['4', /sigmoid of o1, and its slope[\s\S]*0\.2411 of[\s\S]*4 The sigmoid's slope/],
    ['5', /0\.5843 +× 0\.2411 +× 0\.5069[\s\S]*5 The chain rule/],
    ['6', /▸ weights[\s\S]*−0\.0448[\s\S]*6 The same again/],
    ['7', /0\.5843 +× 0\.2411 +× 0\.3500 +\+ \(−0\.3714\)[\s\S]*7 Through both outputs/],
    ['8', /÷5\.00 cancelling paths[\s\S]*Layer 1 is 277 times smaller[\s\S]*8 Vanishing/],
    ['9', /practice: ∂E_total\/∂w2/],
    ['\u001B', /q quit/],
    ['0', /E_total⁺ = .* = 0\.2326[\s\S]*10 All at once/],
  ] as const;
  for (const [key, screen] of chapters) {
    terminal.send(key);
    await terminal.shows(screen);
  }
});

test('the ratios in the gradients picture agree with the derivatives that backstep explain prints', async () => {
  const terminal = await openProgram(['vanishing']);
  terminal.send('evvv');
  await terminal.shows(/Layer 1 is [\d,]+ times smaller/);
  const text = terminal
    .rows()
    .join(' ')
    .replace(/[│╭╮╰╯]/g, ' ')
    .replace(/\s+/g, ' ');
  const [, ratio = '', slopes = ''] =
    /Layer 1 is ([\d,]+) times smaller; σ′ .*?alone would make that .*?([\d,]+)\./.exec(text) ?? [];
  const explained = (name: string): number => {
    const { stdout } = spawnSync(process.execPath, [program, 'explain', name, 'vanishing', '--json'], {
      encoding: 'utf8',
    });
    return (JSON.parse(stdout) as { readonly value: number }).value;
  };
  const number = (digits: string): number => Number(digits.replaceAll(',', ''));
  expect(number(ratio) / (explained('w8') / explained('w1'))).toBeCloseTo(1, 2);
  const expectedSlopes = [1, 2, 3, 4, 5, 6, 7].reduce(
    (product, layer) => product / explained(`dout_h${layer}.1/dnet_h${layer}.1`),
    1,
  );
  expect(number(slopes) / expectedSlopes).toBeCloseTo(1, 2);
});

test('the chart shows the present run beside the run marked with m, and u undoes a change of α', async () => {
  const terminal = await openProgram();
  terminal.send('g50\r');
  await terminal.shows('epoch 50 ');
  terminal.send('=alpha 5\rg80\r');
  await terminal.shows('epoch 80 ');
  terminal.send('m');
  await terminal.shows('Marked');
  terminal.send('l');
  await terminal.shows(/epoch 81 (?![\s\S]*One update done)/);
  terminal.send('h');
  await terminal.shows('One update done');
  const before = terminal.rows();
  terminal.send('g30\r');
  await terminal.shows('epoch 30 ');
  await terminal.shows(/━+◦+/);
  await terminal.shows('α 0.5');
  terminal.send('g80\r');
  await terminal.shows('One update done');
  await expect.poll(() => terminal.rows()).toEqual(before);
  terminal.send('u');
  await terminal.shows('Undone: changing α to 5');
  await terminal.shows(/◦+━+/);
});

test('backstep practice reads answers from standard input and diagnoses them', () => {
  const input = '-0.000247\n0.001232\n?\n0.000247\n\n';
  const { stdout, status } = spawnSync(process.execPath, [program, 'practice'], { input, encoding: 'utf8' });
  expect(status).toBe(0);
  expect(stdout.split('\n')).toEqual([
    'dE_total/dw2 = ?   to 3 digits',
    '> Not -0.000247. Look at the direction: should w2 rise or fall?',
    '> Not 0.001232. That comes from leaving out the path through o2.',
    '> hint 1/4: Through which weights does w2 reach E, and what is its own input?',
    '> 0.000247: right.',
    'dE_total/dw3 = ?   to 3 digits',
    '> dE_total/dw4 = ?   to 3 digits',
    '> 1 of 1 right, 0 at the first try',
    '',
  ]);
});
