import { keysOf } from '../expressions/keys-of.ts';
import type { Layer } from '../models/network.ts';
import { createRandom, type Random } from './random.ts';

/** A method to draw initial weights. `seed` is a whole number from 0 to 2³² − 1. */
export interface Initializer {
  readonly method: InitializerName;
  readonly seed: number;
}

/** Draws one weight. `fanIn` is the number of inputs of each unit; `fanOut` is the number of units in the layer. */
type Draw = (random: Random, fanIn: number, fanOut: number) => number;

/** Draws from the uniform distribution between −limit and limit. */
const uniformWithin =
  (limit: (fanIn: number, fanOut: number) => number): Draw =>
  ({ uniform }, fanIn, fanOut) =>
    (2 * uniform() - 1) * limit(fanIn, fanOut);

/** Draws from the normal distribution with mean 0 and the given standard deviation. */
const normalWith =
  (deviation: (fanIn: number, fanOut: number) => number): Draw =>
  ({ normal }, fanIn, fanOut) =>
    normal() * deviation(fanIn, fanOut);

const reciprocalRoot = (fanIn: number): number => 1 / Math.sqrt(fanIn);

/** Every initializer, by its name in a network file. */
export const initializers = {
  /** X. Glorot and Y. Bengio, AISTATS 2010. */
  'xavier-uniform': uniformWithin((fanIn, fanOut) => Math.sqrt(6 / (fanIn + fanOut))),
  'xavier-normal': normalWith((fanIn, fanOut) => Math.sqrt(2 / (fanIn + fanOut))),
  /** K. He et al., ICCV 2015. */
  'he-uniform': uniformWithin((fanIn) => Math.sqrt(6 / fanIn)),
  'he-normal': normalWith((fanIn) => Math.sqrt(2 / fanIn)),
  /** Y. LeCun et al., Efficient BackProp, 1998. */
  'lecun-normal': normalWith(reciprocalRoot),
  uniform: uniformWithin(reciprocalRoot),
  normal: normalWith(reciprocalRoot),
} as const satisfies Record<string, Draw>;

export type InitializerName = keyof typeof initializers;

export const initializerNames = keysOf(initializers);

/** Fills `weights` with random weights of a layer, in the order of `Network`. Each layer has its own random numbers. */
export function drawWeights({ method, seed }: Initializer, layer: Layer, weights: Float64Array): void {
  const random = createRandom(seed, layer.number);
  const draw: Draw = initializers[method];
  for (let at = 0; at < weights.length; at++) weights[at] = draw(random, layer.fanIn, layer.units);
}
