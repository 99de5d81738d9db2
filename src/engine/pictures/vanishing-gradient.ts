import { memoize } from '../expressions/memoize.ts';
import type { Quantity } from '../expressions/quantity.ts';
import { isOutput, layerAt, type Network, unitsIn } from '../models/network.ts';
import { isTrained, parameterAt, weightIndex } from '../models/parameters.ts';
import type { UpdateValues } from '../pass/update-values.ts';
import { sampleAt } from '../training/update.ts';

/** The mean |∂E_total/∂w| over the weights of each layer, the first layer's first. */
export const meanGradients: (reading: UpdateValues) => readonly number[] = memoize(({ update, numberOf }) =>
  update.experiment.network.layers.map(({ firstWeight, units, fanIn }) => {
    const count = units * fanIn;
    let total = 0;
    for (let at = 0; at < count; at++) total += Math.abs(numberOf({ kind: 'gradient', parameter: firstWeight + at }));
    return total / count;
  }),
);

/** The mean of |σ′|, or of what stands in its place, over the units of each layer but the last, and over the batch. */
export const meanSlopes: (reading: UpdateValues) => readonly number[] = memoize(({ update, numberOf }) =>
  update.experiment.network.layers.slice(0, -1).map(({ number: layer, units }) => {
    let total = 0;
    for (let place = 0; place < update.size; place++) {
      const sample = update.size === 1 ? undefined : sampleAt(update, place);
      for (let unit = 0; unit < units; unit++) total += Math.abs(numberOf({ kind: 'slope', layer, unit, sample }));
    }
    return total / (units * update.size);
  }),
);

/** How ∂E_total/∂w of one weight, times these factors, comes to that of a weight of the layer after. */
export interface GradientRatio {
  /** The weight of the layer after that this one's unit feeds, of which the comparison is. */
  readonly later: number;
  /** How many times larger the later gradient is: the product of the factors. */
  readonly ratio: number;
  /** What the later weight carries, over what this one carries. */
  readonly input: number;
  /** 1 over the later weight, through which the error comes back. */
  readonly weight: number;
  /** What comes back through the later weight, over what comes back through all: above 1 they cancel, below they add up. */
  readonly paths: number;
  /** 1 over the slope of the activation. */
  readonly slope: number;
}

/**
 * How a weight's or a bias's gradient follows from that of the layer after. Undefined in the output layer, where nothing
 * is after, for a bias that a layer shares, and in batches of several, where there is no one such factor.
 */
export function gradientRatioOf({ update, numberOf }: UpdateValues, parameter: number): GradientRatio | undefined {
  const { network } = update.experiment;
  const { layer, unit, ...rest } = parameterAt(network, parameter);
  if (update.size > 1 || unit === undefined || isOutput(network, layer) || !isTrained(network, parameter)) {
    return undefined;
  }
  const next = layerAt(network, layer + 1);
  const through = strongestPath(network, numberOf, layer, unit);
  const later = weightIndex(next, through, unit);
  const carried = rest.kind === 'bias' ? 1 : numberOf(inputQuantity(layer, 'input' in rest ? rest.input : 0));
  const all = numberOf({ kind: 'out-gradient', layer, unit });
  const factors = {
    input: numberOf({ kind: 'out', layer, unit }) / carried,
    weight: 1 / numberOf({ kind: 'net-by-out', layer, unit, through }),
    paths: numberOf({ kind: 'path', layer, unit, through }) / all,
    slope: 1 / numberOf({ kind: 'slope', layer, unit }),
  };
  const ratio = numberOf({ kind: 'gradient', parameter: later }) / numberOf({ kind: 'gradient', parameter });
  return { later, ratio, ...factors };
}

function inputQuantity(layer: number, input: number): Quantity {
  return layer === 1 ? { kind: 'input', unit: input } : { kind: 'out', layer: layer - 1, unit: input };
}

/** The unit of the next layer through which most comes back. */
function strongestPath(network: Network, numberOf: UpdateValues['numberOf'], layer: number, unit: number): number {
  let [loudest, most] = [0, -1];
  for (let through = 0; through < unitsIn(network, layer + 1); through++) {
    const size = Math.abs(numberOf({ kind: 'path', layer, unit, through }));
    if (size > most) [loudest, most] = [through, size];
  }
  return loudest;
}
