import type { Call, Expression } from '../expressions/expression.ts';
import { type FunctionName, functions } from '../expressions/functions.ts';
import { keysOf } from '../expressions/keys-of.ts';
import { items } from '../expressions/lazy-list.ts';
import { isLocalDerivative, type Quantity } from '../expressions/quantity.ts';
import { safeOutputSize } from '../models/finite-error.ts';
import { lossOf } from '../models/losses.ts';
import { layerAt, outputLayer } from '../models/network.ts';
import type { Experiment } from '../training/experiment.ts';
import { settingValue } from '../training/optimizers.ts';
import { isInStateAfter, isInStateBefore, stateIndex, stateLength } from '../training/training-state.ts';
import { type Update, updateAt } from '../training/update.ts';
import { equationOf } from './equation.ts';
import { stepCount, stepOf, stepsOf } from './steps.ts';

/**
 * Runs `count` updates of one sample each, from update `number` on, and changes `state` in place. Computes the same
 * bits as `count` calls of `runUpdate`. Returns the number of the first of these updates whose E_total is infinite or
 * NaN; undefined if there is none.
 */
export type CompiledUpdates = (state: Float64Array, number: number, count: number) => number | undefined;

/** The maximum number of steps of a compiled update. For more steps, the loops of `runUpdate` are nearly as fast. */
const maxSteps = 400;

/**
 * Whether the updates of an experiment have at most `maxSteps` steps, one sample in each batch, no shuffled samples,
 * and the same equations for each sample.
 */
export function isCompilable(experiment: Experiment): boolean {
  const loss = lossOf(experiment.loss);
  // If a loss needs all targets, the equation of δ depends on the sum of the sample's targets.
  const hasSameEquations = loss.kind === 'plain' || !loss.needsAllTargets;
  const isInOrder = experiment.shuffle === undefined || experiment.samples.count === 1;
  return hasSameEquations && isInOrder && experiment.batchSize === 1 && stepCount(updateAt(experiment, 1)) <= maxSteps;
}

const functionNames = keysOf(functions);

/**
 * Compiles the equations of an update to straight-line JavaScript. In a network of a few units, `runUpdate` loops over
 * two or three numbers at a time, and spends most of its time on the loops. The compiled code has no loop within an
 * update, and keeps numbers in variables: the state in p0, p1, …, the values of the steps in s1, s2, …, the number of
 * the update in `update`, and the index of its sample in `sample`. The functions that equations call are f0, f1, … For a
 * net of a sigmoid, e^(−net) is computed once, for σ(net) and σ′(net): as e1, e2, …, with the number of the net's step.
 */
export function compileUpdates(experiment: Experiment): CompiledUpdates {
  const { samples } = experiment;
  const update = updateAt(experiment, 1);
  const steps = Array.from(stepsOf(update), ({ quantity }) => quantity);
  // The new parameters do not depend on E, only on the derivatives of E.
  const computed = steps.filter(({ kind }) => kind !== 'error' && kind !== 'total-error');
  const errors = steps.filter((step) => step.kind === 'error' || (step.kind === 'total-error' && !step.after));
  const areOutputsSafe = outputsOf(experiment)
    .map((output) => `Math.abs(${valueCode(update, output)}) < ${safeOutputSize(samples.targets)}`)
    .join(' && ');
  const newState = steps.filter(isInStateAfter);
  const indexOf = (quantity: (typeof newState)[number]): number => stateIndex(experiment, quantity);
  const code = [
    'let lost;',
    ...Array.from({ length: stateLength(experiment) }, (_, at) => `let p${at} = state[${at}];`),
    'for (let update = number, end = number + count; update < end; update++) {',
    `const sample = (update - 1) % ${samples.count};`,
    ...computed.flatMap((quantity) => declarations(update, quantity)),
    `if (!(${areOutputsSafe})) {`,
    ...errors.flatMap((quantity) => declarations(update, quantity)),
    `if (!Number.isFinite(${valueCode(update, { kind: 'total-error' })})) lost ??= update;`,
    '}',
    ...newState.map((quantity) => `p${indexOf(quantity)} = ${valueCode(update, quantity)};`),
    '}',
    ...newState.map((quantity) => `state[${indexOf(quantity)}] = p${indexOf(quantity)};`),
    'return lost;',
  ].join('\n');
  const parameters = ['inputs', 'targets', ...functionNames.map((_, at) => `f${at}`)];
  const create = new Function(...parameters, `return (state, number, count) => {\n${code}\n};`);
  return create(samples.inputs, samples.targets, ...functionNames.map((name) => functions[name]));
}

/** The outs of the output units or, with a fused loss, their nets: E depends on them. */
function outputsOf({ network, loss }: Experiment): readonly Quantity[] {
  const kind = lossOf(loss).kind === 'plain' ? 'out' : 'net';
  const { units } = outputLayer(network);
  return Array.from({ length: units }, (_, unit) => ({ kind, layer: network.layers.length, unit }));
}

/**
 * Code for the value of a quantity: a variable, an array element, a constant, or an expression for t. A local
 * derivative (∂net/∂w or ∂net/∂out) has no variable, so its code is its equation.
 */
function valueCode(update: Update, quantity: Quantity): string {
  const { network, optimizer, optimizerFrom } = update.experiment;
  if (isInStateBefore(quantity)) return `p${stateIndex(update.experiment, quantity)}`;
  if (isLocalDerivative(quantity)) return equationCode(update, quantity);
  if (quantity.kind === 'input') return `inputs[sample * ${network.inputs} + ${quantity.unit}]`;
  if (quantity.kind === 'target') return `targets[sample * ${outputLayer(network).units} + ${quantity.unit}]`;
  if (quantity.kind === 'setting') return String(settingValue(optimizer, quantity));
  if (quantity.kind === 'update-number') return `(update - ${optimizerFrom - 1})`;
  return `s${stepOf(update, quantity)}`;
}

/** The statements that declare a quantity's variable. A net of a sigmoid also declares the variable of e^(−net). */
function declarations(update: Update, quantity: Quantity): readonly string[] {
  const code = `const ${valueCode(update, quantity)} = ${equationCode(update, quantity)};`;
  if (!isNetOfSigmoid(update, quantity)) return [code];
  return [code, `const ${powerVariable(update, quantity)} = ${functionCode('exp')}(-${valueCode(update, quantity)});`];
}

function isNetOfSigmoid({ experiment }: Update, quantity: Quantity): boolean {
  return quantity.kind === 'net' && layerAt(experiment.network, quantity.layer).activation === 'sigmoid';
}

function powerVariable(update: Update, net: Quantity): string {
  return `e${stepOf(update, net)}`;
}

function functionCode(name: FunctionName): string {
  return `f${functionNames.indexOf(name)}`;
}

/**
 * The code of a call that can use the variable of e^(−net): σ(net), or e^(−net) itself. The code of σ(net) is that of
 * `sigmoid`. A call in its place would slow down the training of a small network by a twentieth.
 */
function codeWithPower(update: Update, { name, inputs }: Call): string | undefined {
  const input = inputs.at(0);
  const net = name === 'exp' && input?.kind === 'negative' ? input.operand : input;
  if (net?.kind !== 'quantity' || !isNetOfSigmoid(update, net.quantity)) return undefined;
  const power = powerVariable(update, net.quantity);
  if (name === 'sigmoid')
    return `(${power} < Infinity ? 1 / (1 + ${power}) : ${functionCode('exp')}(${valueCode(update, net.quantity)}))`;
  return name === 'exp' && net !== input ? power : undefined;
}

function equationCode(update: Update, quantity: Quantity): string {
  const equation = equationOf(update, quantity);
  return equation.kind === 'given' ? valueCode(update, quantity) : codeOf(update, equation);
}

/** Whether a test is 0 or less, as JavaScript. a − b ≤ 0 is the same as a ≤ b for a finite b, and a ≤ b is faster. */
function testCode(test: Expression, code: (part: Expression) => string): string {
  return test.kind === 'difference' ? `${code(test.left)} <= ${code(test.right)}` : `${code(test)} <= 0`;
}

/** An expression as JavaScript. It has the same operations as `evaluate`, in the same order. */
function codeOf(update: Update, expression: Expression): string {
  const code = (part: Expression): string => codeOf(update, part);
  switch (expression.kind) {
    case 'constant':
      return `(${expression.value})`;
    case 'quantity':
      return valueCode(update, expression.quantity);
    case 'sum':
      return `(0 + ${Array.from(items(expression.terms), code).join(' + ')})`;
    case 'difference':
      return `(${code(expression.left)} - ${code(expression.right)})`;
    case 'product':
      return `(${expression.factors.map(code).join(' * ')})`;
    case 'quotient':
      return `(${code(expression.numerator)} / ${code(expression.denominator)})`;
    case 'negative':
      return `(-${code(expression.operand)})`;
    case 'power':
      return `(${code(expression.base)} ** ${code(expression.exponent)})`;
    case 'call':
      return (
        codeWithPower(update, expression) ??
        `${functionCode(expression.name)}(${Array.from(items(expression.inputs), code).join(', ')})`
      );
    case 'conditional':
      return `(${testCode(expression.test, code)} ? ${code(expression.otherwise)} : ${code(expression.ifPositive)})`;
    case 'rewritten':
      return code(expression.computed);
  }
}
