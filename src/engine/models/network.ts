import type { ActivationName } from './activations.ts';

/**
 * The shape of a network. One array of `parameterCount` numbers holds its parameters: all weights, then all biases.
 *
 *     | weights of layer 1 | weights of layer 2 | … | biases of layer 1 | biases of layer 2 | … |
 *     0                                             weightCount                                 parameterCount
 *
 * The weights of a layer are in the order of its units. The weights of a unit are in the order of the unit's inputs.
 */
export interface Network {
  readonly kind: 'dense';
  readonly inputs: number;
  readonly layers: readonly Layer[];
  readonly weightCount: number;
  readonly parameterCount: number;
  /** The number of units in all layers. Inputs are not counted. */
  readonly unitCount: number;
}

export interface Layer {
  /** 1 for the first layer after the inputs. */
  readonly number: number;
  readonly units: number;
  /** The number of inputs of each unit: in layer 1 all inputs of the network, else all units of the previous layer. */
  readonly fanIn: number;
  readonly activation: ActivationName;
  readonly bias: Bias | undefined;
  /** The indices of this layer's first weight and first bias in the parameter array. */
  readonly firstWeight: number;
  readonly firstBias: number;
  /** The index of this layer's first unit in an array of `Network.unitCount` numbers. */
  readonly firstUnit: number;
}

export interface Bias {
  /** `unit`: each unit has its own bias. `layer`: all units of the layer share one bias. */
  readonly each: 'unit' | 'layer';
  readonly trainable: boolean;
}

/** The fields that define a layer. `createNetwork` computes the remaining fields. */
export type LayerShape = Pick<Layer, 'units' | 'activation'> & Partial<Pick<Layer, 'bias'>>;

/** Throws a RangeError if `shapes` is empty, or if a number of inputs or units is not a whole number of at least 1. */
export function createNetwork(inputs: number, shapes: readonly LayerShape[]): Network {
  if (shapes.length === 0) throw new RangeError('found no layers, expected at least one');
  for (const count of [inputs, ...shapes.map(({ units }) => units)]) {
    if (!Number.isSafeInteger(count) || count < 1) {
      throw new RangeError(`found ${count} inputs or units, expected a whole number, at least 1`);
    }
  }
  const weightCount = shapes.reduce((total, { units }, at) => total + units * (shapes[at - 1]?.units ?? inputs), 0);
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
  return { kind: 'dense', inputs, layers, weightCount, parameterCount: firstBias, unitCount: firstUnit };
}

export function biasCount(units: number, bias: Bias | undefined): number {
  if (bias === undefined) return 0;
  return bias.each === 'layer' ? 1 : units;
}

/** Layer `number`, from 1. Throws a RangeError if the network has no such layer. */
export function layerAt(network: Network, number: number): Layer {
  const layer = network.layers[number - 1];
  if (layer === undefined) throw new RangeError(`no layer ${number} in a network of ${network.layers.length}`);
  return layer;
}

export function outputLayer(network: Network): Layer {
  return layerAt(network, network.layers.length);
}

/** The number of units in layer `number`. Layer 0 is the inputs. */
export function unitsIn(network: Network, number: number): number {
  return number === 0 ? network.inputs : layerAt(network, number).units;
}

export function isOutput(network: Network, layer: number): boolean {
  return layer === network.layers.length;
}
