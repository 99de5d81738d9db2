import { type Layer, layerAt, type Network } from './network.ts';

/** A weight leads from unit `input` of the layer before to unit `unit` of layer `layer`; units count from 0. */
export interface Weight {
  readonly kind: 'weight';
  readonly layer: number;
  readonly unit: number;
  readonly input: number;
}

/** `unit` is undefined for the one bias that a whole layer shares. */
export interface BiasParameter {
  readonly kind: 'bias';
  readonly layer: number;
  readonly unit: number | undefined;
}

export type Parameter = Weight | BiasParameter;

/** What the number at `index` of a parameter array is. Throws a RangeError outside `parameterCount`. */
export function parameterAt(network: Network, index: number): Parameter {
  if (index < network.weightCount) {
    const layer = lastStartingAtOrBefore(network, index, 'firstWeight');
    const offset = index - layer.firstWeight;
    return {
      kind: 'weight',
      layer: layer.number,
      unit: Math.floor(offset / layer.fanIn),
      input: offset % layer.fanIn,
    };
  }
  if (index >= network.parameterCount) throw new RangeError(`no parameter ${index} of ${network.parameterCount}`);
  const layer = lastStartingAtOrBefore(network, index, 'firstBias');
  return {
    kind: 'bias',
    layer: layer.number,
    unit: layer.bias?.each === 'layer' ? undefined : index - layer.firstBias,
  };
}

/** A layer without biases starts where the next one does, so the last layer that starts in time owns the index. */
function lastStartingAtOrBefore(network: Network, index: number, start: 'firstWeight' | 'firstBias'): Layer {
  const owns = (layer: Layer) => layer[start] <= index && (start === 'firstWeight' || layer.bias !== undefined);
  const layer = network.layers.findLast(owns);
  if (layer === undefined) throw new RangeError(`no parameter ${index} of ${network.parameterCount}`);
  return layer;
}

/** Where the weight from `input` of the layer before to `unit` of `layer` stands in a parameter array. */
export function weightIndex(layer: Layer, unit: number, input: number): number {
  return layer.firstWeight + unit * layer.fanIn + input;
}

/** Where the bias of `unit` stands in a parameter array, shared or its own; undefined in a layer without biases. */
export function biasIndex(layer: Layer, unit: number): number | undefined {
  if (layer.bias === undefined) return undefined;
  return layer.bias.each === 'layer' ? layer.firstBias : layer.firstBias + unit;
}

/** Whether updates change the parameter at `index`. Weights are always trained. */
export function isTrained(network: Network, index: number): boolean {
  if (index < network.weightCount) return true;
  return layerAt(network, parameterAt(network, index).layer).bias?.trainable === true;
}

/** w1, w2, …; b1, b2, …: numbered from 1 in the order of the parameter array. */
export function parameterName(network: Network, index: number): string {
  return index < network.weightCount ? `w${index + 1}` : `b${index - network.weightCount + 1}`;
}

/** Trained parameters that belong to one unit of the layer: its weights and, where it has its own, its bias. */
export function trainedInUnit(layer: Layer): number {
  return layer.fanIn + (layer.bias?.each === 'unit' && layer.bias.trainable ? 1 : 0);
}

/** Whether the layer has one bias for all of its units that is trained. */
export function sharedTrained(layer: Layer): boolean {
  return layer.bias?.each === 'layer' && layer.bias.trainable;
}
