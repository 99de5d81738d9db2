import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRun } from '../../src/engine/training/run.ts';
import { spoken } from '../../src/notation/glyphs.ts';
import { spokenText, type Told } from '../../src/ui/app/screen-reader.ts';
import { initialModel } from '../../src/ui/state/model.ts';
import { lessonNamed } from '../support/lessons.ts';
import { randomExperiment } from '../support/random-experiment.ts';
import { afterKey, viewOf } from '../support/stepper.ts';
import { anyWalk } from '../support/walks.ts';

/** What is said after each of some keys, from the start on. */
function said(keys: readonly string[], experiment = lessonNamed('lecture')): readonly string[] {
  let model = initialModel(createRun(experiment));
  let told: Told | undefined;
  return ['', ...keys].map((key) => {
    model = key === '' ? model : afterKey(model, key);
    const view = viewOf(model, spoken);
    told = { view, line: spokenText(view, told) ?? told?.line ?? '' };
    return told.line;
  });
}

test.each<readonly [name: string, keys: readonly string[], text: string]>([
  [
    'a step',
    ['right', 'right'],
    'out_h1 = sigmoid(net_h1) = sigmoid(0.0275) = 0.5069. The sigmoid squeezes net between 0 and 1.',
  ],
  [
    'the first step of a phase',
    ['p', 'right'],
    'Epoch 1, error. E_o1 = one half (target_o1 minus out_o1) squared = one half (0.0100 minus 0.5943) squared = 0.1707. How far o1 missed, squared: too high and too low both count.',
  ],
  ['a chosen weight', ['p', 'p', 'p', 'down'], 'w5 h1 to o1: 0.3500, derivative 0.0714.'],
  ['a question', ['g'], 'digits, then Enter; Esc goes back; epoch 0 is the start. go to the end of epoch: '],
  [
    'what is typed',
    ['g', '1', '2', 'backspace', '3'],
    'digits, then Enter; Esc goes back; epoch 0 is the start. go to the end of epoch: 13',
  ],
  ['an answer that leads nowhere', ['/', ...'w12', 'return'], 'there is no such quantity in this update; find: w12'],
  [
    'a factor that is opened',
    ['p', 'p', 'p', 'return'],
    'Opened: dE_total/dout_h2 = dE_o1/dout_h2 + dE_o2/dout_h2 = 0.0125.',
  ],
  ['a factor that is closed', ['p', 'p', 'p', 'return', 'backspace'], 'Closed: dE_total/dout_h2.'],
  [
    'a chapter',
    ['4'],
    "Epoch 1, backward. Chapter 4: The sigmoid's slope. out(1 minus out): the sigmoid gives its own slope. dout_o1/dnet_o1 = out_o1(1 minus out_o1) = 0.5943 times (1 minus 0.5943) = 0.2411. E_total 0.2397.",
  ],
  ['what does nothing', ['u'], 'Not now: nothing is changed.'],
  ['a panel', ['tab'], 'Panel: formula.'],
  ['practice', ['d', '0', '.', '1'], 'dE_total/dw2 = ? Your answer: 0.1'],
  [
    'a wrong answer',
    ['d', ...'-0.000247', 'return'],
    'Not -0.000247. Look at the direction: should w2 rise or fall? dE_total/dw2 = ? Your answer: ',
  ],
  ['a picture', ['p', 'p', 'p', 'v'], 'E_total over w4: Slope +0.0003131: w4 goes left.'],
])('%s is said in a line', (_, keys, text) => {
  expect(said(keys).at(-1)).toBe(text);
});

test('whatever the network and the keys, a line of plain words is said, with nothing of a drawing', () => {
  fc.assert(
    fc.property(randomExperiment, anyWalk, (experiment, keys) => {
      const texts = said(keys, experiment);
      for (const [at, text] of texts.entries()) {
        expect(text).toMatch(/\S/);
        if (!keys.slice(0, at).includes('?')) expect(text.split('\n')).toHaveLength(1);
        expect(text).not.toMatch(/[\u2190-\u2bff]| {3}/);
      }
    }),
    { numRuns: 100 },
  );
});
