import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spoken } from '../../src/notation/glyphs.ts';
import { modes } from '../../src/ui/modes/mode-table.ts';
import { lessonNamed } from '../support/lessons.ts';
import { randomExperiment } from '../support/random-experiment.ts';
import { anyKeys } from '../support/random-keys.ts';
import { openStepper } from '../support/stepper.ts';

/** The line for a screen reader after the last of some keys; undefined if that key gives no line. */
function lineAfter(keys: readonly string[]): string | undefined {
  const stepper = openStepper({ experiment: lessonNamed('lecture'), glyphs: spoken, isSpoken: true });
  stepper.press(...keys.slice(0, -1));
  const count = stepper.lines.length;
  stepper.press(...keys.slice(-1));
  expect(stepper.lines.length).toBeLessThanOrEqual(count + 1);
  return stepper.lines[count];
}

/** The keys to the end of the backward phase, where the gradient of w4 was computed last. */
const toLastGradient = ['p', 'p', 'p'];

const start =
  "The lecture's 2-2-2 sigmoid network, without biases. 1 ... 9 0: chapters. " +
  'Nothing is computed yet. Each press of Right arrow computes one equation.';

type Row = readonly [keys: readonly string[], line: string | undefined];

/** For each action, keys of which the last one causes the action, and the line for a screen reader after that key. */
const lines: Readonly<Record<string, readonly Row[]>> = {
  'next-step': [
    [
      ['right', 'right'],
      'out_h1 = sigmoid(net_h1) = sigmoid(0.0275) = 0.5069. The sigmoid squeezes net between 0 and 1.',
    ],
    [
      ['p', 'right'],
      'Epoch 1, error. E_o1 = one half (target_o1 minus out_o1) squared = one half (0.0100 minus 0.5943) squared = 0.1707. ' +
        'How far o1 missed its target, squared: too high and too low both count.',
    ],
    [
      ['t', 'right'],
      'net_h1 = i1 times w1 + i2 times w2 = 0.0500 times 0.1500 + 0.1000 times 0.2000 = ? ' +
        'What will it be? The next Right arrow shows it.',
    ],
  ],
  'previous-step': [
    [
      ['right', 'right', 'left'],
      'net_h1 = i1 times w1 + i2 times w2 = 0.0500 times 0.1500 + 0.1000 times 0.2000 = 0.0275. ' +
        'Each input times its weight into h1, added.',
    ],
  ],
  'next-unit': [
    [
      ['n'],
      'Epoch 1, forward. out_h1 = sigmoid(net_h1) = sigmoid(0.0275) = 0.5069. The sigmoid squeezes net between 0 and 1.',
    ],
  ],
  'previous-unit': [
    [['n', 'n', 'N'], 'out_h1 = sigmoid(net_h1) = sigmoid(0.0275) = 0.5069. The sigmoid squeezes net between 0 and 1.'],
  ],
  'next-phase': [
    [['p'], 'Epoch 1, forward. out_o2 = sigmoid(net_o2) = sigmoid(0.4834) = 0.6186. Much too low: the target is 0.99.'],
  ],
  'previous-phase': [
    [
      ['p', 'p', 'P'],
      'Epoch 1, forward. out_o2 = sigmoid(net_o2) = sigmoid(0.4834) = 0.6186. Much too low: the target is 0.99.',
    ],
  ],
  'next-epoch': [
    [
      ['e'],
      'Epoch 1, update. E_total new = E_o1 new + E_o2 new = 0.1656 + 0.0670 = 0.2326. ' +
        'Forward once more, with new weights: down from 0.2397. One update done.',
    ],
  ],
  'previous-epoch': [
    [
      ['e', 'e', 'E'],
      'Epoch 1, update. E_total new = E_o1 new + E_o2 new = 0.1656 + 0.0670 = 0.2326. ' +
        'Forward once more, with new weights: down from 0.2397. One update done.',
    ],
  ],
  'go-to-epoch': [
    [['g'], 'digits, then Enter; Esc goes back; epoch 0 is the start. go to the end of epoch: '],
    [
      ['g', '1', '2', 'backspace', '3'],
      'digits, then Enter; Esc goes back; epoch 0 is the start. go to the end of epoch: 13',
    ],
  ],
  chapter: [
    [
      ['4'],
      "Epoch 1, backward. Chapter 4: The sigmoid's slope. out(1 minus out): the sigmoid gives its own slope. " +
        'dout_o1/dnet_o1 = out_o1(1 minus out_o1) = 0.5943 times (1 minus 0.5943) = 0.2411. E_total 0.2397.',
    ],
  ],
  run: [[['r'], 'running, 10 epochs a second']],
  faster: [
    [['r', '+'], 'running, 100 epochs a second'],
    [['+'], undefined],
  ],
  slower: [[['r', '-'], 'running, 1 epoch a second']],
  stop: [
    [['r', 'escape'], start],
    [['escape'], undefined],
  ],
  'select-previous': [[['down', 'down', 'up'], 'w2 i2 to h1: 0.2000.']],
  'select-next': [
    [[...toLastGradient, 'down'], 'w5 h1 to o1: 0.3500, derivative 0.0714.'],
    [['tab', 'down'], 'dout_h1/dnet_h1 = out_h1(1 minus out_h1).'],
  ],
  find: [
    [['/'], 'w12, net_h1, dE_total/dout_h1 ... then Enter; Esc goes back. find: '],
    [['/', ...'w12', 'return'], 'there is no such quantity in this update; find: w12'],
  ],
  'expand-factor': [
    [[...toLastGradient, 'return'], 'Opened: dE_total/dout_h2 = dE_o1/dout_h2 + dE_o2/dout_h2 = 0.0125.'],
  ],
  'collapse-factor': [[[...toLastGradient, 'return', 'backspace'], 'Closed: dE_total/dout_h2.']],
  follow: [
    [['down', 'f'], 'w1 i1 to h1: 0.1500.'],
    [['f'], 'Not now: each step already selects its parameter.'],
  ],
  'next-panel': [[['tab'], 'Panel: formula.']],
  'previous-panel': [[['shift+tab'], 'Panel: picture.']],
  zoom: [
    [['z'], 'Panel network alone.'],
    [['z', 'z'], 'All panels.'],
  ],
  'page-down': [[['tab', 'tab', 'pagedown'], 'w8 h2 to o2: 0.5000.']],
  'page-up': [[['tab', 'tab', 'pagedown', 'pageup'], 'w1 i1 to h1: 0.1500.']],
  decimals: [[['.'], '6 decimals.']],
  'by-hand': [
    [['y'], 'By hand: gradients are also shown as a product of rounded factors. y hides it.'],
    [['y', 'y'], 'Gradients are no longer shown by hand.'],
  ],
  'next-picture': [[[...toLastGradient, 'v'], 'E_total over w4: Slope +0.0003131: w4 goes left.']],
  practise: [[['d'], 'dE_total/dw2 = ? Your answer: ']],
  predict: [
    [['t'], 'Predict: Right arrow shows an equation, and the next Right arrow its value.'],
    [['t', 't'], 'Right arrow shows each equation with its value.'],
  ],
  change: [[['='], 'examples: 0.4 | i1 0.2 | target_o1 0.5 | alpha 5 | optimizer adam 0.01 | h tanh. change w1 to: ']],
  undo: [
    [['=', ...'w5 0.4', 'return', 'u'], 'Undone: changing w5 to 0.4, at the start of update 1.'],
    [['u'], 'Not now: nothing is changed.'],
  ],
  mark: [
    [['m'], 'Marked: differences from this run are shown from now on. = changes something.'],
    [['m', 'm'], 'No run is marked any more.'],
  ],
  'check-gradient': [
    [['c'], 'Not now: the derivative is not computed yet.'],
    [
      [...toLastGradient, 'c'],
      expect.stringMatching(
        /^dE\/dw4 0\.00031309393, numerically 0\.00031309393, relative error (0|\de-1\d): agree\.$/,
      ),
    ],
  ],
  save: [[['s'], 'the path of a file, then Enter; Esc goes back. save as (Enter: lecture.session.json): ']],
  help: [
    [
      ['?'],
      expect.stringMatching(/^The lecture's .*\nRight l: next equation\n[\s\S]*\nPress \? once more to go on\.$/),
    ],
  ],
  'leave-help': [[['?', '?'], start]],
  'scroll-down': [[['?', 'down'], undefined]],
  'scroll-up': [[['?', 'up'], undefined]],
  redraw: [[['ctrl+l'], undefined]],
  suspend: [[['ctrl+z'], undefined]],
  quit: [[['q'], undefined]],
  'submit-answer': [
    [['d', ...'0.000247', 'return'], '0.000247: right. dE_total/dw2 = 0.0002466.'],
    [
      ['d', ...'-0.000247', 'return'],
      'Not -0.000247. Look at the direction: should w2 rise or fall? dE_total/dw2 = ? Your answer: ',
    ],
    [['d', ...'0.000247', 'return', 'return'], 'dE_total/dw3 = ? Your answer: '],
  ],
  hint: [
    [
      ['d', '?'],
      'hint 1/4: Through which weights does w2 reach E, and what is its own input? dE_total/dw2 = ? Your answer: ',
    ],
    [['d', '?', '?'], 'hint 2/4: delta_h1 times i2. dE_total/dw2 = ? Your answer: '],
    [['d', '?', '?', '?'], 'hint 3/4: delta_h1 times i2 = 0.002466 times 0.1000. dE_total/dw2 = ? Your answer: '],
    [['d', '?', '?', '?', '?'], 'dE_total/dw2 = 0.0002466.'],
  ],
  'previous-question': [[['d', 'left'], 'dE_total/dw1 = ? Your answer: ']],
  'next-question': [[['d', 'right'], 'dE_o1/dout_h2 = ? Your answer: ']],
  'ask-previous-parameter': [[['d', 'up'], 'dE_total/dw1 = ? Your answer: ']],
  'ask-next-parameter': [[['d', 'down'], 'dE_total/dw3 = ? Your answer: ']],
  'leave-practice': [
    [
      ['d', 'escape'],
      'dE_total/dw1 = delta_h1 times i1 = 0.002466 times 0.0500 = 0.0001233. ' +
        'third factor: The input of w1: 0.0500 from i1. Positive: w1 will fall.',
    ],
  ],
  'erase-character': [[['d', ...'0.1', 'backspace'], 'dE_total/dw2 = ? Your answer: 0.']],
  'erase-all': [[['d', ...'0.1', 'ctrl+u'], 'dE_total/dw2 = ? Your answer: ']],
  'submit-prompt': [
    [['=', ...'w5 0.4', 'return'], 'Changed w5 to 0.4, at the start of update 1. u undoes it.'],
    [['p', '/', ...'w8', 'return'], 'w8 h2 to o2: 0.5000.'],
    [['g', ...'0', 'return'], start],
  ],
  'cancel-prompt': [[['g', 'escape'], start]],
};

test('the help has the keys of every mode', () => {
  const help = lineAfter(['?']);
  expect(help).toContain('keys in practice (d):\nEnter: submit your answer');
  expect(help).toContain('keys while you type (g / = s):\nEnter: use the typed text');
});

test('after a change, the text of a chapter is not spoken, because the numbers in the text may be wrong', () => {
  expect(lineAfter(['=', ...'w5 0', 'return', '4'])).toMatch(/ Chapter 4: The sigmoid's slope\. dout_o1\/dnet_o1 = /);
});

test('a frozen parameter is spoken as frozen', () => {
  const mazur = lessonNamed('mazur-as-published');
  const stepper = openStepper({ experiment: mazur, glyphs: spoken, isSpoken: true }).press('/', 'b', '1', 'return');
  expect(stepper.lines.at(-1)).toBe('b1 1 to all: 0.3500, frozen.');
});

test('the step where a long move ends is spoken', () => {
  const stepper = openStepper({ glyphs: spoken, isSpoken: true }).press('g', ...'20', 'return');
  expect(stepper.lines.slice(-2)).toEqual([
    'Going to epoch 20.',
    expect.stringMatching(/^Epoch 20, update\. E_total new/),
  ]);
});

test('a notice that arrives while the user types is spoken before the question', async () => {
  const stepper = openStepper({ glyphs: spoken, isSpoken: true }).press('s', 'return', 'g', '1');
  await new Promise((resolve) => setImmediate(resolve));
  expect(stepper.lines.at(-1)).toMatch(/^Saved\. .* go to the end of epoch: 1$/);
});

describe.each(Object.entries(lines))('the spoken line of the action %s', (_, rows) => {
  test.each(rows)('after the keys %j is: %s', (keys, line) => {
    expect(lineAfter(keys)).toEqual(line);
  });
});

test('the table of spoken lines has a row for every action', () => {
  const names = Object.values(modes).flatMap(({ actions }) => actions.map(({ name }) => name));
  expect(Object.keys(lines).toSorted()).toEqual([...new Set(names)].toSorted());
});

test('spoken lines of random networks and keys are not empty and contain no arrows or other graphic characters', () => {
  fc.assert(
    fc.property(randomExperiment, anyKeys, (experiment, keys) => {
      const { lines: spokenLines } = openStepper({ experiment, glyphs: spoken, isSpoken: true }).press(...keys);
      for (const line of spokenLines) {
        expect(line).toMatch(/\S/);
        if (!line.endsWith('Press ? once more to go on.')) expect(line).not.toContain('\n');
        // No arrow, mathematical sign, line, shape or braille dot, and no blanks that align columns.
        expect(line).not.toMatch(/[\u2190-\u2bff]| {3}/);
      }
    }),
    { numRuns: 60 },
  );
});

test('the cursor of a prompt, an underscore, is not spoken, but the underscores in a name are', () => {
  const experiment = { ...lessonNamed('lecture'), name: 'my_net' };
  const stepper = openStepper({ experiment, glyphs: spoken, isSpoken: true });
  expect(stepper.press('s').lines.at(-1)).toContain('save as (Enter: my_net.session.json):');
  expect(stepper.lines.at(-1)).not.toMatch(/_ *$/);
});
