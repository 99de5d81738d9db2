import { memoize } from '../expressions/memoize.ts';

/**
 * If all outs of a sample (with a fused loss: all nets of the output layer) and all targets are smaller, E_total of the
 * sample is finite, and so is the sum over any batch, because E grows at most with the square.
 */
const safeSize = 1e140;

/** The size below which the outputs of a sample have a finite E_total. It is 0 if a target is not below `safeSize`. */
export const safeOutputSize: (targets: Float64Array) => number = memoize((targets) =>
  targets.every((target) => Math.abs(target) < safeSize) ? safeSize : 0,
);
