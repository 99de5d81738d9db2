import type { ActivationName } from '../engine/models/activations.ts';
import { isCompatible, type LossName, lossNames, lossOf } from '../engine/models/losses.ts';
import { fileMessages } from './file-messages.ts';
import type { Problem } from './problem.ts';
import type { CompleteFile } from './sample-file.ts';

const { outputs: messages } = fileMessages;

/**
 * Yields a problem for each hidden softmax layer, for an output layer whose activation does not fit the loss, and for
 * each sample with a target that the loss does not allow.
 */
export function* outputProblems(file: CompleteFile): Generator<Problem> {
  yield* activationProblems(file);
  yield* targetProblems(file);
}

function* activationProblems({ layers, loss }: CompleteFile): Generator<Problem> {
  const last = layers.length - 1;
  for (const [index, { activation }] of layers.entries()) {
    const path = ['layers', index, 'activation'];
    if (activation === 'softmax' && index < last) yield { path, message: messages.hiddenSoftmax };
    if (index === last && !isCompatible(loss, activation)) yield incompatible(path, loss, activation);
  }
}

function* targetProblems({ loss, samples }: CompleteFile): Generator<Problem> {
  const range = lossOf(loss).targetRange;
  if (range === undefined) return;
  const { min, max } = range;
  for (const [index, { target }] of samples.entries()) {
    const output = target.findIndex((value) => value < min || value > max);
    if (output !== -1) {
      const message = messages.targetOutOfRange(target[output], min, max, loss);
      yield { path: ['samples', index, 'target', output], message };
    }
  }
}

/**
 * A loss of the kind `fused`, such as a cross-entropy, allows only one activation. With such a loss, the activation is
 * reported, otherwise the loss.
 */
function incompatible(path: Problem['path'], loss: LossName, activation: ActivationName): Problem {
  const definition = lossOf(loss);
  if (definition.kind === 'fused') {
    return { path, message: messages.wrongActivation(activation, definition.activation, loss) };
  }
  const possible = lossNames.filter((name) => isCompatible(name, activation));
  return { path: ['loss'], message: messages.wrongLoss(loss, possible, activation) };
}
