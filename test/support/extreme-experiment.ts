import { type ActivationName, activationNames } from '../../src/engine/models/activations.ts';
import { type LossName, lossNames, lossOf } from '../../src/engine/models/losses.ts';
import { createNetwork, type LayerShape, type Network, outputLayer } from '../../src/engine/models/network.ts';
import { forward } from '../../src/engine/pass/forward-pass.ts';
import { createWorkspace } from '../../src/engine/pass/workspace.ts';
import { type DenseExperiment, reductions } from '../../src/engine/training/experiment.ts';
import { createRandom, type Random } from '../../src/engine/training/random.ts';
import { lecture } from './lecture.ts';
import { biases } from './random-experiment.ts';

const elementwise = activationNames.filter((name) => name !== 'softmax');

/** What is special about the numbers of an extreme experiment. */
const kinds = [
  'any scale',
  'tame',
  'saturated',
  'deep',
  'pixels',
  'years',
  'incomes',
  'near kinks',
  'gelu tails',
  'large softmax',
  'ties',
  'near minima',
] as const;

export type Kind = (typeof kinds)[number];

/**
 * A small experiment with numbers of all scales, different for each seed: inputs from 1e-6 to 1e6, weights from 1e-6 to
 * 1e4, every activation, loss, reduction and kind of bias, batches of 1 to 5. Successive seeds have successive kinds:
 *
 * - any scale: inputs and weights of any scale, so that many units are saturated or nearly constant.
 * - tame: inputs of any scale, and weights that bring the nets to about 1.
 * - saturated: nets of about 5 to 40.
 * - deep: 30 layers.
 * - pixels, years, incomes: raw inputs from 0 to 255, around 2000 and around 100,000.
 * - near kinks: nets from 1e-9 to 1e-3.
 * - gelu tails: gelu in every layer, and nets of about 5 to 20.
 * - large softmax: nets of an output layer with softmax from 1e6 to 1e12, with differences of about 1.
 * - ties: numbers such as −½, 0 and 1, so that nets are equal or exactly 0, and outs equal their targets.
 * - near minima: targets that differ from the outs by 1e-6 to 1e-16.
 */
export function extremeExperiment(seed: number): { readonly kind: Kind; readonly experiment: DenseExperiment } {
  const random = createRandom(seed, 0);
  const kind = kinds[seed % kinds.length] ?? 'tame';
  const loss = lossFor(kind, random);
  const network = createNetwork(1 + random.integer(3), shapesFor(kind, loss, random));
  const count = 1 + random.integer(4);
  const scale = inputScale(kind, random);
  const inputs = numbers(count * network.inputs, () => inputFor(kind, scale, random));
  const outputs = network.layers.at(-1)?.units ?? 0;
  const { targetRange } = lossOf(loss);
  const targetScale = 10 ** (3 * random.uniform() - 1);
  const target = (): number => {
    if (kind === 'ties') return random.integer(2) / 2;
    if (targetRange === undefined) return targetScale * random.normal();
    return random.uniform() < 0.5 ? random.integer(1) : random.uniform();
  };
  const experiment: DenseExperiment = {
    ...lecture,
    name: `extreme ${seed}`,
    network,
    initial: initialFor(kind, network, scale, random),
    loss,
    samples: { count, inputs, targets: numbers(count * outputs, target) },
    batchSize: 1 + random.integer(count - 1),
    reduction: pick(random, reductions),
  };
  return { kind, experiment: kind === 'near minima' ? withTargetsNearOuts(experiment, random) : experiment };
}

function withTargetsNearOuts(experiment: DenseExperiment, random: Random): DenseExperiment {
  const { samples, initial, loss, network } = experiment;
  const { units, firstUnit } = outputLayer(network);
  const { min, max } = lossOf(loss).targetRange ?? { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };
  const distance = 10 ** (-6 - 10 * random.uniform());
  const workspace = createWorkspace(experiment, 1);
  const targets = samples.targets.map((_, at) => {
    forward(workspace, initial, Math.floor(at / units), 0);
    const out = workspace.outs[firstUnit + (at % units)] ?? Number.NaN;
    return Math.min(Math.max(out + distance * random.normal(), min), max);
  });
  return { ...experiment, samples: { ...samples, targets } };
}

function lossFor(kind: Kind, random: Random): LossName {
  const isSoftmax = kind === 'large softmax' || (kind === 'ties' && random.uniform() < 0.8);
  return isSoftmax ? 'categorical-cross-entropy' : pick(random, lossNames);
}

/** The activations of hidden layers, and of the output layer if the loss allows them. */
function activationChoices(kind: Kind): readonly ActivationName[] {
  if (kind === 'near kinks') return ['relu', 'leaky-relu', 'elu', 'elu'];
  return kind === 'gelu tails' ? ['gelu'] : elementwise;
}

function shapesFor(kind: Kind, loss: LossName, random: Random): readonly LayerShape[] {
  const definition = lossOf(loss);
  const layers = kind === 'deep' ? 30 : 1 + random.integer(3);
  const choices = activationChoices(kind);
  const only = random.uniform() < 0.5 ? pick(random, choices) : undefined;
  return Array.from({ length: layers }, (_, at) => ({
    units: kind === 'ties' ? 2 + random.integer(2) : 1 + random.integer(kind === 'deep' ? 2 : 3),
    activation:
      at === layers - 1 && definition.kind === 'fused' ? definition.activation : (only ?? pick(random, choices)),
    bias: pick(random, biases),
  }));
}

/** The typical size of an input. */
function inputScale(kind: Kind, random: Random): number {
  switch (kind) {
    case 'pixels':
      return 128;
    case 'years':
      return 2000;
    case 'incomes':
      return 1e5;
    case 'deep':
    case 'large softmax':
    case 'ties':
      return 1;
    case 'any scale':
    case 'tame':
    case 'saturated':
    case 'near kinks':
    case 'gelu tails':
    case 'near minima':
      return 10 ** (12 * random.uniform() - 6);
  }
}

function inputFor(kind: Kind, scale: number, random: Random): number {
  switch (kind) {
    case 'pixels':
      return random.uniform() < 0.3 ? 0 : random.integer(255);
    case 'years':
      return 1950 + random.integer(100);
    case 'incomes':
      return Math.round(scale * Math.exp(0.5 * random.normal()));
    case 'deep':
    case 'any scale':
    case 'tame':
    case 'saturated':
    case 'near kinks':
    case 'gelu tails':
    case 'near minima':
      return scale * random.normal();
    case 'large softmax':
      return 1 + random.uniform();
    case 'ties':
      return random.integer(3) - 1;
  }
}

function initialFor(kind: Kind, network: Network, inputScale: number, random: Random): Float64Array {
  if (kind === 'ties') return numbers(network.parameterCount, () => random.integer(2) / 2 - 0.5);
  const biasScale = kind === 'near kinks' ? 0 : 1;
  const initial = numbers(network.parameterCount, () => biasScale * random.normal());
  const netSize = netSizeOf(kind, random);
  const hasUnscaledWeights = ['pixels', 'years', 'incomes'].includes(kind) && random.uniform() < 0.5;
  const anyScale = 10 ** (10 * random.uniform() - 6);
  for (const { number, fanIn, units, firstWeight } of network.layers) {
    let scale = netSize / Math.sqrt(fanIn) / (number === 1 ? inputScale : 1);
    if (kind === 'any scale') scale = anyScale;
    if (hasUnscaledWeights) scale = 1;
    for (let at = 0; at < units * fanIn; at++) initial[firstWeight + at] = scale * random.normal();
  }
  if (kind === 'large softmax') addToOutputWeights(initial, network, random);
  return initial;
}

/** Adds the same large number to the weights of all output units for one input, so that only the nets are large. */
function addToOutputWeights(initial: Float64Array, network: Network, random: Random): void {
  const { units, fanIn, firstWeight } = outputLayer(network);
  const large = Math.round(10 ** (6 + 6 * random.uniform()));
  for (let unit = 0; unit < units; unit++) {
    const index = firstWeight + unit * fanIn;
    initial[index] = (initial[index] ?? Number.NaN) + large;
  }
}

/** The typical size of a net. Not used for the kind 'any scale'. */
function netSizeOf(kind: Kind, random: Random): number {
  if (kind === 'saturated') return 5 + 35 * random.uniform();
  if (kind === 'gelu tails') return 5 + 15 * random.uniform();
  return kind === 'near kinks' ? 10 ** (-3 - 6 * random.uniform()) : 1;
}

function numbers(count: number, draw: () => number): Float64Array {
  return Float64Array.from({ length: count }, draw);
}

function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[random.integer(items.length - 1)] as Item;
}
