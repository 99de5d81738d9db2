import { expect, test } from 'vitest';
import { outValue, totalErrorValue } from '../../src/engine/models/dense-quantities.ts';
import { lossNames, lossOf } from '../../src/engine/models/losses.ts';
import { createNetwork } from '../../src/engine/models/network.ts';
import { readUpdate } from '../../src/engine/pass/update-values.ts';
import { createExperiment } from '../../src/engine/training/experiment.ts';
import { initialState } from '../../src/engine/training/training-state.ts';
import { lossFormulas } from '../../src/files/file-messages.ts';

/** The signs of the formulas in JavaScript. */
const signs: readonly (readonly [sign: RegExp, code: string])[] = [
  [/½/g, '0.5 *'],
  [/\(1\/n\)/g, '1 / n *'],
  [/\|(.*)\|/g, '(Math.abs($1))'],
  [/²/g, ' ** 2'],
  [/·/g, '*'],
  [/−/g, '-'],
  [/ln\(/g, 'Math.log('],
];

/** Calculates a formula as it is written: the factor in front of Σ times the sum of the term behind it. */
function calculated(formula: string, outs: readonly number[], targets: readonly number[]): number {
  const code = signs.reduce((text, [sign, replacement]) => text.replace(sign, replacement), formula);
  const [factor = '', term = ''] = code.split('Σ');
  const termOf = new Function('out', 'target', `return ${term};`);
  const sum = outs.reduce((total, out, unit) => total + termOf(out, targets[unit]), 0);
  return new Function('n', 'sum', `return ${factor} sum;`)(outs.length, sum);
}

test.each(lossNames)('the formula of %s, calculated as it is written, is E_total of a sample', (name) => {
  const loss = lossOf(name);
  const activation = loss.kind === 'fused' ? loss.activation : 'tanh';
  const targets = [0.7, 0.1, 0.4];
  const experiment = createExperiment({
    network: createNetwork(1, [{ units: 3, activation }]),
    initial: Float64Array.of(0.9, -0.4, 0.2),
    loss: name,
    optimizer: { method: 'sgd', learningRate: 0.5 },
    samples: { count: 1, inputs: Float64Array.of(1.5), targets: Float64Array.from(targets) },
  });
  const { numberOf } = readUpdate(experiment, 1, initialState(experiment));
  const outs = targets.map((_, unit) => numberOf(outValue(1, unit)));
  expect(calculated(lossFormulas[name], outs, targets)).toBeCloseTo(numberOf(totalErrorValue()), 14);
});
