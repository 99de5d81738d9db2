import { memoize } from '../expressions/memoize.ts';
import type { Quantity } from '../expressions/quantity.ts';
import { isOutput, layerAt, type Network, unitsIn } from '../models/network.ts';
import { isTrained, parameterAt, weightIndex } from '../models/parameters.ts';
import type { UpdateValues } from '../pass/update-values.ts';
import { sampleAt } from '../training/update.ts';

/** The mean of |∂E_total/∂w| over the weights of each layer, from the first layer to the last. */
export const meanGradients: (values: UpdateValues) => readonly number[] = memoize(({ update, numberOf }) =>
  update.experiment.network.layers.map(({ firstWeight, units, fanIn }) => {
    const count = units * fanIn;
    let total = 0;
    for (let at = 0; at < count; at++) total += Math.abs(numberOf({ kind: 'gradient', parameter: firstWeight + at }));
    return total / count;
  }),
);

/** The mean of |f′(net)| over the units of each layer except the last and over the batch. */
export const meanSlopes: (values: UpdateValues) => readonly number[] = memoize(({ update, numberOf }) =>
  update.experiment.network.layers.slice(0, -1).map(({ number: layer, units }) => {
    let total = 0;
    for (let place = 0; place < update.size; place++) {
      const sample = update.size === 1 ? undefined : sampleAt(update, place);
      for (let unit = 0; unit < units; unit++) total += Math.abs(numberOf({ kind: 'slope', layer, unit, sample }));
    }
    return total / (units * update.size);
  }),
);

/**
 * Compares the gradient of a parameter with the gradient of a weight in the next layer. For w1 of the lecture, that is
 * w5, because w1 leads to h1, and w5 leads from h1 to the next layer on the strongest path:
 *
 *     ∂E_total/∂w5 = ratio × ∂E_total/∂w1,   ratio = input × weight × paths × slope
 */
export interface GradientRatio {
  /** The index of the weight in the next layer. */
  readonly later: number;
  readonly ratio: number;
  /** The input of the later weight over the input of the parameter (1 for a bias). */
  readonly input: number;
  /** 1 over the later weight, which the error passes on its way back. */
  readonly weight: number;
  /** The path through the later weight over the sum of all paths. Above 1, the other paths cancel a part of it. */
  readonly paths: number;
  /** 1 over f′(net) of the unit. */
  readonly slope: number;
}

/**
 * Undefined for a parameter of the output layer, for a bias that a layer shares, for a frozen bias, and in a batch of
 * several samples, whose means have no common factors.
 */
export function gradientRatioOf({ update, numberOf }: UpdateValues, parameter: number): GradientRatio | undefined {
  const { network } = update.experiment;
  const found = parameterAt(network, parameter);
  const { layer, unit } = found;
  if (update.size > 1 || unit === undefined || isOutput(network, layer) || !isTrained(network, parameter)) {
    return undefined;
  }
  const through = strongestPath(network, numberOf, layer, unit);
  const later = weightIndex(layerAt(network, layer + 1), through, unit);
  const input = found.kind === 'bias' ? 1 : numberOf(inputQuantity(layer, found.input));
  const allPaths = numberOf({ kind: 'out-gradient', layer, unit });
  return {
    later,
    ratio: numberOf({ kind: 'gradient', parameter: later }) / numberOf({ kind: 'gradient', parameter }),
    input: numberOf({ kind: 'out', layer, unit }) / input,
    weight: 1 / numberOf({ kind: 'net-by-out', layer, unit, through }),
    paths: numberOf({ kind: 'path', layer, unit, through }) / allPaths,
    slope: 1 / numberOf({ kind: 'slope', layer, unit }),
  };
}

function inputQuantity(layer: number, input: number): Quantity {
  return layer === 1 ? { kind: 'input', unit: input } : { kind: 'out', layer: layer - 1, unit: input };
}

/** The unit of the next layer whose path has the largest |∂E/∂out|. */
function strongestPath(network: Network, numberOf: UpdateValues['numberOf'], layer: number, unit: number): number {
  let [strongest, max] = [0, -1];
  for (let through = 0; through < unitsIn(network, layer + 1); through++) {
    const size = Math.abs(numberOf({ kind: 'path', layer, unit, through }));
    if (size > max) [strongest, max] = [through, size];
  }
  return strongest;
}
