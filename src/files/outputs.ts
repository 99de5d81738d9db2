import { fits, type LossName, lossOf } from '../engine/losses.ts';
import type { NetworkFile } from './schema.ts';
import type { Problem } from './shapes.ts';
import { quote } from './words.ts';

/** Where the activations and the targets of a file don't suit its loss. */
export function* outputProblems({ layers, loss, samples }: NetworkFile): Generator<Problem> {
  const last = layers.length - 1;
  for (const [at, { activation }] of layers.entries()) {
    const path = ['layers', at, 'activation'];
    if (activation === 'softmax' && at < last) {
      yield { path, message: 'found "softmax" in a hidden layer, expected it in the output layer only' };
    }
    if (at === last && !fits(loss, activation)) yield* misfit(path, loss, activation);
  }
  const range = targetRanges[loss];
  if (range === undefined) return;
  for (const [at, { target }] of samples.entries()) {
    const output = target.findIndex((value) => value < range.least || value > range.most);
    if (output !== -1) {
      const message = `found ${target[output]}, expected ${range.words}, as ${loss} needs`;
      yield { path: ['samples', at, 'target', output], message };
    }
  }
}

/** What the targets of a loss may be, where not every number will do. */
const targetRanges: {
  readonly [name in LossName]?: { readonly least: number; readonly most: number; readonly words: string };
} = {
  'binary-cross-entropy': { least: 0, most: 1, words: 'a number from 0 to 1' },
  'categorical-cross-entropy': { least: 0, most: Number.POSITIVE_INFINITY, words: 'a number not below 0' },
};

/** Lays the blame on the activation where the loss needs a certain one, or else on the loss. */
function* misfit(path: Problem['path'], loss: LossName, activation: string): Generator<Problem> {
  const row = lossOf(loss);
  if (row.kind === 'fused') {
    const message = `found ${quote(activation)}, expected ${quote(row.activation)}, which the loss ${loss} needs`;
    yield { path, message };
  } else {
    const message = `found ${quote(loss)}, expected "categorical-cross-entropy", which a softmax output layer needs`;
    yield { path: ['loss'], message };
  }
}
