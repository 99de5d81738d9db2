import { compileCode } from '../expressions/compile-code.ts';
import type { Call, Expression } from '../expressions/expression.ts';
import { functionVariable, javascriptOf } from '../expressions/javascript.ts';
import type { Block } from '../graph/node.ts';
import { hyperparameters, parameterKinds } from '../graph/optimizer-names.ts';
import { isValueOf, type Quantity } from '../graph/quantity.ts';
import { isNetDerivative, netValue, outValue, totalErrorValue } from '../models/dense-quantities.ts';
import { safeOutputSize } from '../models/finite-error.ts';
import { lossOf } from '../models/losses.ts';
import { layerAt, outputLayer } from '../models/network.ts';
import type { DenseExperiment } from '../training/experiment.ts';
import { settingValue } from '../training/optimizers.ts';
import { isInStateAfter, isInStateBefore, stateIndex, stateLength } from '../training/training-state.ts';
import { type Update, updateAt } from '../training/update.ts';
import { equationOf } from './equation.ts';
import { stepCount, stepOf, stepsOf } from './steps.ts';

/**
 * Runs `count` updates, from update `number` on, and changes `state` in place. Computes the same
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
export function isCompilable(experiment: DenseExperiment): boolean {
  const loss = lossOf(experiment.loss);
  // If a loss needs all targets, the equation of δ depends on the sum of the sample's targets.
  const hasSameEquations = loss.kind === 'plain' || !loss.needsAllTargets;
  const isInOrder = experiment.shuffle === undefined || experiment.samples.count === 1;
  return hasSameEquations && isInOrder && experiment.batchSize === 1 && stepCount(updateAt(experiment, 1)) <= maxSteps;
}

/**
 * Compiles the equations of an update of one sample to straight-line JavaScript. In a network of a few units, `runUpdate` loops over
 * two or three numbers at a time, and spends most of its time on the loops. The compiled code has no loop within an
 * update, and keeps numbers in variables: the state in p0, p1, …, the values of the steps in s1, s2, …, the number of
 * the update in `update`, and the index of its sample in `sample`. The functions that equations call are f0, f1, … For
 * a net of a sigmoid, e^(−net) is computed once, for σ(net) and σ′(net): as e1, e2, …, with the number of the net's
 * step.
 */
export function compileUpdates(experiment: DenseExperiment): CompiledUpdates {
  const { samples } = experiment;
  const update = updateAt(experiment, 1);
  const steps = Array.from(stepsOf(update), ({ quantity }) => quantity);
  // The new parameters do not depend on E, only on the derivatives of E.
  const computed = steps.filter((step) => !isValueOf(step, 'error', 'total-error'));
  const errors = steps.filter((step) => isValueOf(step, 'error', 'total-error') && !step.after);
  const areOutputsSafe = outputsOf(experiment)
    .map((output) => `Math.abs(${valueCode(update, output)}) < ${safeOutputSize(samples.targets)}`)
    .join(' && ');
  const newState = steps.filter(isInStateAfter);
  const indexOf = (quantity: (typeof newState)[number]): number => stateIndex(experiment, quantity);
  const code = [
    'let lost;',
    ...settingsOf(experiment).map((_, at) => `const h${at} = settings[${at}];`),
    ...Array.from({ length: stateLength(experiment) }, (_, at) => `let p${at} = state[${at}];`),
    'for (let update = number, end = number + count; update < end; update++) {',
    `const sample = (update - 1) % ${samples.count};`,
    ...computed.flatMap((quantity) => declarations(update, quantity)),
    `if (!(${areOutputsSafe})) {`,
    ...errors.flatMap((quantity) => declarations(update, quantity)),
    `if (!Number.isFinite(${valueCode(update, totalErrorValue())})) lost ??= update;`,
    '}',
    ...newState.map((quantity) => `p${indexOf(quantity)} = ${valueCode(update, quantity)};`),
    '}',
    ...newState.map((quantity) => `state[${indexOf(quantity)}] = p${indexOf(quantity)};`),
    'return lost;',
  ].join('\n');
  return compileCode(`(state, number, count) => {\n${code}\n}`, {
    inputs: samples.inputs,
    targets: samples.targets,
    settings: settingsOf(experiment),
  });
}

/** The outs of the output units or, with a fused loss, their nets: E depends on them. */
function outputsOf({ network, loss }: DenseExperiment): readonly Quantity[] {
  const output = lossOf(loss).kind === 'plain' ? outValue : netValue;
  const { units, number } = outputLayer(network);
  return Array.from({ length: units }, (_, unit) => output(number, unit));
}

/**
 * Code for the value of a quantity: a variable, an array element, a constant, or an expression for t. A local
 * derivative (∂net/∂w or ∂net/∂out) has no variable, so its code is its equation.
 */
function valueCode(update: Update, quantity: Quantity): string {
  const { samples, optimizerFrom } = update.experiment;
  if (isInStateBefore(quantity)) return `p${stateIndex(update.experiment, quantity)}`;
  if (isNetDerivative(quantity)) return equationCode(update, quantity);
  if (isValueOf(quantity, 'input'))
    return `inputs[sample * ${samples.inputs.length / samples.count} + ${quantity.of.index}]`;
  if (isValueOf(quantity, 'target'))
    return `targets[sample * ${samples.targets.length / samples.count} + ${quantity.of.index}]`;
  if (isValueOf(quantity, 'setting')) return settingCode(quantity.of.block);
  if (isValueOf(quantity, 'update-number')) return `(update - ${optimizerFrom - 1})`;
  return `s${stepOf(update, quantity)}`;
}

/** Each hyperparameter of the weights, then of the biases. Numbers of a file do not become text of the code. */
function settingsOf({ optimizer }: DenseExperiment): readonly number[] {
  return parameterKinds.flatMap((kind) => hyperparameters.map((name) => settingValue(optimizer, name, kind)));
}

function settingCode({ name, of = 'weight' }: Extract<Block, { role: 'setting' }>): string {
  return `h${parameterKinds.indexOf(of) * hyperparameters.length + hyperparameters.indexOf(name)}`;
}

/** The statements that declare a quantity's variable. A net of a sigmoid also declares the variable of e^(−net). */
function declarations(update: Update, quantity: Quantity): readonly string[] {
  const code = `const ${valueCode(update, quantity)} = ${equationCode(update, quantity)};`;
  if (!isNetOfSigmoid(update, quantity)) return [code];
  return [
    code,
    `const ${powerVariable(update, quantity)} = ${functionVariable('exp')}(-${valueCode(update, quantity)});`,
  ];
}

function isNetOfSigmoid({ experiment }: Update, quantity: Quantity): boolean {
  if (experiment.kind !== 'dense' || !isValueOf(quantity, 'net')) return false;
  return layerAt(experiment.network, quantity.of.block.layer).activation === 'sigmoid';
}

function powerVariable(update: Update, net: Quantity): string {
  return `e${stepOf(update, net)}`;
}

/**
 * The code of a call that can use the variable of e^(−net): σ(net), or e^(−net) itself. The code of σ(net) is that of
 * `sigmoid`. A call in its place would slow down the training of a small network by a twentieth.
 */
function codeWithPower(update: Update, { name, inputs }: Call<Quantity>): string | undefined {
  const input = inputs.at(0);
  const net = name === 'exp' && input?.kind === 'negative' ? input.operand : input;
  if (net?.kind !== 'leaf' || !isNetOfSigmoid(update, net.leaf)) return undefined;
  const power = powerVariable(update, net.leaf);
  if (name === 'sigmoid')
    return `(${power} < Infinity ? 1 / (1 + ${power}) : ${functionVariable('exp')}(${valueCode(update, net.leaf)}))`;
  return name === 'exp' && net !== input ? power : undefined;
}

function equationCode(update: Update, quantity: Quantity): string {
  const equation = equationOf(update, quantity);
  return equation.kind === 'given' ? valueCode(update, quantity) : codeOf(update, equation);
}

/** An expression as JavaScript, with the variables of the compiled update. */
function codeOf(update: Update, expression: Expression<Quantity>): string {
  return javascriptOf(expression, {
    leaf: (quantity) => valueCode(update, quantity),
    constant: (value) => `(${value})`,
    call: (call) => codeWithPower(update, call),
  });
}
