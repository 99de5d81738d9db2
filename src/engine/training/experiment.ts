import { activationNames } from '../models/activations.ts';
import type { Formula } from '../models/formula.ts';
import { isCompatible, type LossName, lossNames, lossOf } from '../models/losses.ts';
import { isOutput, type Network, outputLayer } from '../models/network.ts';
import type { Model } from '../models/network-or-formula.ts';
import { emptyLessonPlan, type LessonPlan } from './lesson-plan.ts';
import { momentumProblem, type Optimizer, optimizerNames } from './optimizers.ts';

/** Everything that is fixed before training starts. Without edits, it determines every number of every update. */
export type Experiment = DenseExperiment | FormulaExperiment;

/** An experiment with a network of dense layers. `initial` is in the order of `Network`: all weights, then all biases. */
export interface DenseExperiment extends ExperimentBase {
  readonly kind: 'dense';
  readonly network: Network;
  readonly loss: LossName;
}

/** An experiment with the equations of a formula. Its samples have no targets: all columns are inputs. */
export interface FormulaExperiment extends ExperimentBase {
  readonly kind: 'formula';
  readonly formula: Formula;
  /** The text of the formula file, from which a saved session reads the formula again. */
  readonly text: string;
}

/** The model of an experiment, without its loss. */
export function modelOf(experiment: Experiment): Model {
  return experiment.kind === 'dense' ? experiment.network : experiment.formula;
}

interface ExperimentBase {
  readonly name: string;
  readonly description: string;
  /** The parameters before the first update. */
  readonly initial: Float64Array;
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

/**
 * `inputs` has `count` rows of `Network.inputs` numbers. `targets` has `count` rows of one number for each output. In a
 * formula, a row of `inputs` has a number for each column, and `targets` is empty.
 */
export interface Samples {
  readonly count: number;
  readonly inputs: Float64Array;
  readonly targets: Float64Array;
}

type RequiredFields = Pick<DenseExperiment, 'network' | 'initial' | 'loss' | 'optimizer' | 'samples'>;

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
export function createExperiment(fields: RequiredFields & Partial<DenseExperiment>): DenseExperiment {
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
    kind: 'dense',
    ...defaults,
    ...fields,
    batchSize: Math.min(batchSize, samples.count),
  };
}

/**
 * Creates an experiment with a formula. Fields that are not given get defaults: one sample without inputs, one batch of
 * all samples, means over a batch, and plain gradient descent, which an experiment without trained parameters does not
 * use. Throws a RangeError if an array does not have the length that the formula needs.
 */
export function createFormulaExperiment(
  fields: Pick<FormulaExperiment, 'formula' | 'initial'> & Partial<FormulaExperiment>,
): FormulaExperiment {
  const { formula, initial, samples = noSamples, batchSize = samples.count } = fields;
  expectLength('initial', initial, formula.parameters.length);
  expectLength('samples.inputs', samples.inputs, samples.count * formula.inputs.length);
  return {
    kind: 'formula',
    text: '',
    ...defaults,
    optimizer: { method: 'sgd', learningRate: 0.1 },
    ...fields,
    samples,
    batchSize: Math.min(batchSize, samples.count),
  };
}

/** The samples of a formula without columns. */
const noSamples: Samples = { count: 1, inputs: new Float64Array(), targets: new Float64Array() };

const defaults = {
  name: '',
  description: '',
  reduction: 'mean',
  updateOrder: 'simultaneous',
  optimizerFrom: 1,
  shuffle: undefined,
  inputNames: [],
  outputNames: [],
  lessonPlan: emptyLessonPlan,
} as const satisfies Partial<ExperimentBase>;

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
export function hasOneStepDelta({ network, loss }: Pick<DenseExperiment, 'network' | 'loss'>, layer: number): boolean {
  return isOutput(network, layer) && lossOf(loss).kind === 'fused';
}

export function updatesPerEpoch(experiment: Experiment): number {
  return Math.ceil(experiment.samples.count / experiment.batchSize);
}

/** The epoch of an update. Both count from 1. */
export function epochOf(experiment: Experiment, update: number): number {
  return Math.ceil(update / updatesPerEpoch(experiment));
}
