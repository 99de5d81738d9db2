import { activationNames } from '../models/activations.ts';
import { isCompatible, type LossName, lossNames, lossOf } from '../models/losses.ts';
import { isOutput, type Network, outputLayer } from '../models/network.ts';
import { emptyLessonPlan, type LessonPlan } from './lesson-plan.ts';
import { type Optimizer, optimizerNames } from './optimizers.ts';

/**
 * All that is fixed before time starts. Every number of every update follows from it alone.
 */
export interface Experiment {
  readonly name: string;
  readonly description: string;
  readonly network: Network;
  /** The parameters before the first update, in the order of `Network`: every weight, then every bias. */
  readonly initial: Float64Array;
  readonly loss: LossName;
  readonly optimizer: Optimizer;
  /** The update that the optimizer starts at, where it was changed on the way; its t counts from there. */
  readonly optimizerFrom: number;
  readonly samples: Samples;
  /** Samples an update looks at, from 1 to `samples.count`. The last batch of an epoch may be shorter. */
  readonly batchSize: number;
  readonly updateOrder: UpdateOrder;
  /** With a seed, each epoch goes through the samples in an order of its own; without, in theirs. */
  readonly shuffle: { readonly seed: number } | undefined;
  /** What each input and each output stands for; empty where that is not said. */
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** How a lesson wants to be gone through. */
  readonly lessonPlan: LessonPlan;
}

/**
 * simultaneous: every gradient is taken at the old parameters, then all of them move.
 * layer-by-layer: a layer moves as soon as its gradients are there, and the layer before it sees its new weights.
 */
export type UpdateOrder = 'simultaneous' | 'layer-by-layer';

/** `inputs` holds `count` rows of `Network.inputs` numbers, `targets` as many rows of one number an output. */
export interface Samples {
  readonly count: number;
  readonly inputs: Float64Array;
  readonly targets: Float64Array;
}

/** What has to be said of an experiment. */
type Given = Pick<Experiment, 'network' | 'initial' | 'loss' | 'optimizer' | 'samples'>;

/**
 * An experiment with what is left out as it usually is: one sample a batch, in the samples' order, all parameters updated
 * at once, no names. Throws a RangeError where the parameters or the samples are not as many numbers as the network needs,
 * where an activation, a loss or a method is none of the tables' or does not suit the others, where α is not greater than 0,
 * or a batch not a whole number of samples from 1 to all.
 */
export function createExperiment(given: Given & Partial<Experiment>): Experiment {
  const { network, initial, samples, loss, optimizer, batchSize = 1 } = given;
  const outputs = outputLayer(network).units;
  expectLength('initial', initial, network.parameterCount);
  expectLength('samples.inputs', samples.inputs, samples.count * network.inputs);
  expectLength('samples.targets', samples.targets, samples.count * outputs);
  for (const { activation } of network.layers) expectOneOf('activation', activation, activationNames);
  expectOneOf('loss', loss, lossNames);
  expectOneOf('optimizer.method', optimizer.method, optimizerNames);
  const { activation } = outputLayer(network);
  if (!isCompatible(loss, activation)) throw new RangeError(`loss: ${loss} does not suit ${activation} outputs`);
  if (!(optimizer.learningRate > 0)) {
    throw new RangeError(`optimizer.learningRate: found ${optimizer.learningRate}, expected more than 0`);
  }
  if (!Number.isInteger(batchSize) || batchSize < 1 || batchSize > samples.count) {
    throw new RangeError(`batchSize: found ${batchSize}, expected a whole number from 1 to ${samples.count}`);
  }
  return {
    name: '',
    description: '',
    batchSize: 1,
    updateOrder: 'simultaneous',
    optimizerFrom: 1,
    shuffle: undefined,
    inputNames: [],
    outputNames: [],
    lessonPlan: emptyLessonPlan,
    ...given,
  };
}

function expectOneOf(what: string, found: string, names: readonly string[]): void {
  if (!names.includes(found)) throw new RangeError(`${what}: found ${found}, expected ${names.join(', ')}`);
}

function expectLength(what: string, { length }: Float64Array, expected: number): void {
  if (length !== expected) throw new RangeError(`${what}: found ${length} numbers, expected ${expected}`);
}

/**
 * Whether δ of a layer is one step, without ① and ②: of the outputs, where the loss and the activation belong together.
 */
export function hasOneStepDelta({ network, loss }: Pick<Experiment, 'network' | 'loss'>, layer: number): boolean {
  return isOutput(network, layer) && lossOf(loss).kind === 'fused';
}

/** Updates in one epoch. */
export function updatesPerEpoch(experiment: Experiment): number {
  return Math.ceil(experiment.samples.count / experiment.batchSize);
}

/** The epoch, from 1, that an update belongs to. */
export function epochOf(experiment: Experiment, update: number): number {
  return Math.ceil(update / updatesPerEpoch(experiment));
}
