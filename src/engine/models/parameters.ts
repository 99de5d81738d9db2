import type { ParameterKind } from '../graph/optimizer-names.ts';
import { type Layer, layerAt, type Network } from './network.ts';
import type { Model } from './network-or-formula.ts';

/** The weight from unit `input` of the previous layer to unit `unit` of layer `layer`. Units count from 0. */
export interface Weight {
  readonly kind: 'weight';
  readonly layer: number;
  readonly unit: number;
  readonly input: number;
}

/** `unit` is undefined for a bias that all units of the layer share. */
export interface BiasParameter {
  readonly kind: 'bias';
  readonly layer: number;
  readonly unit: number | undefined;
}

export type Parameter = Weight | BiasParameter;

/** The parameter at `index` of the parameter array. Throws a RangeError for an index outside the array. */
export function parameterAt(network: Network, index: number): Parameter {
  if (index < network.weightCount) {
    const layer = layerOwning(network, index, 'firstWeight');
    const offset = index - layer.firstWeight;
    return {
      kind: 'weight',
      layer: layer.number,
      unit: Math.floor(offset / layer.fanIn),
      input: offset % layer.fanIn,
    };
  }
  if (index >= network.parameterCount) throw new RangeError(`no parameter ${index} of ${network.parameterCount}`);
  const layer = layerOwning(network, index, 'firstBias');
  return {
    kind: 'bias',
    layer: layer.number,
    unit: layer.bias?.each === 'layer' ? undefined : index - layer.firstBias,
  };
}

/**
 * The layer with the weight or the bias at `index`: the last layer whose first weight or first bias is at or before
 * `index`. A layer without biases has the same `firstBias` as the next layer, so it is not the last one. Uses
 * bisection, because a network may have many thousands of layers.
 */
function layerOwning({ layers, parameterCount }: Network, index: number, start: 'firstWeight' | 'firstBias'): Layer {
  let [low, high] = [0, layers.length];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if ((layers[middle]?.[start] ?? Number.NaN) <= index) low = middle;
    else high = middle;
  }
  const layer = layers[low];
  if (layer === undefined || layer[start] > index) throw new RangeError(`no parameter ${index} of ${parameterCount}`);
  return layer;
}

/** The index, in the parameter array, of the weight from unit `input` of the previous layer to `unit` of `layer`. */
export function weightIndex(layer: Layer, unit: number, input: number): number {
  return layer.firstWeight + unit * layer.fanIn + input;
}

/** The index, in the parameter array, of the bias that a unit has or shares. Undefined in a layer without biases. */
export function biasIndex(layer: Layer, unit: number): number | undefined {
  if (layer.bias === undefined) return undefined;
  return layer.bias.each === 'layer' ? layer.firstBias : layer.firstBias + unit;
}

/** Whether updates change the parameter at `index`. Weights are always trained. */
export function isTrained(model: Model, index: number): boolean {
  if (model.kind === 'formula') return model.parameters[index]?.isTrained === true;
  if (index < model.weightCount) return true;
  return layerAt(model, parameterAt(model, index).layer).bias?.trainable === true;
}

/** Whether updates change any parameter. They do in every network. */
export function hasTrainedParameters(model: Model): boolean {
  return model.kind === 'dense' || model.parameters.some((parameter) => parameter.isTrained);
}

/** The optimizer updates the numbers of a formula as it updates weights. */
export function parameterKindAt(model: Model, index: number): ParameterKind {
  return model.kind === 'formula' || index < model.weightCount ? 'weight' : 'bias';
}

/**
 * In a network, w1, w2, … for the weights and b1, b2, … for the biases, numbered in the order of the parameter array. In
 * a formula, the name in its file. Throws a RangeError for an index outside of the parameter array of a formula.
 */
export function parameterName(model: Model, index: number): string {
  if (model.kind === 'dense') {
    return index < model.weightCount ? `w${index + 1}` : `b${index - model.weightCount + 1}`;
  }
  const parameter = model.parameters[index];
  if (parameter === undefined) throw new RangeError(`no parameter ${index} of ${model.parameters.length}`);
  return parameter.name;
}

export function parameterCountOf(model: Model): number {
  return model.kind === 'formula' ? model.parameters.length : model.parameterCount;
}

/** The number of trained parameters of one unit: its weights, and its bias if the bias is trained and not shared. */
export function trainedParametersPerUnit(layer: Layer): number {
  return layer.fanIn + (hasTrainedBiasPerUnit(layer) ? 1 : 0);
}

export function hasTrainedBiasPerUnit(layer: Layer): boolean {
  return layer.bias?.each === 'unit' && layer.bias.trainable;
}

export function hasTrainedSharedBias(layer: Layer): boolean {
  return layer.bias?.each === 'layer' && layer.bias.trainable;
}

/** Whether all units of a softmax share one bias. This bias adds the same number to all nets, so it changes no out. */
export function hasBiasWithoutEffect(layer: Layer): boolean {
  return layer.activation === 'softmax' && layer.bias?.each === 'layer';
}
