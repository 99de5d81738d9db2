import type { Layer } from '../models/network.ts';
import { createRandom, type Random } from './random.ts';

/** How weights are drawn, and with which seed, from 0 to 2³² − 1. */
export interface Initializer {
  readonly method: InitializerName;
  readonly seed: number;
}

/** Draws one weight, given the units before its layer and those in it. */
type Draw = (random: Random, fanIn: number, fanOut: number) => number;

/** Evenly between ± a limit. */
const evenly =
  (limit: (fanIn: number, fanOut: number) => number): Draw =>
  ({ uniform }, fanIn, fanOut) =>
    (2 * uniform() - 1) * limit(fanIn, fanOut);

/** Normally with a standard deviation. */
const normally =
  (deviation: (fanIn: number, fanOut: number) => number): Draw =>
  ({ normal }, fanIn, fanOut) =>
    normal() * deviation(fanIn, fanOut);

const reciprocalRoot = (fanIn: number): number => 1 / Math.sqrt(fanIn);

/** Every way to draw weights, by its name in a network file. */
export const initializers = {
  /** X. Glorot and Y. Bengio, AISTATS 2010. */
  'xavier-uniform': evenly((fanIn, fanOut) => Math.sqrt(6 / (fanIn + fanOut))),
  'xavier-normal': normally((fanIn, fanOut) => Math.sqrt(2 / (fanIn + fanOut))),
  /** K. He et al., ICCV 2015. */
  'he-uniform': evenly((fanIn) => Math.sqrt(6 / fanIn)),
  'he-normal': normally((fanIn) => Math.sqrt(2 / fanIn)),
  /** Y. LeCun et al., Efficient BackProp, 1998. */
  'lecun-normal': normally(reciprocalRoot),
  uniform: evenly(reciprocalRoot),
  normal: normally(reciprocalRoot),
} as const satisfies Record<string, Draw>;

export type InitializerName = keyof typeof initializers;

export const initializerNames = Object.keys(initializers) as readonly InitializerName[];

/** Fills `weights` with a layer's weights, in the order of the parameters. Layers of one seed draw different numbers. */
export function drawWeights({ method, seed }: Initializer, layer: Layer, weights: Float64Array): void {
  const random = createRandom(seed, layer.number);
  const draw: Draw = initializers[method];
  for (let at = 0; at < weights.length; at++) weights[at] = draw(random, layer.fanIn, layer.units);
}
