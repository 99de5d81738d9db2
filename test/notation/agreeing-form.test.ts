import { describe, expect, test } from 'vitest';
import { exactForms } from '../../src/commands/json-forms.ts';
import { formulaOf } from '../../src/engine/steps/explanation.ts';
import type { DenseExperiment } from '../../src/engine/training/experiment.ts';
import { derivationOf, latexNotation, textNotation, writtenStep } from '../../src/notation/derivation.ts';
import { oneLayer } from '../support/networks.ts';
import { questionOf } from '../support/questions.ts';

const saturated = oneLayer('sigmoid', 'binary-cross-entropy', [76.5], [0]);
const certain = oneLayer('softmax', 'categorical-cross-entropy', [-22.865, 33.077, -0.36], [0, 1, 0]);
const large = oneLayer('softmax', 'categorical-cross-entropy', [1e8, 100000000.5, 99999999], [0, 1, 0]);
const squared = (activation: string, net: number) => oneLayer(activation, 'half-squared-error', [net], [0]);

function stepOf(name: string, experiment: DenseExperiment, makeNotation = textNotation): string {
  const { values, quantity } = questionOf(name, experiment);
  return writtenStep(values, quantity, makeNotation(experiment.network)).sides.join(' = ');
}

describe('a line of numbers', () => {
  test.each([
    [
      'E_o1',
      saturated,
      '−(target_o1·ln(out_o1) + (1 − target_o1)·ln(1 − out_o1)) = ' +
        'target_o1·ln(1 + exp(−net_o1)) + (1 − target_o1)·ln(1 + exp(net_o1)) = ' +
        '0 × ln(1 + exp(−76.5000)) + (1 − 0) × ln(1 + exp(76.5000)) = 76.5000',
    ],
    [
      'E_o2',
      certain,
      '−target_o2·ln(out_o2) = target_o2·ln(1 + exp(net_o1 − net_o2) + exp(net_o3 − net_o2)) = ' +
        '1.0000 × ln(1 + exp(−22.8650 − 33.0770) + exp(−0.3600 − 33.0770)) = 3.01e-15',
    ],
    [
      'delta_o2',
      certain,
      'out_o2 − target_o2 = out_o2(target_o1 + target_o3) − target_o2(out_o1 + out_o3) = ' +
        '1.0000 × (0 + 0) − 1.0000 × (5.066e-25 + 3.01e-15) = −3.01e-15',
    ],
    [
      'dout_o1/dnet_o1',
      squared('sigmoid', 40),
      'out_o1(1 − out_o1) = out_o1²·exp(−net_o1) = 1.0000² × exp(−40.0000) = 4.248e-18',
    ],
    [
      'dout_o1/dnet_o1',
      squared('tanh', -25),
      '1 − out_o1² = (1 + |out_o1|)·2·σ(−2·|net_o1|) = (1 + |−1.0000|) × 2 × σ(−2 × |−25.0000|) = 7.715e-22',
    ],
    [
      'dout_o1/dnet_o1',
      squared('tanh', 3.94),
      '1 − out_o1² = (1 + |out_o1|)·2·σ(−2·|net_o1|) = (1 + |0.9992|) × 2 × σ(−2 × |3.9400|) = 0.001512',
    ],
  ])('has the stable form of %s if the textbook form would not give the value', (name, experiment, sides) => {
    expect(stepOf(name, experiment)).toBe(sides);
  });

  test('has the textbook form if it gives the value', () => {
    expect(stepOf('dout_o1/dnet_o1', squared('sigmoid', 3))).toBe(
      'out_o1(1 − out_o1) = 0.9526 × (1 − 0.9526) = 0.0452',
    );
  });

  test('has as many digits as the value needs', () => {
    expect(stepOf('dE_total/dout_o1', oneLayer('identity', 'half-squared-error', [0.99944], [1]))).toBe(
      '−(target_o1 − out_o1) = −(1.00000 − 0.99944) = −0.00056',
    );
    expect(stepOf('out_o2', large)).toBe(
      'exp(net_o2)/(exp(net_o1) + exp(net_o2) + exp(net_o3)) = ' +
        'exp(1.000000005e8)/(exp(1e8) + exp(1.000000005e8) + exp(9.9999999e7)) = 0.5465',
    );
  });

  test('has the stable form in LaTeX, too', () => {
    expect(stepOf('dout_o1/dnet_o1', squared('sigmoid', 40), latexNotation)).toContain(
      '= 1.0000^{2} \\times e^{-40.0000} =',
    );
  });

  test('of a derivation has the stable form', () => {
    const { values, quantity } = questionOf('E_o1', saturated);
    const { main } = derivationOf(values, quantity, textNotation(saturated.network));
    expect(main.sides.slice(-2)).toEqual(['0 × ln(1 + exp(−76.5000)) + (1 − 0) × ln(1 + exp(76.5000))', '76.50000']);
  });

  test('in JSON has the stable form, beside the textbook formula', () => {
    const { values, quantity } = questionOf('delta_o1', oneLayer('sigmoid', 'binary-cross-entropy', [40], [1]));
    expect(exactForms(values, formulaOf(values.update, quantity))).toEqual({
      formula: 'out_o1 − target_o1',
      substituted: '1 − 1 − 1 × exp(−40)',
    });
  });
});
