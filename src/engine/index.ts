/**
 * The engine of backstep by itself: pure functions over plain data, without clock, chance or output of their own.
 *
 * An `Experiment` is all that is fixed; `createTimeline` and `advance` train it; `readUpdate` gives every number of one
 * update; `explain` says where a number comes from. Arrays are flat Float64Arrays, whose layout each type describes.
 */
export { type ActivationName, activationNames, activations } from './activations.ts';
export { type Change, type ChangeProblem, changeProblem, type Edit } from './edits.ts';
export { equationOf } from './equations/equation.ts';
export { type Explanation, explain, formulaOf, type Rule, unfolded } from './equations/explanation.ts';
export type { Phase } from './equations/sections.ts';
export { createSolver } from './equations/solve.ts';
export { phaseSpans, type Span, type Step, stepAt, stepCount, stepOf, stepsOf } from './equations/steps.ts';
export {
  createExperiment,
  type Experiment,
  epochOf,
  type Samples,
  type UpdateOrder,
  updatesPerEpoch,
} from './experiment.ts';
export { type Expression, evaluate, items, type List, quantitiesIn } from './expressions.ts';
export { checkGradients, type GradientCheck, type Verdict } from './gradient-check.ts';
export { drawWeights, type Initializer, type InitializerName, initializerNames } from './initializers.ts';
export { quantityNamed } from './lookup.ts';
export { type LossName, losses, lossNames } from './losses.ts';
export { quantityName, unitName } from './names.ts';
export { type Bias, createNetwork, type Layer, type LayerShape, layerAt, type Network } from './network.ts';
export { type Optimizer, type OptimizerName, optimizerNames, optimizers } from './optimizers.ts';
export { isTrained, type Parameter, parameterAt, parameterName } from './parameters.ts';
export { type Position, start } from './position.ts';
export { backFrom, endOfEpoch, endOfUpdate, forwardFrom, type Stride } from './positions.ts';
export type { Quantity } from './quantities.ts';
export { type Reading, readUpdate } from './reading.ts';
export { createRun, experimentAt, type Run, type Stage, updateOf, withEdit, withoutLastEdit } from './run.ts';
export { initialState, stateLength } from './state.ts';
export { type Divergence, firstDivergence, hasNumbers } from './timeline/divergence.ts';
export type { EpochError } from './timeline/history.ts';
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
export { placeOfSample, sampleAt, type Update, updateAt } from './update.ts';
