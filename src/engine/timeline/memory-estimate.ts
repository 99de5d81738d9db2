import type { Network } from '../models/network.ts';
import type { Optimizer } from '../training/optimizers.ts';
import { stateLength } from '../training/training-state.ts';
import { historyBytes } from './segment-cache.ts';

/** States outside the history: the initial one, a timeline's own, and those around a reading's update. */
const states = 4;

/** A timeline's pass, and a reading's two, before and after the update: gradients, and nets, outs and δ of each unit. */
const passes = 3;
const arraysByUnit = 3;

/** Bytes that a timeline and the reading of one update, on batches of `batchSize`, take at most, its samples aside. */
export function bytesNeeded(network: Network, optimizer: Optimizer, batchSize: number): number {
  const length = stateLength({ network, optimizer });
  const perPass = network.parameterCount + arraysByUnit * batchSize * network.unitCount;
  return 8 * (states * length + passes * perPass) + historyBytes(length);
}
