/**
 * The engine of backstep as a library. It uses no clock, no source of randomness, no input and no output, so equal
 * arguments give equal results. Most functions do not change their arguments. These do:
 *
 * - `drawWeights` fills the array that it is given.
 * - `advance`, `stateAfter`, `stateBefore`, `errorAfter`, `errorBefore` and `firstDivergence` move their timeline. A
 *   move also changes the arrays that `stateAfter` and `stateBefore` have returned earlier.
 * - `timelineOf(run, previous)` shares stored states with `previous`, so a move of one timeline can change the arrays
 *   of the other.
 *
 * How to use it:
 *
 * 1. `createNetwork` and `createExperiment` describe the training of a network. `createFormulaExperiment` describes a
 *    formula and its training: forward equations only, from which all derivatives are derived.
 * 2. `createTimeline`, `stateAfter` and `errorAfter` train to any update, forwards or back.
 * 3. `readUpdate` gives the value of every quantity of one update.
 * 4. `stepsOf`, `equationOf` and `explain` show how each of these values is computed, and `whyOf` why a derivative is
 *    what it is.
 *
 * The engine does not read files. The folder `files` turns their text into experiments.
 *
 * All arrays of numbers are flat Float64Arrays; the types describe their layout. Updates, epochs, steps and layers
 * count from 1 (layer 0 is the inputs). Units, parameters and samples count from 0.
 */

// Networks: layers of units, and the parameters between them.

export { type ActivationName, activationNames, activations } from './models/activations.ts';
export { type LossName, losses, lossNames } from './models/losses.ts';
export { type Bias, createNetwork, type Layer, type LayerShape, layerAt, type Network } from './models/network.ts';
export { isTrained, type Parameter, parameterAt, parameterName } from './models/parameters.ts';

// Formulas: equations of numbers, of the columns of samples, and of the equations before them.

export { type Block, inputNode, type Node, parameterNode } from './graph/node.ts';

export type { Formula, FormulaEquation, FormulaParameter } from './models/formula.ts';
export { equationNode } from './models/formula-graph.ts';
export type { Model } from './models/network-or-formula.ts';

// Experiments: a model, its initial parameters, the samples and the optimizer, and the loss of a network.

export {
  createExperiment,
  createFormulaExperiment,
  type DenseExperiment,
  type Experiment,
  epochOf,
  type FormulaExperiment,
  modelOf,
  type Reduction,
  reductions,
  type Samples,
  type UpdateOrder,
  updatesPerEpoch,
} from './training/experiment.ts';
export { drawWeights, type Initializer, type InitializerName, initializerNames } from './training/initializers.ts';
export type { Chapter, LessonPlan } from './training/lesson-plan.ts';
export {
  type Optimizer,
  type OptimizerName,
  optimizerNames,
  optimizers,
  type WeightDecayByKind,
} from './training/optimizers.ts';

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
export type { NonFiniteCause } from './timeline/non-finite-cause.ts';
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

// One update: its batch, and the value of every quantity. There are four kinds of quantity.

export type { Gradient, LocalDerivative, PathTerm, Quantity, Value } from './graph/quantity.ts';
export { quantityName, unitName } from './models/quantity-name.ts';
export { readUpdate, type UpdateValues } from './pass/update-values.ts';
export { quantityNamed } from './steps/name-parser.ts';
export { createEvaluator } from './steps/quantity-evaluator.ts';
export { placeOfSample, sampleAt, type Update, updateAt } from './training/update.ts';

// Expressions and equations: where the value of a quantity comes from, and how a derivative is derived.

export type { DerivationLine, DerivationRule, DerivativeLines } from './expressions/derivation-lines.ts';
export { derive } from './expressions/derive.ts';
export { evaluate } from './expressions/evaluate.ts';
export {
  call,
  callOn,
  constant,
  difference,
  type Expression,
  leavesIn,
  negative,
  power,
  product,
  quotient,
  ref,
  sum,
} from './expressions/expression.ts';
export { type FunctionName, functionNames } from './expressions/functions.ts';
export { items, type LazyList } from './expressions/lazy-list.ts';
export { type Equation, equationOf, type Given, whyOf } from './steps/equation.ts';
export { type Explanation, explain, formulaOf, type Rule, unfolded } from './steps/explanation.ts';

// Steps: the equations of an update in order, and moves between positions.

export type { Phase } from './steps/schedule.ts';
export { phaseSpans, type Span, type Step, stepAt, stepCount, stepOf, stepsOf } from './steps/steps.ts';
export { backFrom, endOfEpoch, endOfUpdate, forwardFrom, type Stride } from './timeline/navigation.ts';
export { type Position, startPosition } from './training/position.ts';

// Gradient check: backpropagation compared with central differences.

export { checkGradients, type GradientCheck, type Verdict } from './gradient-check.ts';
