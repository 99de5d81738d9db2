import type { Quantity } from '../../../../src/engine/graph/quantity.ts';
import {
  delta,
  errorValue,
  netValue,
  newParameterValue,
  outGradient,
  outPath,
  outSlope,
  outValue,
  parameterGradient,
  targetValue,
  totalErrorValue,
} from '../../../../src/engine/models/dense-quantities.ts';
import { layerAt } from '../../../../src/engine/models/network.ts';
import { biasIndex, weightIndex } from '../../../../src/engine/models/parameters.ts';
import { quantityName } from '../../../../src/engine/models/quantity-name.ts';
import type { UpdateValues } from '../../../../src/engine/pass/update-values.ts';
import { type DenseExperiment, hasOneStepDelta } from '../../../../src/engine/training/experiment.ts';
import { sampleAt } from '../../../../src/engine/training/update.ts';

/**
 * The right numbers of one sample, from which the mistakes are calculated. Layers count from 1, and `outs[0]` are the
 * inputs. Units count from 0: `nets[2][0]` is the net of the first unit of layer 2.
 */
export interface Facts {
  readonly experiment: DenseExperiment;
  readonly values: UpdateValues;
  readonly sample: number | undefined;
  /** The number of the output layer. */
  readonly last: number;
  readonly nets: readonly (readonly number[])[];
  readonly outs: readonly (readonly number[])[];
  readonly slopes: readonly (readonly number[])[];
  readonly deltas: readonly (readonly number[])[];
  readonly targets: readonly number[];
  readonly errors: readonly number[];
  /** `weights[l][j][i]`: from unit i to unit j of layer l. */
  readonly weights: readonly (readonly (readonly number[])[])[];
  readonly newWeights: readonly (readonly (readonly number[])[])[];
  /** 0 in a layer without biases. */
  readonly biases: readonly (readonly number[])[];
  readonly hasBias: readonly boolean[];
  /** Whether δ of an output is one step. */
  readonly isFused: boolean;
  readonly rate: number;
  name(quantity: Quantity): string;
  weight(layer: number, unit: number, input: number): number;
  bias(layer: number, unit: number): number | undefined;
}

export function factsOf(experiment: DenseExperiment, values: UpdateValues, place: number): Facts {
  const { network } = experiment;
  const { update } = values;
  const sample = update.size > 1 ? sampleAt(update, place) : undefined;
  const last = network.layers.length;
  const numbers = network.layers.map(({ number, units }) => ({ number, units }));
  const perUnit = (of: (layer: number, unit: number) => number): number[][] => [
    [],
    ...numbers.map(({ number, units }) => Array.from({ length: units }, (_, unit) => of(number, unit))),
  ];
  const read = (quantity: Quantity): number => values.numberOf(quantity);
  const isFused = hasOneStepDelta(experiment, last);
  const inputs = Array.from({ length: network.inputs }, (_, unit) =>
    read({ kind: 'value', of: { block: { role: 'input' }, index: unit }, sample }),
  );
  const outs = perUnit((layer, unit) => read(outValue(layer, unit, { sample })));
  outs[0] = inputs;
  const matrix = (state: Float64Array): number[][][] => [
    [],
    ...network.layers.map((layer) =>
      Array.from({ length: layer.units }, (_, unit) =>
        Array.from({ length: layer.fanIn }, (_, input) => state[weightIndex(layer, unit, input)] ?? Number.NaN),
      ),
    ),
  ];
  const outputs = network.layers.at(-1)?.units ?? 0;
  return {
    experiment,
    values,
    sample,
    last,
    nets: perUnit((layer, unit) => read(netValue(layer, unit, { sample }))),
    outs,
    slopes: perUnit((layer, unit) => (layer === last && isFused ? Number.NaN : read(outSlope(layer, unit, sample)))),
    deltas: perUnit((layer, unit) => read(delta(layer, unit, sample))),
    targets: Array.from({ length: outputs }, (_, unit) => read(targetValue(unit, sample))),
    errors: Array.from({ length: outputs }, (_, unit) => read(errorValue(unit, { sample }))),
    weights: matrix(values.before),
    newWeights: matrix(values.after),
    biases: perUnit((layer, unit) => {
      const index = biasIndex(layerAt(network, layer), unit);
      return index === undefined ? 0 : (values.before[index] ?? Number.NaN);
    }),
    hasBias: [false, ...network.layers.map(({ bias }) => bias !== undefined)],
    isFused,
    rate: experiment.optimizer.learningRate,
    name: (quantity) => quantityName(network, quantity),
    weight: (layer, unit, input) => weightIndex(layerAt(network, layer), unit, input),
    bias: (layer, unit) => biasIndex(layerAt(network, layer), unit),
  };
}

export {
  delta,
  errorValue,
  netValue,
  newParameterValue,
  outGradient,
  outPath,
  outSlope,
  outValue,
  parameterGradient,
  totalErrorValue,
};
