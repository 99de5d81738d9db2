import { nodeKey, parameterNode } from '../graph/node.ts';
import { backwardOrder, placesInBackwardOrder } from '../models/backward-order.ts';
import { type Formula, trainedParameters } from '../models/formula.ts';
import type { CompiledRule } from '../training/compiled-rule.ts';
import type { FormulaExperiment } from '../training/experiment.ts';
import { compiledRuleOf } from '../training/optimizers.ts';
import { batchDivisor, optimizerStep, sampleAt, type Update } from '../training/update.ts';
import { errorTotals } from './error-totals.ts';
import { type FormulaNumbers, type FormulaPass, formulaPass } from './formula-pass.ts';
import { inSlices } from './slices.ts';
import type { Trainer } from './trainer.ts';

/** A parameter that updates change, and the index of its gradient among the gradients of `FormulaNumbers`. */
interface TrainedParameter {
  readonly parameter: number;
  /** Undefined if the error does not depend on the parameter. Its gradient is then 0. */
  readonly gradient: number | undefined;
}

/** The arrays and functions of a formula's training. They are created once, and each pass overwrites the arrays. */
interface FormulaWorkspace {
  readonly experiment: FormulaExperiment;
  readonly pass: FormulaPass;
  readonly numbers: FormulaNumbers;
  readonly trained: readonly TrainedParameter[];
  /** The gradients of `trained`, summed over the batch. */
  readonly sums: Float64Array;
  readonly rule: CompiledRule;
}

export function createFormulaTrainer(experiment: FormulaExperiment): Trainer {
  const { formula, optimizer } = experiment;
  const trained = trainedWithGradients(formula);
  const workspace: FormulaWorkspace = {
    experiment,
    pass: formulaPass(formula),
    numbers: createFormulaNumbers(formula),
    trained,
    sums: new Float64Array(trained.length),
    rule: compiledRuleOf(optimizer, 'weight', formula.parameters.length),
  };
  return {
    runUpdate: (state, update) => {
      workspace.sums.fill(0);
      const error = addSamples(workspace, state, update, 0, update.size);
      return finishUpdate(workspace, state, update, error);
    },
    *updateSlices(state, update, samplesAtOnce) {
      workspace.sums.fill(0);
      let error = 0;
      yield* inSlices(update.size, samplesAtOnce, (first, end) => {
        error += addSamples(workspace, state, update, first, end);
      });
      return finishUpdate(workspace, state, update, error);
    },
    ...errorTotals(experiment, (state, sample) => errorOfSample(workspace, state, sample)),
  };
}

/** Arrays for the numbers of one sample. */
export function createFormulaNumbers(formula: Formula): FormulaNumbers {
  return {
    values: new Float64Array(formula.equations.length),
    gradients: new Float64Array(backwardOrder(formula).length),
  };
}

function trainedWithGradients(formula: Formula): readonly TrainedParameter[] {
  const places = placesInBackwardOrder(formula);
  return trainedParameters(formula).map((parameter) => ({
    parameter,
    gradient: places.get(nodeKey(parameterNode(parameter))),
  }));
}

/**
 * Adds the gradients of the samples from place `first` of the batch up to, not including, place `end`. Returns the sum
 * of their errors.
 */
function addSamples(
  { experiment, pass, numbers, trained, sums }: FormulaWorkspace,
  state: Float64Array,
  update: Update,
  first: number,
  end: number,
): number {
  const { inputs } = experiment.samples;
  const columns = experiment.formula.inputs.length;
  let error = 0;
  for (let place = first; place < end; place++) {
    const row = sampleAt(update, place) * columns;
    pass.forward(numbers, state, inputs, row);
    pass.backward(numbers, state, inputs, row);
    error += numbers.values[experiment.formula.error] ?? Number.NaN;
    for (const [at, { gradient }] of trained.entries()) {
      if (gradient !== undefined) sums[at] = (sums[at] ?? 0) + (numbers.gradients[gradient] ?? Number.NaN);
    }
  }
  return error;
}

/** Updates the parameters by the batch's gradients. Returns whether the error is finite. */
function finishUpdate(
  { trained, sums, rule }: FormulaWorkspace,
  state: Float64Array,
  update: Update,
  error: number,
): boolean {
  const divisor = batchDivisor(update);
  rule.setTimeStep(optimizerStep(update));
  for (const [at, { parameter }] of trained.entries()) {
    rule.updateOne(state, parameter, (sums[at] ?? Number.NaN) / divisor);
  }
  return Number.isFinite(error);
}

function errorOfSample(
  { experiment: { formula, samples }, pass, numbers }: FormulaWorkspace,
  state: Float64Array,
  sample: number,
): number {
  pass.forward(numbers, state, samples.inputs, sample * formula.inputs.length);
  return numbers.values[formula.error] ?? Number.NaN;
}
