import { activationNames } from '../../src/engine/models/activations.ts';
import { lossNames, lossOf } from '../../src/engine/models/losses.ts';
import { createNetwork, type LayerShape, type Network } from '../../src/engine/models/network.ts';
import type { Experiment } from '../../src/engine/training/experiment.ts';
import { createRandom, type Random } from '../../src/engine/training/random.ts';
import { lecture } from './lecture.ts';
import { biases } from './random-experiment.ts';

const elementwise = activationNames.filter((name) => name !== 'softmax');

/** What is special about the numbers of an extreme experiment. */
const kinds = ['any scale', 'tame', 'saturated', 'deep', 'pixels', 'years', 'incomes', 'near kinks'] as const;

export type Kind = (typeof kinds)[number];

/**
 * A small experiment with numbers of all scales, different for each seed: inputs from 1e-6 to 1e6, weights from 1e-6 to
 * 1e4, every activation, loss and kind of bias, batches of 1 to 5. Successive seeds have successive kinds:
 *
 * - any scale: inputs and weights of any scale, so that many units are saturated or nearly constant.
 * - tame: inputs of any scale, and weights that bring the nets to about 1.
 * - saturated: nets of about 5 to 40.
 * - deep: 30 layers.
 * - pixels, years, incomes: raw inputs from 0 to 255, around 2000 and around 100,000.
 * - near kinks: nets from 1e-9 to 1e-3.
 */
export function extremeExperiment(seed: number): { readonly kind: Kind; readonly experiment: Experiment } {
  const random = createRandom(seed, 0);
  const kind = kinds[seed % kinds.length] ?? 'tame';
  const loss = pick(random, lossNames);
  const network = createNetwork(1 + random.integer(3), shapesFor(kind, loss, random));
  const count = 1 + random.integer(4);
  const scale = inputScale(kind, random);
  const inputs = numbers(count * network.inputs, () => inputFor(kind, scale, random));
  const outputs = network.layers.at(-1)?.units ?? 0;
  const { targetRange } = lossOf(loss);
  const targetScale = 10 ** (3 * random.uniform() - 1);
  const target = (): number => {
    if (targetRange === undefined) return targetScale * random.normal();
    return random.uniform() < 0.5 ? random.integer(1) : random.uniform();
  };
  return {
    kind,
    experiment: {
      ...lecture,
      name: `extreme ${seed}`,
      network,
      initial: initialFor(kind, network, scale, random),
      loss,
      samples: { count, inputs, targets: numbers(count * outputs, target) },
      batchSize: 1 + random.integer(count - 1),
    },
  };
}

function shapesFor(kind: Kind, loss: Experiment['loss'], random: Random): readonly LayerShape[] {
  const definition = lossOf(loss);
  const layers = kind === 'deep' ? 30 : 1 + random.integer(3);
  const only = random.uniform() < 0.5 ? pick(random, elementwise) : undefined;
  return Array.from({ length: layers }, (_, at) => ({
    units: 1 + random.integer(kind === 'deep' ? 2 : 3),
    activation:
      at === layers - 1 && definition.kind === 'fused' ? definition.activation : (only ?? pick(random, elementwise)),
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
      return 1;
    case 'any scale':
    case 'tame':
    case 'saturated':
    case 'near kinks':
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
      return scale * random.normal();
  }
}

function initialFor(kind: Kind, network: Network, inputScale: number, random: Random): Float64Array {
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
  return initial;
}

/** The typical size of a net. Not used for the kind 'any scale'. */
function netSizeOf(kind: Kind, random: Random): number {
  if (kind === 'saturated') return 5 + 35 * random.uniform();
  return kind === 'near kinks' ? 10 ** (-3 - 6 * random.uniform()) : 1;
}

function numbers(count: number, draw: () => number): Float64Array {
  return Float64Array.from({ length: count }, draw);
}

function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[random.integer(items.length - 1)] as Item;
}
