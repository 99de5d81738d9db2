import type { Network } from './network.ts';
import { type Optimizer, ruleOf } from './optimizers.ts';
import { historyBytes } from './timeline/timeline.ts';

/** States outside the history: the initial one, a timeline's own, and those around a reading's update. */
const states = 4;

/** Bytes that a timeline and the reading of one update, on batches of `batchSize`, take at most, its samples aside. */
export function bytesNeeded(network: Network, optimizer: Optimizer, batchSize: number): number {
  const length = (1 + ruleOf(optimizer).state.length) * network.parameterCount;
  const [gradients, perUnit, passes] = [2 * network.parameterCount, 3, 3];
  const units = passes * perUnit * batchSize * network.unitCount;
  return 8 * (states * length + gradients + units) + historyBytes(length);
}
