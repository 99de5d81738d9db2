import type { Network } from '../engine/models/network.ts';
import { counted } from './quoting.ts';
import type { CompleteFile } from './sample-file.ts';

/** What is wrong with a place in a network file, in one line. */
export interface Problem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

type NamedPath = Problem['path'];

/** Where a file gives more or fewer numbers than its network, laid out as `network`, has places for. */
export function* shapeProblems(file: CompleteFile, network: Network): Generator<Problem> {
  const { inputs, layers } = network;
  for (const [at, { weights, bias }] of file.layers.entries()) {
    const { units = 0, fanIn = 0 } = layers[at] ?? {};
    const source = at === 0 ? 'one for each input' : 'one for each unit of the layer before';
    const path = ['layers', at, 'weights'];
    if (weights !== undefined) yield* wrongCount(path, weights, 'row', units, 'one for each unit');
    for (const [unit, row] of weights?.entries() ?? [])
      yield* wrongCount([...path, unit], row, 'number', fanIn, source);
    if (bias?.values !== undefined) {
      yield* wrongCount(['layers', at, 'bias', 'values'], bias.values, 'number', units, 'one for each unit');
    }
  }
  const outputs = layers.at(-1)?.units ?? 0;
  for (const [at, { input, target }] of file.samples.entries()) {
    yield* wrongCount(['samples', at, 'input'], input, 'number', inputs, 'one for each input');
    yield* wrongCount(['samples', at, 'target'], target, 'number', outputs, 'one for each output');
  }
  if (typeof file.batchSize === 'number' && file.batchSize > file.samples.length) {
    const message = `found ${file.batchSize}, expected at most ${file.samples.length}, the number of samples, or "all"`;
    yield { path: ['batchSize'], message };
  }
  yield* wrongNames(['inputNames'], file.inputNames, inputs, 'one for each input');
  yield* wrongNames(['outputNames'], file.outputNames, outputs, 'one for each output');
}

function* wrongNames(path: NamedPath, names: readonly string[], count: number, why: string): Generator<Problem> {
  if (names.length > 0) yield* wrongCount(path, names, 'name', count, why);
}

function* wrongCount(
  path: NamedPath,
  { length }: ArrayLike<unknown>,
  noun: string,
  count: number,
  why: string,
): Generator<Problem> {
  if (length !== count) yield { path, message: `found ${counted(length, noun)}, expected ${count}, ${why}` };
}
