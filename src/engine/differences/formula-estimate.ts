import { evaluate } from '../expressions/evaluate.ts';
import { childrenOf, type Expression } from '../expressions/expression.ts';
import { functionTable } from '../expressions/functions.ts';
import { items } from '../expressions/lazy-list.ts';
import { memoize } from '../expressions/memoize.ts';
import type { Node } from '../graph/node.ts';
import { backwardOrder } from '../models/backward-order.ts';
import { formulaGraph } from '../models/formula-graph.ts';
import { type FormulaNumbers, formulaPass } from '../pass/formula-pass.ts';
import { createFormulaNumbers, createFormulaTrainer } from '../pass/formula-trainer.ts';
import type { FormulaExperiment } from '../training/experiment.ts';
import { batchDivisor, sampleAt, type Update } from '../training/update.ts';
import type { DerivativeEstimate } from './derivative-estimate.ts';

/** The first step, relative to the size of the parameter, and the factor by which each next step is smaller. */
const relativeFirstStep = 0.05;
const stepFactor = 1.6;
const maxSteps = 16;

/** If even a step that was halved this many times crosses a kink, the parameter counts as being at the kink. */
const maxHalvings = 40;

/**
 * Returns a function that estimates the derivative of a formula's error on a batch by one parameter, by central
 * differences. They are extrapolated to a step of 0 (C. Ridders, Advances in Engineering Software, 1982). The function
 * returns undefined if the error may have no derivative, because a function that it depends on is at a kink.
 */
export function createFormulaEstimator(
  experiment: FormulaExperiment,
  update: Update,
  parameters: Float64Array,
): (parameter: number) => DerivativeEstimate | undefined {
  const changed = parameters.slice();
  const trainer = createFormulaTrainer(experiment);
  const numbers = createFormulaNumbers(experiment.formula);
  let knownRounding: number | undefined;
  let knownSides: readonly string[] | undefined;
  return (parameter) => {
    const value = parameters[parameter] ?? Number.NaN;
    const at = <T>(step: number, read: (changed: Float64Array) => T): T => {
      changed[parameter] = value + step;
      const result = read(changed);
      changed[parameter] = value;
      return result;
    };
    const errorAt = (step: number): number => at(step, (each) => trainer.errorOfBatch(each, update));
    const sidesAt = (step: number): readonly string[] =>
      at(step, (each) => sidesOfBatch(experiment, update, each, numbers));
    knownSides ??= sidesAt(0);
    const sides = knownSides;
    const hasSidesAt = (step: number): boolean => sidesAt(step).every((side, index) => side === sides[index]);
    const step = stepWithoutKink(hasSidesAt, relativeFirstStep * Math.max(Math.abs(value), 1e-3));
    if (step === undefined) return undefined;
    knownRounding ??= roundingOfError(experiment, update, parameters, numbers);
    return extrapolate(errorAt, value, step, knownRounding);
  };
}

/** The sides of all kinks that the samples of a batch are on. */
function sidesOfBatch(
  { formula, samples }: FormulaExperiment,
  update: Update,
  parameters: Float64Array,
  numbers: FormulaNumbers,
): readonly string[] {
  const kinks = kinksIn(formula);
  if (kinks.length === 0) return [];
  const pass = formulaPass(formula);
  const sides: string[] = [];
  for (let place = 0; place < update.size; place++) {
    const row = sampleAt(update, place) * formula.inputs.length;
    pass.forward(numbers, parameters, samples.inputs, row);
    const numberOf = numberReader(numbers, parameters, samples.inputs, row);
    for (const kink of kinks) sides.push(sideOf(kink, numberOf));
  }
  return sides;
}

/**
 * The probable rounding error of a batch's error. It is the sum, over all equations, of the rounding error of the
 * largest number in the equation times the size of the equation's gradient. A smaller change of the error is lost.
 */
function roundingOfError(
  { formula, samples }: FormulaExperiment,
  update: Update,
  parameters: Float64Array,
  numbers: FormulaNumbers,
): number {
  const pass = formulaPass(formula);
  let total = 0;
  for (let place = 0; place < update.size; place++) {
    const row = sampleAt(update, place) * formula.inputs.length;
    pass.forward(numbers, parameters, samples.inputs, row);
    pass.backward(numbers, parameters, samples.inputs, row);
    const numberOf = numberReader(numbers, parameters, samples.inputs, row);
    for (const [at, node] of backwardOrder(formula).entries()) {
      const expression = formulaGraph(formula).equationOf(node);
      if (expression === undefined) continue;
      total += Math.abs(numbers.gradients[at] ?? Number.NaN) * largestPart(expression, numberOf);
    }
  }
  return (4 * Number.EPSILON * total) / batchDivisor(update);
}

/** The size of the largest number that an expression is computed from, or of its value. */
function largestPart(expression: Expression<Node>, numberOf: (node: Node) => number): number {
  let largest = Math.abs(evaluate(expression, numberOf));
  for (const part of items(childrenOf(expression))) largest = Math.max(largest, largestPart(part, numberOf));
  return largest;
}

/** Returns a function that gives the number of a node in one sample, whose numbers start at index `row` of `inputs`. */
function numberReader(
  numbers: FormulaNumbers,
  parameters: Float64Array,
  inputs: Float64Array,
  row: number,
): (node: Node) => number {
  return ({ block, index }) => {
    if (block.role === 'equation') return numbers.values[index] ?? Number.NaN;
    return (block.role === 'parameter' ? parameters[index] : inputs[row + index]) ?? Number.NaN;
  };
}

/**
 * An expression whose derivative jumps: where its one input is 0, or where two of its inputs are its maximum or
 * minimum.
 */
interface Kink {
  readonly inputs: readonly Expression<Node>[];
  /** The function that gives the maximum or minimum of several inputs. */
  readonly extreme?: (...inputs: readonly number[]) => number;
}

const kinksIn: (formula: FormulaExperiment['formula']) => readonly Kink[] = memoize(({ equations }) =>
  equations.flatMap(({ expression }) => [...kinksOf(expression)]),
);

function* kinksOf(expression: Expression<Node>): IterableIterator<Kink> {
  if (expression.kind === 'call') {
    const { hasKink, ...called } = functionTable[expression.name];
    const inputs = [...items(expression.inputs)];
    if (hasKink) yield called.inputs === 'one' ? { inputs } : { inputs, extreme: called.apply };
  }
  if (expression.kind === 'conditional') yield { inputs: [expression.test] };
  for (const part of items(childrenOf(expression))) yield* kinksOf(part);
}

/** The sign of one input, or the places of the inputs that are the maximum or minimum. */
function sideOf({ inputs, extreme }: Kink, numberOf: (node: Node) => number): string {
  const values = inputs.map((input) => evaluate(input, numberOf));
  if (extreme === undefined) return String(Math.sign(values[0] ?? Number.NaN));
  const value = extreme(...values);
  return values.flatMap((each, place) => (each === value ? [place] : [])).join();
}

/** The largest step, of the given step and its halves, within which no kink is passed. Undefined at a kink. */
function stepWithoutKink(hasSidesAt: (step: number) => boolean, largest: number): number | undefined {
  let step = largest;
  for (let halvings = 0; halvings < maxHalvings; halvings++) {
    if ([step, -step, step / 3, -step / 3].every(hasSidesAt)) return step;
    step /= 2;
  }
  return undefined;
}

/**
 * Ridders' method: differences with smaller and smaller steps, and polynomials through them, extrapolated to 0.
 * `rounding` is the probable rounding error of the batch's error.
 */
function extrapolate(
  errorAt: (step: number) => number,
  value: number,
  firstStep: number,
  rounding: number,
): DerivativeEstimate {
  let best: DerivativeEstimate = { derivative: Number.NaN, uncertainty: Number.POSITIVE_INFINITY, isZero: false };
  let previousColumn: number[] = [];
  let isConstant = true;
  // A derivative up to this size may change the error by less than its rounding, so that the error seems constant.
  let lostChange = Number.POSITIVE_INFINITY;
  let step = firstStep;
  for (let row = 0; row < maxSteps; row++) {
    const [above, below] = [errorAt(step), errorAt(-step)];
    // value + step and value − step are rounded, so the distance between them may differ from 2 × step.
    const width = value + step - (value - step);
    isConstant &&= above === below;
    const ownRounding = 4 * Number.EPSILON * Math.max(Math.abs(above), Math.abs(below));
    const roundingOfDifference = Math.max(ownRounding, rounding) / width;
    lostChange = Math.min(lostChange, roundingOfDifference + Number.MIN_VALUE / width);
    const column = [(above - below) / width];
    let factor = stepFactor ** 2;
    for (const earlier of previousColumn) {
      const last = column.at(-1) ?? Number.NaN;
      const next = (last * factor - earlier) / (factor - 1);
      factor *= stepFactor ** 2;
      const uncertainty = Math.max(Math.abs(next - last), Math.abs(next - earlier)) + roundingOfDifference;
      if (uncertainty < best.uncertainty) best = { derivative: next, uncertainty, isZero: false };
      column.push(next);
    }
    previousColumn = column;
    step /= stepFactor;
  }
  return isConstant ? { derivative: 0, uncertainty: lostChange, isZero: true } : best;
}
