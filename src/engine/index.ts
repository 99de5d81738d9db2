/**
 * The engine of backstep by itself: pure functions over plain data, without clock, chance or output of their own.
 *
 * An `Experiment` is all that is fixed; `createTimeline` and `advance` train it; `readUpdate` gives every number of one
 * update; `explain` says where a number comes from. Arrays are flat Float64Arrays, whose layout each type describes.
 */

export { evaluate } from './expressions/evaluate.ts';
export { type Expression, quantitiesIn } from './expressions/expression.ts';
export { items, type LazyList as List } from './expressions/lazy-list.ts';
export type { Quantity } from './expressions/quantity.ts';
export { checkGradients, type GradientCheck, type Verdict } from './gradient-check.ts';
export { type ActivationName, activationNames, activations } from './models/activations.ts';
export { type LossName, losses, lossNames } from './models/losses.ts';
export { type Bias, createNetwork, type Layer, type LayerShape, layerAt, type Network } from './models/network.ts';
export { isTrained, type Parameter, parameterAt, parameterName } from './models/parameters.ts';
export { quantityName, unitName } from './models/quantity-name.ts';
export { readUpdate, type UpdateValues as Reading } from './pass/update-values.ts';
export { equationOf } from './steps/equation.ts';
export { type Explanation, explain, formulaOf, type Rule, unfolded } from './steps/explanation.ts';
export { quantityNamed } from './steps/name-parser.ts';
export { createEvaluator as createSolver } from './steps/quantity-evaluator.ts';
export type { Phase } from './steps/schedule.ts';
export { phaseSpans, type Span, type Step, stepAt, stepCount, stepOf, stepsOf } from './steps/steps.ts';
export { type Divergence, firstDivergence, isAllFinite as hasNumbers } from './timeline/divergence.ts';
export type { EpochError } from './timeline/error-history.ts';
export { backFrom, endOfEpoch, endOfUpdate, forwardFrom, type Stride } from './timeline/navigation.ts';
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
export { type Change, type ChangeProblem, changeProblem, type Edit } from './training/edits.ts';
export {
  createExperiment,
  type Experiment,
  epochOf,
  type Samples,
  type UpdateOrder,
  updatesPerEpoch,
} from './training/experiment.ts';
export { drawWeights, type Initializer, type InitializerName, initializerNames } from './training/initializers.ts';
export { type Optimizer, type OptimizerName, optimizerNames, optimizers } from './training/optimizers.ts';
export { type Position, startPosition as start } from './training/position.ts';
export {
  createRun,
  experimentAt,
  type Run,
  type Segment as Stage,
  updateOf,
  withEdit,
  withoutLastEdit,
} from './training/run.ts';
export { initialState, stateLength } from './training/training-state.ts';
export { placeOfSample, sampleAt, type Update, updateAt } from './training/update.ts';
