import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { checkGradients } from '../../../src/engine/gradient-check.ts';
import { compiledUpdatesOf } from '../../../src/engine/pass/compiled-updates.ts';
import { createTrainer } from '../../../src/engine/pass/trainer.ts';
import { readUpdate } from '../../../src/engine/pass/update-values.ts';
import { stepsOf } from '../../../src/engine/steps/steps.ts';
import { createTimeline, errorAfter, stateAfter } from '../../../src/engine/timeline/timeline.ts';
import type { Experiment } from '../../../src/engine/training/experiment.ts';
import { optimizerNames } from '../../../src/engine/training/optimizers.ts';
import { initialState } from '../../../src/engine/training/training-state.ts';
import { updateAt } from '../../../src/engine/training/update.ts';
import { parseFormulaExperiment } from '../../../src/files/formula/formula-experiment.ts';
import { parseNetwork } from '../../../src/files/network-file.ts';

/** The texts that were compiled as code since the start of the test. */
let compiled: string[] = [];

beforeEach(() => {
  compiled = [];
  const original = Function;
  const recorded = (words: readonly unknown[]): unknown[] => {
    compiled.push(words.map(String).join('\n'));
    return [...words];
  };
  vi.stubGlobal(
    'Function',
    new Proxy(original, {
      construct: (target, words) => Reflect.construct(target, recorded(words)),
      apply: (target, self, words) => Reflect.apply(target, self, recorded(words)),
    }),
  );
  // The engine has no eval, so nothing must reach it.
  vi.stubGlobal('eval', (text: string) => {
    throw new Error(`found eval of ${text}`);
  });
});

afterEach(() => vi.unstubAllGlobals());

/** Does everything with an experiment for which the engine compiles code. */
function useAll(experiment: Experiment): void {
  const state = initialState(experiment);
  const values = readUpdate(experiment, 1, state);
  for (const { quantity } of stepsOf(values.update)) values.numberOf(quantity);
  createTrainer(experiment).runUpdate(state.slice(), updateAt(experiment, 1));
  expect([...checkGradients(experiment, 1, state)].length).toBeGreaterThan(0);
  // The timeline compiles its updates if a move goes across more than 10,000 of them.
  errorAfter(createTimeline(experiment), 12_000);
  stateAfter(createTimeline(experiment), 3);
  const run = compiledUpdatesOf(experiment);
  if (run === undefined) throw new Error('expected that the updates can be compiled');
  run(state.slice(), 2, 10);
}

/** Numbers that occur in no code of the program. Each is in one place of a file. */
const numbers = Array.from({ length: 40 }, (_, at) => 0.123456789 + at * 0.000100001);
const digits = /1234567|12[345678]\d{5}/;

function expectNoneOf(words: readonly string[]): void {
  expect(compiled.length).toBeGreaterThan(0);
  for (const code of compiled) {
    expect(code).not.toMatch(digits);
    for (const word of words) expect(code).not.toContain(word);
  }
}

test('the test sees numbers that are compiled', () => {
  new Function('a', `return a + ${numbers[0]}`);
  expect(() => expectNoneOf([])).toThrow();
});

describe('names and numbers of a file are not in compiled code', () => {
  const settings: Readonly<Record<(typeof optimizerNames)[number], string>> = {
    sgd: `sgd ${numbers[10]} momentum ${numbers[11]} dampening ${numbers[12]} weightDecay ${numbers[13]}`,
    adagrad: `adagrad ${numbers[10]} epsilon ${numbers[11]} weightDecay ${numbers[12]}`,
    rmsprop: `rmsprop ${numbers[10]} rho ${numbers[11]} epsilon ${numbers[12]} weightDecay ${numbers[13]}`,
    adam: `adam ${numbers[10]} beta1 ${numbers[11]} beta2 ${numbers[12]} epsilon ${numbers[13]} weightDecay ${numbers[14]}`,
    adamw: `adamw ${numbers[10]} beta1 ${numbers[11]} beta2 ${numbers[12]} epsilon ${numbers[13]} weightDecay ${numbers[14]}`,
  };

  test.each(optimizerNames)('of a formula with %s', (method) => {
    const text = `given hostile_x, hostile_t from points.csv
hostile_w = ${numbers[0]}
hostile_k[1] = ${numbers[1]}
hostile_frozen = ${numbers[2]}
hostile_a = hostile_w * hostile_x + ${numbers[3]} * hostile_k[1] - (${numbers[4]})^2 + hostile_x^${numbers[5]}
hostile_b = max(hostile_a, ${numbers[6]}) + sigmoid(hostile_a / ${numbers[7]}) + hostile_frozen
hostile_E = (hostile_b - hostile_t)^2
minimise hostile_E over hostile_w, hostile_k with ${settings[method]} batch 2
`;
    const csv = `hostile_x,hostile_t\n${numbers[20]},${numbers[21]}\n${numbers[22]},${numbers[23]}\n${numbers[24]},${numbers[25]}\n`;
    useAll(parseFormulaExperiment(text, 'hostile.formula', { source: 'points.csv', text: csv }));
    expectNoneOf(['hostile', 'points']);
  });

  test.each(optimizerNames)('of a network with %s', (method) => {
    const decay = method === 'sgd' ? { momentum: numbers[11], dampening: numbers[12] } : {};
    useAll(
      parseNetwork(
        {
          name: 'hostile',
          inputs: 1,
          inputNames: ['hostile in'],
          outputNames: ['hostile out'],
          layers: [
            {
              units: 2,
              activation: 'tanh',
              weights: [[numbers[0]], [numbers[1]]],
              bias: { values: [numbers[2], numbers[3]] },
            },
            { units: 1, activation: 'sigmoid', weights: [[numbers[4], numbers[5]]], bias: { shared: numbers[6] } },
          ],
          loss: 'half-squared-error',
          optimizer: {
            method,
            learningRate: numbers[10],
            weightDecay: { weights: numbers[13], biases: numbers[14] },
            ...decay,
          },
          samples: [
            { input: [numbers[20]], target: [numbers[21]] },
            { input: [numbers[22]], target: [numbers[23]] },
          ],
        },
        'hostile',
      ),
    );
    expectNoneOf(['hostile']);
  });
});
