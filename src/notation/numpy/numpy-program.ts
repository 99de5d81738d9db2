import { type Expression, product, ref } from '../../engine/expressions/expression.ts';
import { activationOf } from '../../engine/models/activations.ts';
import { lossOf } from '../../engine/models/losses.ts';
import { isOutput, type Layer, outputLayer } from '../../engine/models/network.ts';
import type { DenseExperiment } from '../../engine/training/experiment.ts';
import { sampleOrderOf } from '../../engine/training/shuffle.ts';
import { arraysCode } from './numpy-arrays.ts';
import { helpersFor, numpyExpression } from './numpy-expression.ts';
import { newName, statesCode, updateLines } from './numpy-update.ts';

/** A line of Python and the shape of the array that it assigns. */
interface Line {
  readonly code: string;
  readonly shape: string;
}

/**
 * Yields the parts of a NumPy program that calculates every number of an update by hand: a line for each kind of step, in
 * the order of the stepper. It trains for `epochs` epochs. With `prints`, it stops after the first update and prints every
 * array of it.
 */
export function* numpyProgram(experiment: DenseExperiment, epochs: number, prints: boolean): Generator<string> {
  const step = stepCode(experiment, prints ? '' : '        ');
  const training = prints ? firstUpdateCode(experiment) : trainingCode(experiment);
  const error = prints ? '' : errorCode(experiment);
  yield '# What backstep does, by hand in NumPy. Every number is a float64.\n';
  yield `${helpersFor(step + error).includes('math.') || /(?<!\w)math\./.test(step) ? 'import math\n' : ''}`;
  yield `${prints ? 'import sys\n' : ''}import numpy as np\n\n# ${experiment.name.replace(/\s+/g, ' ')}\n`;
  yield* arraysCode(experiment);
  yield helpersFor(step + error);
  yield* ordersCode(experiment, prints ? 1 : epochs);
  yield error;
  yield `\n\n${statesCode(experiment)}`;
  yield training.replace('EPOCHS', String(epochs)).replace('STEP', step);
}

/** All arrays of an update, in the order in which the program calculates them. */
export function arrayNames(experiment: DenseExperiment): readonly string[] {
  return [...linesOf(experiment)].map(({ code }) => /^\w+/.exec(code)?.[0] ?? '');
}

function stepCode(experiment: DenseExperiment, indentation: string): string {
  const lines = [...linesOf(experiment)];
  const width = Math.max(...lines.map(({ code }) => code.length).filter((length) => length <= maxAligned));
  return lines
    .map(({ code, shape }) => (shape === '' ? code : `${code.padEnd(width)}  # ${shape}`))
    .map((line) => `${indentation}${line}\n`)
    .join('');
}

/** The shapes of longer lines follow them directly. */
const maxAligned = 60;

function* linesOf(experiment: DenseExperiment): Generator<Line> {
  const { network, updateOrder } = experiment;
  for (const layer of network.layers) yield* forwardLines(layer);
  yield* errorLines(experiment);
  const backwards = network.layers.toReversed();
  for (const layer of backwards) {
    yield* backwardLines(experiment, layer);
    if (updateOrder === 'layer-by-layer') yield* updateLines(experiment, layer);
    if (layer.number > 1) yield gradientOfOuts(experiment, layer);
  }
  if (updateOrder === 'simultaneous') {
    for (const layer of network.layers) yield* updateLines(experiment, layer);
  }
}

/** The outs of the layer before, or the inputs of the batch. */
const inputOf = ({ number }: Layer): string => (number === 1 ? 'x' : `A${number - 1}`);

function* forwardLines(layer: Layer): Generator<Line> {
  const { number, units, activation, bias } = layer;
  const sum = `${inputOf(layer)} @ W${number}.T`;
  yield { code: `Z${number} = ${sum}${bias === undefined ? '' : ` + b${number}`}`, shape: `(m, ${units})` };
  const out =
    activation === 'softmax'
      ? `softmax(Z${number})`
      : numpyExpression(activationOf(activation).expression(ref(`Z${number}`)));
  yield { code: `A${number} = ${out}`, shape: `(m, ${units})` };
}

/** The names of the arrays of the output layer. */
function outputTerms({ network }: DenseExperiment) {
  const { number, units } = outputLayer(network);
  return { net: `Z${number}`, out: `A${number}`, units };
}

function* errorLines(experiment: DenseExperiment): Generator<Line> {
  const { units } = outputTerms(experiment);
  yield { code: `E = ${lossCode(experiment)}`, shape: `(m, ${units})` };
  yield { code: `E_total = E.sum()${meanOf(experiment)}`, shape: '' };
}

/** The error of each output and each sample, in a form that loses no digits. */
function lossCode(experiment: DenseExperiment): string {
  const { net, out, units } = outputTerms(experiment);
  const loss = lossOf(experiment.loss);
  if (experiment.loss === 'categorical-cross-entropy') {
    return `y * (np.logaddexp.reduce(${net}, axis=1, keepdims=True) - ${net})`;
  }
  return numpyExpression(stableForm(loss.errorExpression(expressionsOf(net, out, units)), loss.kind === 'fused'));
}

function expressionsOf(net: string, out: string, units: number) {
  const [netLeaf, outLeaf, target] = [ref(net), ref(out), ref('y')];
  const one = { length: 1 };
  return {
    net: netLeaf,
    out: outLeaf,
    target,
    outputs: units,
    unit: 0,
    nets: { ...one, at: () => netLeaf },
    outs: { ...one, at: () => outLeaf },
    targets: { ...one, at: () => target },
  };
}

/** The stable form of a loss that is calculated from the nets, or the form of books. */
function stableForm(expression: Expression<string>, isFused: boolean): Expression<string> {
  return expression.kind === 'rewritten' && isFused ? (expression.stable ?? expression.computed) : expression;
}

function* backwardLines(experiment: DenseExperiment, layer: Layer): Generator<Line> {
  const { number, units, fanIn, bias } = layer;
  yield* deltaLines(experiment, layer);
  yield { code: `dW${number} = dZ${number}.T @ ${inputOf(layer)}${meanOf(experiment)}`, shape: `(${units}, ${fanIn})` };
  if (bias?.trainable !== true) return;
  const sum = bias.each === 'layer' ? `np.array([dZ${number}.sum()])` : `dZ${number}.sum(axis=0)`;
  yield { code: `db${number} = ${sum}${meanOf(experiment)}`, shape: `(${bias.each === 'layer' ? 1 : units},)` };
}

function* deltaLines(experiment: DenseExperiment, { number, units, activation }: Layer): Generator<Line> {
  const { network, loss: lossName } = experiment;
  const shape = `(m, ${units})`;
  const loss = lossOf(lossName);
  if (isOutput(network, number)) {
    if (loss.kind === 'fused') {
      yield { code: `dZ${number} = ${fusedDelta(experiment)}`, shape };
      return;
    }
    const { net, out } = outputTerms(experiment);
    const derivative = loss.derivativeExpression(expressionsOf(net, out, units));
    yield { code: `dA${number} = ${numpyExpression(derivative)}`, shape };
  }
  if (activation === 'softmax') {
    yield {
      code: `dZ${number} = A${number} * (dA${number} - (dA${number} * A${number}).sum(axis=1, keepdims=True))`,
      shape,
    };
    return;
  }
  const slope = activationOf(activation).derivativeExpression(ref(`Z${number}`), ref(`A${number}`));
  const isOne = slope.kind === 'constant' && slope.value === 1;
  const factors = isOne ? ref(`dA${number}`) : product(ref(`dA${number}`), slope);
  yield { code: `dZ${number} = ${numpyExpression(factors)}`, shape };
}

function fusedDelta(experiment: DenseExperiment): string {
  const { out } = outputTerms(experiment);
  const sums = experiment.loss === 'categorical-cross-entropy' ? ' * y.sum(axis=1, keepdims=True)' : '';
  return `${out}${sums} - y`;
}

/** ∂E/∂out of the layer before. In a layer-by-layer update, the new weights carry δ back. */
function gradientOfOuts({ updateOrder }: DenseExperiment, { number, fanIn }: Layer): Line {
  const weights = updateOrder === 'layer-by-layer' ? newName(`W${number}`) : `W${number}`;
  return { code: `dA${number - 1} = dZ${number} @ ${weights}`, shape: `(m, ${fanIn})` };
}

function meanOf({ reduction }: DenseExperiment): string {
  return reduction === 'mean' ? ' / m' : '';
}

/** A function for E_total of all samples. */
function errorCode(experiment: DenseExperiment): string {
  const lines = [...experiment.network.layers.flatMap((layer) => [...forwardLines(layer)]), ...errorLines(experiment)];
  const body = lines.map(({ code }) => `    ${code}\n`).join('');
  return `\n\ndef error(x, y):\n    m = len(x)\n${body}    return E_total\n`;
}

/** Code for the orders of the samples in all epochs; no code if the samples are not shuffled. */
function* ordersCode(experiment: DenseExperiment, epochs: number): Generator<string> {
  if (experiment.shuffle === undefined) return;
  yield '\n\n# The order of each epoch, as backstep shuffles it.\norders = [\n';
  for (let epoch = 1; epoch <= Math.max(epochs, 1); epoch++) {
    yield `    [${sampleOrderOf(experiment, epoch)?.samples.join(', ')}],\n`;
  }
  yield ']\n';
}

function orderCode({ samples, shuffle }: DenseExperiment): string {
  return shuffle === undefined ? `np.arange(${samples.count})` : 'np.array(orders[epoch - 1])';
}

function trainingCode(experiment: DenseExperiment): string {
  const { network, samples, batchSize } = experiment;
  const parameters = network.layers.flatMap(({ number, bias }) => [
    `W${number}`,
    ...(bias === undefined ? [] : [`b${number}`]),
  ]);
  const prints = parameters.map((name) => `print("${name} =", repr(${name}))\n`).join('');
  return `t = 0
print("epoch", 0, "E_total", error(X, Y))
for epoch in range(1, EPOCHS + 1):
    order = ${orderCode(experiment)}
    for start in range(0, ${samples.count}, ${batchSize}):
        batch = order[start:start + ${batchSize}]
        x, y, m = X[batch], Y[batch], len(batch)
        t += 1
STEP${renewCode(experiment)}    print("epoch", epoch, "E_total", error(X, Y))
${prints}`;
}

/** The new parameters and states take the place of the old ones. */
function renewCode(experiment: DenseExperiment): string {
  const renewed = arrayNames(experiment).filter((name) => name.endsWith('_new'));
  return `        ${renewed.map((name) => name.replace(/_new$/, '')).join(', ')} = ${renewed.join(', ')}\n`;
}

function firstUpdateCode(experiment: DenseExperiment): string {
  const { shuffle, batchSize } = experiment;
  const batch = shuffle === undefined ? `np.arange(${batchSize})` : `np.array(orders[0][:${batchSize}])`;
  // The numbers of the optimizer have no names that mark reads.
  const printed = arrayNames(experiment).filter((name) => !/^(?:E$|[gmvs]_|[mv]hat_)/.test(name));
  return `batch = ${batch}
x, y, m = X[batch], Y[batch], ${batchSize}
t = 1
STEP
np.set_printoptions(threshold=sys.maxsize, precision=17)
${printed.map((name) => `print("${name} =", repr(${name}))\n`).join('')}`;
}
