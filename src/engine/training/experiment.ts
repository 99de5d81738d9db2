import { activationNames } from '../models/activations.ts';
import { isCompatible, type LossName, lossNames, lossOf } from '../models/losses.ts';
import { isOutput, type Network, outputLayer } from '../models/network.ts';
import { emptyLessonPlan, type LessonPlan } from './lesson-plan.ts';
import { momentumProblem, type Optimizer, optimizerNames } from './optimizers.ts';

/** Everything that is fixed before training starts. Without edits, it determines every number of every update. */
export interface Experiment {
  readonly name: string;
  readonly description: string;
  readonly network: Network;
  /** The parameters before the first update, in the order of `Network`: all weights, then all biases. */
  readonly initial: Float64Array;
  readonly loss: LossName;
  readonly optimizer: Optimizer;
  /** The number of the first update that this optimizer makes: 1 unless an edit has replaced the optimizer. */
  readonly optimizerFrom: number;
  readonly samples: Samples;
  /** The number of samples in a batch, from 1 to `samples.count`. The last batch of an epoch may be smaller. */
  readonly batchSize: number;
  readonly reduction: Reduction;
  readonly updateOrder: UpdateOrder;
  /** The samples are shuffled anew in each epoch. Undefined if they keep their order. */
  readonly shuffle: { readonly seed: number } | undefined;
  /** Names of the inputs and outputs, such as "petal width". Empty if they have only the names i1, o1, … */
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  readonly lessonPlan: LessonPlan;
}

/** How E_total and the gradients of a batch are calculated from those of its samples. */
export type Reduction = (typeof reductions)[number];

export const reductions = ['mean', 'sum'] as const;

/**
 * - simultaneous: all gradients are calculated with the old parameters, then all parameters are updated.
 * - layer-by-layer: from the output layer back, each layer is updated as soon as its gradients are calculated. δ is
 *   then propagated back through the new weights of this layer.
 */
export type UpdateOrder = 'simultaneous' | 'layer-by-layer';

/** `inputs` has `count` rows of `Network.inputs` numbers. `targets` has `count` rows of one number for each output. */
export interface Samples {
  readonly count: number;
  readonly inputs: Float64Array;
  readonly targets: Float64Array;
}

type RequiredFields = Pick<Experiment, 'network' | 'initial' | 'loss' | 'optimizer' | 'samples'>;

/**
 * Creates an experiment. Fields that are not given get defaults: batches of one sample, in the order of the samples, means
 * over a batch, a simultaneous update, and empty texts and lists. A batch size above the number of samples makes one
 * batch of all samples, as PyTorch's DataLoader does. Throws a RangeError if
 * - an array does not have the length that the network needs,
 * - an activation, the loss, the reduction or the optimizer's method has an unknown name,
 * - the loss cannot be used with the activation of the output layer,
 * - α is not greater than 0,
 * - nesterov or dampening is set without a momentum, or both are set, or
 * - the batch size is not a whole number of at least 1.
 */
export function createExperiment(fields: RequiredFields & Partial<Experiment>): Experiment {
  const { network, initial, samples, loss, optimizer, batchSize = 1, reduction = 'mean' } = fields;
  const outputs = outputLayer(network).units;
  expectLength('initial', initial, network.parameterCount);
  expectLength('samples.inputs', samples.inputs, samples.count * network.inputs);
  expectLength('samples.targets', samples.targets, samples.count * outputs);
  for (const { activation } of network.layers) expectOneOf('activation', activation, activationNames);
  expectOneOf('loss', loss, lossNames);
  expectOneOf('reduction', reduction, reductions);
  expectOneOf('optimizer.method', optimizer.method, optimizerNames);
  const { activation } = outputLayer(network);
  if (!isCompatible(loss, activation)) {
    throw new RangeError(`loss: ${loss} cannot be used with ${activation} outputs`);
  }
  if (!(optimizer.learningRate > 0)) {
    throw new RangeError(`optimizer.learningRate: found ${optimizer.learningRate}, expected a number greater than 0`);
  }
  const problem = momentumProblem(optimizer);
  if (problem !== undefined) throw new RangeError(`optimizer: ${momentumErrors[problem]}`);
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new RangeError(`batchSize: found ${batchSize}, expected a whole number, at least 1`);
  }
  return {
    name: '',
    description: '',
    reduction: 'mean',
    updateOrder: 'simultaneous',
    optimizerFrom: 1,
    shuffle: undefined,
    inputNames: [],
    outputNames: [],
    lessonPlan: emptyLessonPlan,
    ...fields,
    batchSize: Math.min(batchSize, samples.count),
  };
}

const momentumErrors = {
  'needs momentum': 'nesterov and dampening need a momentum greater than 0',
  'nesterov with dampening': 'nesterov allows no dampening',
} as const;

function expectOneOf(field: string, found: string, names: readonly string[]): void {
  if (!names.includes(found)) throw new RangeError(`${field}: found ${found}, expected one of ${names.join(', ')}`);
}

function expectLength(field: string, { length }: Float64Array, expected: number): void {
  if (length !== expected) throw new RangeError(`${field}: found ${length} numbers, expected ${expected}`);
}

/**
 * Whether δ of a layer is one step, without ∂E/∂out and ∂out/∂net. True for the output layer if the loss is fused with
 * the activation of this layer, as cross-entropy is with softmax.
 */
export function hasOneStepDelta({ network, loss }: Pick<Experiment, 'network' | 'loss'>, layer: number): boolean {
  return isOutput(network, layer) && lossOf(loss).kind === 'fused';
}

export function updatesPerEpoch(experiment: Experiment): number {
  return Math.ceil(experiment.samples.count / experiment.batchSize);
}

/** The epoch of an update. Both count from 1. */
export function epochOf(experiment: Experiment, update: number): number {
  return Math.ceil(update / updatesPerEpoch(experiment));
}
