import { type Expression, ref, replaceLeaves } from '../../engine/expressions/expression.ts';
import { inputNode } from '../../engine/graph/node.ts';
import { isValueOf, nodeValue, type Quantity } from '../../engine/graph/quantity.ts';
import { parameterValue } from '../../engine/models/dense-quantities.ts';
import { quantityName } from '../../engine/models/quantity-name.ts';
import { equationOf, isOverBatch } from '../../engine/steps/equation.ts';
import { stepsOf } from '../../engine/steps/steps.ts';
import type { FormulaExperiment } from '../../engine/training/experiment.ts';
import { settingValue } from '../../engine/training/optimizers.ts';
import { sampleAt, type Update, updateAt } from '../../engine/training/update.ts';
import { variableNames } from '../pytorch/formula-program.ts';
import { pythonNumber } from '../pytorch/pytorch-terms.ts';
import { computedForm, helpersFor, numpyExpression } from './numpy-expression.ts';

/**
 * Yields the parts of a NumPy program that calculates the first update of a formula: a line for each step, in the order of
 * the stepper. With several samples, each variable of a sample is an array with one number for each of them. The program
 * prints every number that belongs to the whole batch.
 */
export function* numpyFormula(experiment: FormulaExperiment): Generator<string> {
  const update = updateAt(experiment, 1);
  const quantities = quantitiesOf(update);
  const names = variablesOf(experiment, quantities);
  const nameOf = (quantity: Quantity): string => names.get(keyOf(experiment, quantity)) ?? 'None';
  const lines = quantities.map((quantity) => `${nameOf(quantity)} = ${codeOf(update, quantity, nameOf)}\n`);
  const body = lines.join('');
  yield '# What backstep does, by hand in NumPy. Every number is a float64.\n';
  yield `import math\n\nimport numpy as np\n\n# ${experiment.name.replace(/\s+/g, ' ')}\n`;
  yield* givenCode(experiment, update, nameOf);
  yield helpersFor(body);
  if (update.size > 1) yield batchHelper(experiment);
  yield '\n\n';
  yield body;
  for (const quantity of quantities) {
    if (quantity.sample === undefined) {
      const name = quantityName(experiment.formula, quantity);
      yield `print(${JSON.stringify(`${name} =`)}, ${nameOf(quantity)})\n`;
    }
  }
}

/** The quantities of the steps. Of those that every sample has, only those of the first sample. */
function quantitiesOf(update: Update): readonly Quantity[] {
  const first = sampleAt(update, 0);
  return [...stepsOf(update)]
    .map(({ quantity }) => quantity)
    .filter(({ sample }) => sample === undefined || sample === first)
    .filter((quantity) => quantity.kind !== 'value' || quantity.after !== true || !isValueOf(quantity, 'equation'));
}

/** The name of a quantity without its sample: an array has the numbers of all samples. */
function keyOf({ formula }: FormulaExperiment, quantity: Quantity): string {
  return quantityName(formula, quantity).replace(/@\d+$/, '@');
}

/** A Python variable for each quantity: df_dx for df/dx. */
function variablesOf(experiment: FormulaExperiment, quantities: readonly Quantity[]): ReadonlyMap<string, string> {
  const { formula } = experiment;
  const given = [
    ...formula.parameters.map((_, index) => parameterValue(index)),
    ...formula.inputs.flatMap((_, index) => [nodeValue(inputNode(index)), nodeValue(inputNode(index), { sample: 0 })]),
  ];
  const keys = [...new Set([...given, ...quantities].map((quantity) => keyOf(experiment, quantity)))];
  return variableNames(formula, keys);
}

function* givenCode(
  { formula, initial, samples }: FormulaExperiment,
  update: Update,
  nameOf: (quantity: Quantity) => string,
): Generator<string> {
  for (const index of formula.parameters.keys()) {
    yield `${nameOf(parameterValue(index))} = ${pythonNumber(initial[index] ?? Number.NaN)}\n`;
  }
  const columns = formula.inputs.length;
  for (const index of formula.inputs.keys()) {
    const numbers = Array.from({ length: update.size }, (_, place) =>
      pythonNumber(samples.inputs[sampleAt(update, place) * columns + index] ?? Number.NaN),
    );
    const sample = update.size > 1 ? sampleAt(update, 0) : undefined;
    const value = update.size > 1 ? `np.array([${numbers.join(', ')}])` : (numbers[0] ?? '');
    yield `${nameOf(nodeValue(inputNode(index), { sample }))} = ${value}\n`;
  }
}

/** A number that is the same for all samples may be one number in place of an array. */
function batchHelper({ reduction, batchSize }: FormulaExperiment): string {
  return `\n\ndef over_batch(x):\n    return np.broadcast_to(x, ${batchSize}).${reduction}()\n`;
}

function codeOf(update: Update, quantity: Quantity, nameOf: (quantity: Quantity) => string): string {
  if (isOverBatch(update, quantity)) {
    return `over_batch(${nameOf({ ...quantity, sample: sampleAt(update, 0) })})`;
  }
  const equation = equationOf(update, quantity);
  if (equation.kind === 'given') return nameOf(quantity);
  return numpyExpression(
    replaceLeaves(computedForm(equation), (leaf): Expression<string> => givenLeaf(update, leaf) ?? ref(nameOf(leaf))),
  );
}

/** The number of a hyperparameter, of t, or of a state of the optimizer before the first update. */
function givenLeaf({ experiment }: Update, leaf: Quantity): Expression<string> | undefined {
  if (isValueOf(leaf, 'setting')) {
    const value = settingValue(experiment.optimizer, leaf.of.block.name, leaf.of.block.of);
    return { kind: 'constant', value };
  }
  if (isValueOf(leaf, 'update-number')) return { kind: 'constant', value: 1 };
  const isState = isValueOf(leaf, 'optimizer') && leaf.after !== true;
  const isKept = isState && ['v', 'm', 's'].includes(leaf.of.block.name);
  return isKept ? { kind: 'constant', value: 0 } : undefined;
}
