import type { Network } from '../models/network.ts';
import type { Optimizer } from '../training/optimizers.ts';
import { stateLengthOf } from '../training/training-state.ts';
import { bytesPerNumber } from './checkpoints.ts';
import { historyBytes } from './segment-cache.ts';

/**
 * The number of states without checkpoints: the initial parameters (counted as a whole state), the present state, and
 * two states in `UpdateValues`.
 */
const stateCount = 4;

/** The number of workspaces: one in the timeline, and two in `UpdateValues` for the old and the new parameters. */
const workspaceCount = 3;

/** The numbers in a workspace for each unit and sample: net, out and δ. */
const numbersPerUnit = 3;

/** The maximum number of bytes that a timeline and the `UpdateValues` of one update take, without the samples. */
export function bytesNeeded(network: Network, optimizer: Optimizer, batchSize: number): number {
  const length = stateLengthOf(network.parameterCount, optimizer);
  const workspaceLength = network.parameterCount + numbersPerUnit * batchSize * network.unitCount;
  return bytesPerNumber * (stateCount * length + workspaceCount * workspaceLength) + historyBytes(length);
}
