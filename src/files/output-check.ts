import type { ActivationName } from '../engine/models/activations.ts';
import { isCompatible, type LossName, lossNames, lossOf } from '../engine/models/losses.ts';
import { fileMessages } from './file-messages.ts';
import type { KnownParts } from './known-parts.ts';
import type { Problem } from './problem.ts';

const { outputs: messages } = fileMessages;

/**
 * Yields a problem for each hidden softmax layer, for an output layer whose activation does not fit the loss, and for
 * each sample with a target that the loss does not allow.
 */
export function* outputProblems(file: KnownParts): Generator<Problem> {
  yield* hiddenLayerProblems(file);
  const problem = lossProblem(file);
  if (problem !== undefined) yield problem;
  // If the loss is the wrong one, the range of its targets says nothing.
  else yield* targetProblems(file);
}

function* hiddenLayerProblems({ layers = [] }: KnownParts): Generator<Problem> {
  for (const [index, { activation }] of layers.slice(0, -1).entries()) {
    if (activation === 'softmax') yield { path: ['layers', index, 'activation'], message: messages.hiddenSoftmax };
  }
}

function lossProblem({ layers = [], loss }: KnownParts): Problem | undefined {
  const activation = layers.at(-1)?.activation;
  if (loss === undefined || activation === undefined || isCompatible(loss, activation)) return undefined;
  return incompatible(['layers', layers.length - 1, 'activation'], loss, activation);
}

function* targetProblems({ loss, samples }: KnownParts): Generator<Problem> {
  const range = loss && lossOf(loss).targetRange;
  if (range === undefined || loss === undefined || typeof samples !== 'object') return;
  const { min, max } = range;
  for (const [index, { target = [] }] of samples.entries()) {
    for (const [output, value] of target.entries()) {
      if (value >= min && value <= max) continue;
      const message = messages.targetOutOfRange(value, min, max, loss);
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
