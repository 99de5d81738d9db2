import { evaluate } from '../expressions/evaluate.ts';
import { nodeKey } from '../graph/node.ts';
import { isAfterUpdate, isValueOf, type Quantity } from '../graph/quantity.ts';
import { placesInBackwardOrder } from '../models/backward-order.ts';
import { equationOf, isOverBatch } from '../steps/equation.ts';
import { givenValue } from '../steps/quantity-evaluator.ts';
import type { FormulaExperiment } from '../training/experiment.ts';
import { isInStateAfter, stateIndex } from '../training/training-state.ts';
import { placeOfSample, sampleAt, type Update, updateAt } from '../training/update.ts';
import { type FormulaNumbers, formulaPass } from './formula-pass.ts';
import { createFormulaNumbers, createFormulaTrainer } from './formula-trainer.ts';
import type { UpdateValues } from './update-values.ts';

/** `readUpdate` for a formula. */
export function readFormulaUpdate(experiment: FormulaExperiment, number: number, state: Float64Array): UpdateValues {
  const update = updateAt(experiment, number);
  const [before, after] = [state.slice(), state.slice()];
  const isErrorFinite = createFormulaTrainer(experiment).runUpdate(after, update);
  const numberOf = createReader(experiment, update, before, after);
  return { update, before, after, isErrorFinite, numberOf };
}

/** Reads the quantities of an update. The numbers of a sample are computed when one of them is asked for. */
function createReader(
  experiment: FormulaExperiment,
  update: Update,
  before: Float64Array,
  after: Float64Array,
): (quantity: Quantity) => number {
  const places = placesInBackwardOrder(experiment.formula);
  const oldPass = samplePasses(experiment, update, before);
  const newPass = samplePasses(experiment, update, after);
  const overBatch = new Map<string, number>();
  const storedNumber = (quantity: Quantity): number | undefined => {
    if (isInStateAfter(quantity)) return after[stateIndex(experiment, quantity)];
    if (isOverBatch(update, quantity)) return overBatch.get(batchKey(quantity));
    const numbers = isAfterUpdate(quantity) ? newPass : oldPass;
    const sample = quantity.sample ?? sampleAt(update, 0);
    if (isValueOf(quantity, 'equation')) return numbers(sample).values[quantity.of.index];
    const place = quantity.kind === 'gradient' ? places.get(nodeKey(quantity.of)) : undefined;
    return place === undefined ? undefined : numbers(sample).gradients[place];
  };
  const computedNumber = (quantity: Quantity): number => {
    const equation = equationOf(update, quantity);
    const value = equation.kind === 'given' ? givenValue(update, before, quantity) : evaluate(equation, numberOf);
    if (isOverBatch(update, quantity)) overBatch.set(batchKey(quantity), value);
    return value;
  };
  const numberOf = (quantity: Quantity): number => storedNumber(quantity) ?? computedNumber(quantity);
  return numberOf;
}

function batchKey(quantity: Quantity): string {
  return `${quantity.kind} ${nodeKey(quantity.of)} ${isAfterUpdate(quantity)}`;
}

/** Returns a function that gives the numbers of a sample with the given parameters, and computes them once. */
function samplePasses(
  { formula, samples }: FormulaExperiment,
  update: Update,
  parameters: Float64Array,
): (sample: number) => FormulaNumbers {
  const computed = new Map<number, FormulaNumbers>();
  const pass = formulaPass(formula);
  return (sample) => {
    if (placeOfSample(update, sample) === undefined)
      throw new RangeError(`no sample ${sample} in update ${update.number}`);
    const known = computed.get(sample);
    if (known !== undefined) return known;
    const numbers = createFormulaNumbers(formula);
    const row = sample * formula.inputs.length;
    pass.forward(numbers, parameters, samples.inputs, row);
    pass.backward(numbers, parameters, samples.inputs, row);
    computed.set(sample, numbers);
    return numbers;
  };
}
