import { expect, test } from 'vitest';
import { parameterGradient } from '../../src/engine/models/dense-quantities.ts';
import { createNetwork } from '../../src/engine/models/network.ts';
import { readUpdate } from '../../src/engine/pass/update-values.ts';
import type { DenseExperiment } from '../../src/engine/training/experiment.ts';
import { initialState } from '../../src/engine/training/training-state.ts';
import { type Derivation, derivationOf, textNotation } from '../../src/notation/derivation.ts';
import { lecture } from '../support/lecture.ts';

/** The derivation of ∂E_total/∂w1 in a 1-1-`outputs` network. Unfolded, it has 3 factors for each output and 2 more. */
function derivationOfW1(outputs: number): Derivation {
  const network = createNetwork(1, [
    { units: 1, activation: 'sigmoid', bias: undefined },
    { units: outputs, activation: 'sigmoid', bias: undefined },
  ]);
  const experiment: DenseExperiment = {
    ...lecture,
    network,
    initial: new Float64Array(network.parameterCount).fill(0.5),
    samples: { count: 1, inputs: Float64Array.of(1), targets: new Float64Array(outputs) },
  };
  const values = readUpdate(experiment, 1, initialState(experiment));
  return derivationOf(values, parameterGradient(0), textNotation(network));
}

const namesOf = ({ parts }: Derivation): readonly string[] => parts.map(({ left }) => left);

test('a derivative that has 98 factors when unfolded is unfolded, so ∂E_total/∂out_h1 is not a factor', () => {
  const names = namesOf(derivationOfW1(32));
  expect(names).toContain('dE_total/dout_o32');
  expect(names).not.toContain('dE_total/dout_h1');
});

test('a derivative that would have 101 factors when unfolded is not unfolded: ∂E_total/∂out_h1 is a factor', () => {
  expect(namesOf(derivationOfW1(33))).toEqual(['dE_total/dout_h1', 'dout_h1/dnet_h1', 'dnet_h1/dw1']);
});
