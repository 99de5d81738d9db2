/**
 * The engine of backstep as a library. It has no clock, no source of randomness, no input and no output: equal arguments
 * give equal results. Only `drawWeights` and the functions of a `Timeline` change their arguments.
 *
 * 1. `createNetwork` and `createExperiment` describe a training.
 * 2. `createTimeline`, `stateAfter` and `errorAfter` train: forwards, back, and to any update.
 * 3. `readUpdate` gives every number of one update.
 * 4. `stepsOf`, `equationOf` and `explain` show where each of these numbers comes from.
 *
 * Numbers are in flat Float64Arrays. The types say how they are laid out. Updates, epochs, steps and layers count from 1
 * (layer 0 is the inputs); units, parameters and samples count from 0.
 */

// Networks: layers of units, and the parameters between them.

export { type ActivationName, activationNames, activations } from './models/activations.ts';
export { type LossName, losses, lossNames } from './models/losses.ts';
export { type Bias, createNetwork, type Layer, type LayerShape, layerAt, type Network } from './models/network.ts';
export { isTrained, type Parameter, parameterAt, parameterName } from './models/parameters.ts';

// Experiments: a network, its initial parameters, the samples, the loss and the optimizer.

export {
  createExperiment,
  type Experiment,
  epochOf,
  type Samples,
  type UpdateOrder,
  updatesPerEpoch,
} from './training/experiment.ts';
export { drawWeights, type Initializer, type InitializerName, initializerNames } from './training/initializers.ts';
export type { Chapter, LessonPlan } from './training/lesson-plan.ts';
export { type Optimizer, type OptimizerName, optimizerNames, optimizers } from './training/optimizers.ts';

// Runs: an experiment that is edited during training.

export { type Change, type ChangeProblem, changeProblem, type Edit } from './training/edits.ts';
export {
  createRun,
  experimentAt,
  type Run,
  type Segment,
  updateOf,
  withEdit,
  withoutLastEdit,
} from './training/run.ts';

// Training: the state (parameters and optimizer states) and the error after any number of updates.

export { type Divergence, firstDivergence, isAllFinite } from './timeline/divergence.ts';
export type { EpochError } from './timeline/error-history.ts';
export {
  advance,
  createTimeline,
  errorAfter,
  errorBefore,
  historyUntil,
  stateAfter,
  stateBefore,
  type Timeline,
  timelineOf,
} from './timeline/timeline.ts';
export { initialState, stateLength } from './training/training-state.ts';

// One update: its batch, and the value of every quantity.

export type { Quantity } from './expressions/quantity.ts';
export { quantityName, unitName } from './models/quantity-name.ts';
export { readUpdate, type UpdateValues } from './pass/update-values.ts';
export { quantityNamed } from './steps/name-parser.ts';
export { createEvaluator } from './steps/quantity-evaluator.ts';
export { placeOfSample, sampleAt, type Update, updateAt } from './training/update.ts';

// Equations: where the value of a quantity comes from.

export { evaluate } from './expressions/evaluate.ts';
export { type Expression, quantitiesIn } from './expressions/expression.ts';
export { items, type LazyList } from './expressions/lazy-list.ts';
export { type Equation, equationOf, type Given } from './steps/equation.ts';
export { type Explanation, explain, formulaOf, type Rule, unfolded } from './steps/explanation.ts';

// Steps: the equations of an update in order, and moves between them.

export type { Phase } from './steps/schedule.ts';
export { phaseSpans, type Span, type Step, stepAt, stepCount, stepOf, stepsOf } from './steps/steps.ts';
export { backFrom, endOfEpoch, endOfUpdate, forwardFrom, type Stride } from './timeline/navigation.ts';
export { type Position, startPosition } from './training/position.ts';

// Gradient check: backpropagation compared with central differences.

export { checkGradients, type GradientCheck, type Verdict } from './gradient-check.ts';
