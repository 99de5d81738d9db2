import type { Expression } from '../expressions/expression.ts';
import { functions } from '../expressions/functions.ts';
import { items } from '../expressions/lazy-list.ts';
import { isLocalDerivative, type Quantity } from '../expressions/quantity.ts';
import { lossOf } from '../models/losses.ts';
import { outputLayer } from '../models/network.ts';
import type { Experiment } from '../training/experiment.ts';
import { hyperparameterOf } from '../training/optimizers.ts';
import { isInStateAfter, isInStateBefore, stateIndex, stateLength } from '../training/training-state.ts';
import { type Update, updateAt } from '../training/update.ts';
import { equationOf } from './equation.ts';
import { stepCount, stepOf, stepsOf } from './steps.ts';

/**
 * Runs `count` updates, one sample each, the first of them update `number`, moving `state` in place; to the bit what as
 * many calls of `runUpdate` come to.
 */
export type CompiledUpdates = (state: Float64Array, number: number, count: number) => void;

/** More steps than this are left to the loops of `runUpdate`, which then are nearly as fast. */
const maxSteps = 400;

/** Whether an experiment's updates can be written as a program: small ones on one sample, the same for every sample. */
export function isCompilable(experiment: Experiment): boolean {
  const loss = lossOf(experiment.loss);
  const isAlike = loss.kind === 'plain' || !loss.needsAllTargets;
  const inOrder = experiment.shuffle === undefined || experiment.samples.count === 1;
  return isAlike && inOrder && experiment.batchSize === 1 && stepCount(updateAt(experiment, 1)) <= maxSteps;
}

const functionNames = Object.keys(functions) as readonly (keyof typeof functions)[];

/**
 * Writes an experiment's update as straight-line code, its equations one after the other. In a network of a few units
 * most of the time of `runUpdate` goes into loops over two or three numbers; here there are none, and no arrays between
 * one step and the next.
 */
export function compileUpdates(experiment: Experiment): CompiledUpdates {
  const { samples } = experiment;
  const update = updateAt(experiment, 1);
  const steps = Array.from(stepsOf(update), ({ quantity }) => quantity);
  const needed = steps.filter(({ kind }) => kind !== 'error' && kind !== 'total-error');
  const moved = steps.filter(isInStateAfter);
  const code = [
    ...Array.from({ length: stateLength(experiment) }, (_, at) => `let p${at} = state[${at}];`),
    'for (let t = number, end = number + count; t < end; t++) {',
    `const row = (t - 1) % ${samples.count};`,
    ...needed.map((quantity) => `const ${nameOf(update, quantity)} = ${codeOf(update, equationOf(update, quantity))};`),
    ...moved.map((quantity) => `p${stateIndex(experiment, quantity)} = ${nameOf(update, quantity)};`),
    '}',
    ...moved.map((quantity) => stateIndex(experiment, quantity)).map((at) => `state[${at}] = p${at};`),
  ].join('\n');
  const names = ['inputs', 'targets', ...functionNames.map((_, at) => `f${at}`)];
  const create = new Function(...names, `return (state, number, count) => {\n${code}\n};`);
  return create(samples.inputs, samples.targets, ...functionNames.map((name) => functions[name])) as CompiledUpdates;
}

/** The name of a quantity's value: of a parameter, or of the step that computes it. */
function nameOf(update: Update, quantity: Quantity): string {
  const { network, optimizer } = update.experiment;
  switch (quantity.kind) {
    case 'input':
      return `inputs[row * ${network.inputs} + ${quantity.unit}]`;
    case 'target':
      return `targets[row * ${outputLayer(network).units} + ${quantity.unit}]`;
    case 'setting':
      return String(hyperparameterOf(optimizer, quantity.name));
    case 'update-number':
      return `(t - ${update.experiment.optimizerFrom - 1})`;
    default:
      if (isInStateBefore(quantity)) return `p${stateIndex(update.experiment, quantity)}`;
      return isLocalDerivative(quantity)
        ? codeOf(update, equationOf(update, quantity))
        : `s${stepOf(update, quantity)}`;
  }
}

/** An expression as JavaScript, with the very operations of `evaluate` in their order. */
function codeOf(update: Update, expression: Expression | undefined): string {
  const code = (of: Expression): string => codeOf(update, of);
  switch (expression?.kind) {
    case undefined:
      return 'NaN';
    case 'constant':
      return `(${expression.value})`;
    case 'quantity':
      return nameOf(update, expression.quantity);
    case 'sum':
      return `(0 + ${Array.from(items(expression.terms), code).join(' + ')})`;
    case 'difference':
      return `(${code(expression.left)} - ${code(expression.right)})`;
    case 'product':
      return `(${expression.factors.map(code).join(' * ')})`;
    case 'quotient':
      return `(${code(expression.numerator)} / ${code(expression.denominator)})`;
    case 'negative':
      return `(-${code(expression.of)})`;
    case 'power':
      return `(${code(expression.base)} ** ${code(expression.exponent)})`;
    case 'call':
      return `f${functionNames.indexOf(expression.name)}(${Array.from(items(expression.inputs), code).join(', ')})`;
    case 'conditional':
      return `(${code(expression.test)} > 0 ? ${code(expression.ifPositive)} : ${code(expression.otherwise)})`;
    case 'rewritten':
      return code(expression.computed);
  }
}
