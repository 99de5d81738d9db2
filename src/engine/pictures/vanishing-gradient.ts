import { memoize } from '../expressions/memoize.ts';
import {
  layerInputValue,
  netByOut,
  outGradient,
  outPath,
  outSlope,
  outValue,
  parameterGradient,
} from '../models/dense-quantities.ts';
import { isOutput, type Layer, layerAt, type Network, unitsIn } from '../models/network.ts';
import { isTrained, parameterAt, weightIndex } from '../models/parameters.ts';
import type { UpdateValues } from '../pass/update-values.ts';
import { isDenseUpdate, sampleAt, type Update } from '../training/update.ts';

function layersOf(update: Update): readonly Layer[] {
  return isDenseUpdate(update) ? update.experiment.network.layers : [];
}

/** For each layer, from the first to the last: the mean of |∂E_total/∂w| over its weights. */
export const meanGradients: (values: UpdateValues) => readonly number[] = memoize(({ update, numberOf }) =>
  layersOf(update).map(({ firstWeight, units, fanIn }) => {
    const count = units * fanIn;
    let total = 0;
    for (let at = 0; at < count; at++) total += Math.abs(numberOf(parameterGradient(firstWeight + at)));
    return total / count;
  }),
);

/** For each layer except the last: the mean of |f′(net)| over its units and over the samples of the batch. */
export const meanSlopes: (values: UpdateValues) => readonly number[] = memoize(({ update, numberOf }) =>
  layersOf(update)
    .slice(0, -1)
    .map(({ number: layer, units }) => {
      let total = 0;
      for (let place = 0; place < update.size; place++) {
        const sample = update.size === 1 ? undefined : sampleAt(update, place);
        for (let unit = 0; unit < units; unit++) total += Math.abs(numberOf(outSlope(layer, unit, sample)));
      }
      return total / (units * update.size);
    }),
);

/**
 * The gradient of a later weight divided by the gradient of a parameter. Of the weights from the parameter's unit to
 * the next layer, the later weight is the one whose path has the largest |∂E/∂out|. For w1 of the lecture, it is w5:
 *
 *     ∂E_total/∂w5 = ratio × ∂E_total/∂w1,   ratio = input × weight × paths × slope
 */
export interface GradientRatio {
  /** The index of the later weight. */
  readonly later: number;
  readonly ratio: number;
  /** The input of the later weight divided by the input of the parameter. The input of a bias is 1. */
  readonly input: number;
  /** 1 divided by the later weight. Backpropagation multiplies δ of the next layer by this weight. */
  readonly weight: number;
  /**
   * The path through the later weight divided by the sum of all paths. Between 0 and 1 if the sum of the other
   * paths has the same sign as this path. Otherwise negative if the sum of the other paths has the larger absolute
   * value, else above 1.
   */
  readonly paths: number;
  /** 1 divided by f′(net) of the parameter's unit. */
  readonly slope: number;
}

/**
 * The gradient ratio of a parameter. Undefined for a formula, for a parameter of the output layer, a shared bias and a frozen bias.
 * Also undefined in a batch of several samples: a gradient is then a mean or sum of products, which is not a product of
 * the batch's factors.
 */
export function gradientRatioOf({ update, numberOf }: UpdateValues, parameter: number): GradientRatio | undefined {
  if (!isDenseUpdate(update)) return undefined;
  const { network } = update.experiment;
  const found = parameterAt(network, parameter);
  const { layer, unit } = found;
  if (update.size > 1 || unit === undefined || isOutput(network, layer) || !isTrained(network, parameter)) {
    return undefined;
  }
  const through = strongestPath(network, numberOf, layer, unit);
  const later = weightIndex(layerAt(network, layer + 1), through, unit);
  const input = found.kind === 'bias' ? 1 : numberOf(layerInputValue(layer - 1, found.input));
  const allPaths = numberOf(outGradient(layer, unit));
  return {
    later,
    ratio: numberOf(parameterGradient(later)) / numberOf(parameterGradient(parameter)),
    input: numberOf(outValue(layer, unit)) / input,
    weight: 1 / numberOf(netByOut(layer, unit, through)),
    paths: numberOf(outPath(layer, unit, through)) / allPaths,
    slope: 1 / numberOf(outSlope(layer, unit)),
  };
}

/** The unit of the next layer through which the path with the largest |∂E/∂out| goes. */
function strongestPath(network: Network, numberOf: UpdateValues['numberOf'], layer: number, unit: number): number {
  let [strongest, max] = [0, -1];
  for (let through = 0; through < unitsIn(network, layer + 1); through++) {
    const size = Math.abs(numberOf(outPath(layer, unit, through)));
    if (size > max) [strongest, max] = [through, size];
  }
  return strongest;
}
