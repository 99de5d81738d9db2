import type { ActivationName } from '../engine/models/activations.ts';
import { isCompatible, type LossName, lossNames, lossOf } from '../engine/models/losses.ts';
import { alternatives, quote } from './quoting.ts';
import type { CompleteFile } from './sample-file.ts';
import type { Problem } from './shape-check.ts';

/** Where the activations and the targets of a file don't suit its loss. */
export function* outputProblems({ layers, loss, samples }: CompleteFile): Generator<Problem> {
  const last = layers.length - 1;
  for (const [at, { activation }] of layers.entries()) {
    const path = ['layers', at, 'activation'];
    if (activation === 'softmax' && at < last) {
      yield { path, message: 'found "softmax" in a hidden layer, expected it in the output layer only' };
    }
    if (at === last && !isCompatible(loss, activation)) yield* misfit(path, loss, activation);
  }
  const range = lossOf(loss).targets;
  if (range === undefined) return;
  const { least, most } = range;
  const expected = most === Number.POSITIVE_INFINITY ? `not below ${least}` : `from ${least} to ${most}`;
  for (const [at, { target }] of samples.entries()) {
    const output = target.findIndex((value) => value < least || value > most);
    if (output !== -1) {
      const message = `found ${target[output]}, expected a number ${expected}, as ${loss} needs`;
      yield { path: ['samples', at, 'target', output], message };
    }
  }
}

/** Lays the blame on the activation where the loss needs a certain one, or else on the loss. */
function* misfit(path: Problem['path'], loss: LossName, activation: ActivationName): Generator<Problem> {
  const row = lossOf(loss);
  if (row.kind === 'fused') {
    const message = `found ${quote(activation)}, expected ${quote(row.activation)}, which the loss ${loss} needs`;
    yield { path, message };
  } else {
    const expected = alternatives(lossNames.filter((name) => isCompatible(name, activation)));
    const message = `found ${quote(loss)}, expected ${expected}, which a ${activation} output layer needs`;
    yield { path: ['loss'], message };
  }
}
