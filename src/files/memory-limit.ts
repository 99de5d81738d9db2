import { totalmem } from 'node:os';
import type { Network } from '../engine/models/network.ts';
import { bytesNeeded } from '../engine/timeline/memory-estimate.ts';
import type { CompleteFile } from './sample-file.ts';
import { mostParameters } from './schema-parts.ts';
import type { Problem } from './shape-check.ts';

/** What is left to others of the machine's memory, or of what this process is allowed. */
const share = 0.75;

/** Where a network is too large to be stepped here. It has not taken any memory yet. */
export function* sizeProblems({ optimizer, batchSize, samples }: CompleteFile, network: Network): Generator<Problem> {
  const { parameterCount } = network;
  const path = ['layers'];
  if (parameterCount > mostParameters) {
    yield { path, message: `found a network of ${parameterCount} parameters, expected at most ${mostParameters}` };
  }
  const largest = batchSize === 'all' ? samples.length : Math.min(batchSize, samples.length);
  const needed = bytesNeeded(network, optimizer, largest);
  const most = share * Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
  if (needed <= most) return;
  yield {
    path,
    message: `found a network that takes ${gigabytes(needed)}, expected at most ${gigabytes(most)}, as this machine has`,
  };
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toPrecision(3)} GB`;
}
