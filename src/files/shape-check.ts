import type { Network } from '../engine/models/network.ts';
import { fileMessages } from './file-messages.ts';
import type { Problem } from './problem.ts';
import type { CompleteFile } from './sample-file.ts';

const { network: messages } = fileMessages;

/** Yields a problem for each list whose length does not fit the network, and for a batch of more samples than exist. */
export function* shapeProblems(file: CompleteFile, network: Network): Generator<Problem> {
  const { inputs, layers } = network;
  for (const [index, layer] of file.layers.entries()) {
    const { units = 0, fanIn = 0 } = layers[index] ?? {};
    yield* layerProblems(index, layer, units, fanIn);
  }
  const outputs = layers.at(-1)?.units ?? 0;
  for (const [index, { input, target }] of file.samples.entries()) {
    yield* wrongCount(['samples', index, 'input'], input, 'number', inputs, 'input');
    yield* wrongCount(['samples', index, 'target'], target, 'number', outputs, 'output');
  }
  const { batchSize, samples, inputNames, outputNames } = file;
  if (typeof batchSize === 'number' && batchSize > samples.length) {
    yield { path: ['batchSize'], message: messages.batchTooLarge(batchSize, samples.length) };
  }
  if (inputNames.length > 0) yield* wrongCount(['inputNames'], inputNames, 'name', inputs, 'input');
  if (outputNames.length > 0) yield* wrongCount(['outputNames'], outputNames, 'name', outputs, 'output');
}

function* layerProblems(
  index: number,
  { weights, bias }: CompleteFile['layers'][number],
  units: number,
  fanIn: number,
): Generator<Problem> {
  if (weights !== undefined) {
    const path = ['layers', index, 'weights'];
    yield* wrongCount(path, weights, 'row', units, 'unit');
    const owner = index === 0 ? 'input' : 'unit before';
    for (const [unit, row] of weights.entries()) yield* wrongCount([...path, unit], row, 'number', fanIn, owner);
  }
  if (bias?.values !== undefined) {
    yield* wrongCount(['layers', index, 'bias', 'values'], bias.values, 'number', units, 'unit');
  }
}

type WrongCount = Parameters<typeof messages.wrongCount>;

function* wrongCount(
  path: Problem['path'],
  { length }: ArrayLike<unknown>,
  noun: WrongCount[1],
  expected: number,
  owner: WrongCount[3],
): Generator<Problem> {
  if (length !== expected) yield { path, message: messages.wrongCount(length, noun, expected, owner) };
}
