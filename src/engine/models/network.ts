import type { ActivationName } from './activations.ts';

/**
 * The shape of a network. Its parameters live in one array of `parameterCount` numbers: the weights of the first
 * layer, unit by unit in the order of the unit's inputs, those of the next layer …, then the biases in unit order.
 */
export interface Network {
  readonly inputs: number;
  readonly layers: readonly Layer[];
  readonly weightCount: number;
  readonly parameterCount: number;
  /** Units that compute something: all but the inputs. */
  readonly unitCount: number;
}

export interface Layer {
  /** 1 for the first layer after the inputs. */
  readonly number: number;
  readonly units: number;
  /** Outs each unit of this layer takes in: the units of the layer before, or the network's inputs. */
  readonly fanIn: number;
  readonly activation: ActivationName;
  readonly bias: Bias | undefined;
  /** Where this layer's weights, biases and units start in their arrays. */
  readonly firstWeight: number;
  readonly firstBias: number;
  readonly firstUnit: number;
}

export interface Bias {
  /** Whether the units of a layer have a bias each or one between them. */
  readonly each: 'unit' | 'layer';
  readonly trainable: boolean;
}

/** What has to be said of a layer; the rest of `Layer` follows from its place in the network. */
export type LayerShape = Pick<Layer, 'units' | 'activation'> & Partial<Pick<Layer, 'bias'>>;

/**
 * Lays the layers out one behind the other. Throws a RangeError where there is no layer, or one of no unit, or no input.
 */
export function createNetwork(inputs: number, shapes: readonly LayerShape[]): Network {
  if (shapes.length === 0) throw new RangeError('found no layers, expected at least one');
  for (const count of [inputs, ...shapes.map(({ units }) => units)]) {
    if (!Number.isSafeInteger(count) || count < 1) {
      throw new RangeError(`found ${count} inputs or units, expected a whole number, at least 1`);
    }
  }
  const weightCount = shapes.reduce((sum, { units }, at) => sum + units * (shapes[at - 1]?.units ?? inputs), 0);
  const layers: Layer[] = [];
  let [firstWeight, firstBias, firstUnit, fanIn] = [0, weightCount, 0, inputs];
  for (const { units, activation, bias } of shapes) {
    layers.push({
      number: layers.length + 1,
      units,
      fanIn,
      activation,
      bias,
      firstWeight,
      firstBias,
      firstUnit,
    });
    firstWeight += units * fanIn;
    firstBias += biasCount(units, bias);
    firstUnit += units;
    fanIn = units;
  }
  return { inputs, layers, weightCount, parameterCount: firstBias, unitCount: firstUnit };
}

/** How many bias parameters a layer of `units` units has. */
export function biasCount(units: number, bias: Bias | undefined): number {
  if (bias === undefined) return 0;
  return bias.each === 'layer' ? 1 : units;
}

/** The layer of that number, from 1. Throws a RangeError where there is none. */
export function layerAt(network: Network, number: number): Layer {
  const layer = network.layers[number - 1];
  if (layer === undefined) throw new RangeError(`no layer ${number} in a network of ${network.layers.length}`);
  return layer;
}

export function outputLayer(network: Network): Layer {
  return layerAt(network, network.layers.length);
}

/** Units in layer `number`, 0 being the inputs. */
export function unitsIn(network: Network, number: number): number {
  return number === 0 ? network.inputs : layerAt(network, number).units;
}

export function isOutput(network: Network, layer: number): boolean {
  return layer === network.layers.length;
}
