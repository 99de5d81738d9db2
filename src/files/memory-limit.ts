import { totalmem } from 'node:os';
import type { Network } from '../engine/models/network.ts';
import { bytesNeeded } from '../engine/timeline/memory-estimate.ts';
import { samplesInBatch } from './experiment-builder.ts';
import { fileMessages } from './file-messages.ts';
import type { KnownParts } from './known-parts.ts';
import type { Problem } from './problem.ts';
import { maxParameters } from './schema-parts.ts';

const { network: messages } = fileMessages;

/** The part of the memory that a network may take. The rest is for the samples, Node and other programs. */
const memoryShare = 0.75;

/**
 * Yields a problem if a network has more than `maxParameters` parameters, or needs more than `maxBytes` bytes.
 * Allocates no memory for the network.
 */
export function* sizeProblems(
  { optimizer, batchSize = 1, samples }: KnownParts,
  network: Network,
  maxBytes = memoryLimit(totalmem(), process.constrainedMemory()),
): Generator<Problem> {
  const { parameterCount } = network;
  const path = ['layers'];
  if (parameterCount > maxParameters) {
    yield { path, message: messages.tooManyParameters(parameterCount, maxParameters) };
  }
  if (optimizer === undefined) return;
  // While the samples are not known, there is at least one of them.
  const sampleCount = typeof samples === 'object' ? samples.length : 1;
  const neededBytes = bytesNeeded(network, optimizer, samplesInBatch(batchSize, sampleCount));
  if (neededBytes > maxBytes) yield { path, message: messages.tooMuchMemory(neededBytes, maxBytes) };
}

/**
 * The maximum number of bytes that a network may take. `constrainedBytes` is the limit that the system sets for this
 * process, for example in a container. 0 and undefined mean no limit.
 */
export function memoryLimit(machineBytes: number, constrainedBytes: number | undefined): number {
  return memoryShare * Math.min(machineBytes, constrainedBytes || Number.POSITIVE_INFINITY);
}
