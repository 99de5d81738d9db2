import type { Expression } from '../../expressions/expression.ts';
import type { NodeOf } from '../../graph/node.ts';
import { type Gradient, isGradientOf, isLocalOf, type LocalDerivative, type Quantity } from '../../graph/quantity.ts';
import { isOutput } from '../../models/network.ts';
import { type DenseExperiment, type Experiment, hasOneStepDelta } from '../../training/experiment.ts';
import type { Question, Replace } from '../question.ts';

/** The part of a calculation that a slip is in. After a first wrong answer, the learner is told only this part. */
export type Area = 'sign' | 'factor' | 'path' | 'batch' | 'learning rate';

/** How often a slip is made: once, in a whole layer, or everywhere. */
export type Extent = 'one' | 'layer' | 'all';

/** A mistake that people often make in a calculation. */
export interface Slip {
  readonly name: string;
  readonly area: Area;
  /** The wrong calculations that contain the mistake. None if the mistake cannot be made in the question. */
  variants(context: SlipContext): Iterable<Variant>;
}

/** A wrong calculation: some quantities of the equations are replaced, or the result is changed, or both. */
export interface Variant {
  /**
   * The factor or path that the sentence about the slip may name. If the slip is made in several factors, this is the
   * first of them. Undefined if the sentence names no factor or path.
   */
  readonly about?: Quantity | undefined;
  /** 'one' if not given. */
  readonly extent?: Extent;
  readonly replace?: Replace;
  changeResult?(value: number): number;
}

/** A question, and facts about it from which slips make their variants. */
export interface SlipContext {
  readonly question: Question;
  readonly experiment: Experiment;
  /** The quantity that is asked for, then the quantities from which its right value is calculated. */
  readonly quantities: readonly Quantity[];
  /** The name of a quantity without the number of its sample: net_h1@ for net_h1@3. */
  nameWithoutSample(quantity: Quantity): string;
}

/** A context whose experiment has a network of dense layers. */
export interface DenseContext extends SlipContext {
  readonly experiment: DenseExperiment;
}

/** The variants of a slip that can only be made in a network of dense layers. */
export function inNetworks(
  variants: (context: DenseContext) => Iterable<Variant>,
): (context: SlipContext) => Iterable<Variant> {
  return (context) => {
    const { experiment } = context;
    return experiment.kind === 'dense' ? variants({ ...context, experiment }) : [];
  };
}

/** Replaces a quantity in every sample of the batch. `replacement` gets the quantity of each sample. */
export function replaceOne<Replaced extends Quantity>(
  context: SlipContext,
  quantity: Replaced,
  replacement: (quantity: Replaced) => Expression<Quantity> | undefined,
): Replace {
  return replaceAll(context, [quantity], replacement);
}

/** Replaces several quantities together, in every sample of the batch. */
export function replaceAll<Replaced extends Quantity>(
  context: SlipContext,
  quantities: readonly Replaced[],
  replacement: (quantity: Replaced) => Expression<Quantity> | undefined,
): Replace {
  const toReplace = new Map(quantities.map((quantity) => [context.nameWithoutSample(quantity), quantity]));
  return (quantity, nameWithoutSample) => {
    const replaced = toReplace.get(nameWithoutSample);
    return replaced && replacement({ ...replaced, sample: quantity.sample });
  };
}

/** Yields variants that replace each quantity alone, all quantities of each layer, and all quantities together. */
export function* atEachAndAll<Replaced extends Quantity>(
  context: SlipContext,
  quantities: readonly Replaced[],
  replacement: (quantity: Replaced) => Expression<Quantity> | undefined,
): IterableIterator<Variant> {
  for (const quantity of quantities) {
    yield { about: quantity, replace: replaceOne(context, quantity, replacement) };
  }
  const groups = [...Map.groupBy(quantities, layerOf).values()];
  for (const group of groups) {
    if (group.length > 1 && groups.length > 1) {
      yield { about: group[0], extent: 'layer', replace: replaceAll(context, group, replacement) };
    }
  }
  if (quantities.length > 1) {
    yield { about: quantities[0], extent: 'all', replace: replaceAll(context, quantities, replacement) };
  }
}

/** The layer of the unit that a factor belongs to. ∂net/∂out belongs to the unit of the out. */
function layerOf(quantity: Quantity): number | undefined {
  if (quantity.kind === 'local' && quantity.of.block.role === 'net') {
    return isLocalOf(quantity, 'net', 'out') ? quantity.by.block.layer : undefined;
  }
  const { block } = quantity.of;
  return block.role === 'net' || block.role === 'out' ? block.layer : undefined;
}

/**
 * The derivatives in which out is compared with target. This is ∂E/∂out of an output, or δ of an output if the loss
 * gives δ in one step, without ∂E/∂out.
 */
export function derivativesWithTarget({ experiment, quantities }: DenseContext): readonly UnitDerivative[] {
  return [
    ...outGradientsIn(quantities).filter(({ of }) => isOutput(experiment.network, of.block.layer)),
    ...deltasIn(quantities).filter(({ of }) => hasOneStepDelta(experiment, of.block.layer)),
  ];
}

/** ∂E/∂out, δ, or f′(net) of one unit. */
export type UnitDerivative = Gradient<NodeOf<'out'>> | Gradient<NodeOf<'net'>> | Slope;

/** f′(net) of one unit. */
export type Slope = LocalDerivative<NodeOf<'out'>, NodeOf<'net'>>;

function outGradientsIn(quantities: readonly Quantity[]): readonly Gradient<NodeOf<'out'>>[] {
  return quantities.filter((quantity) => isGradientOf(quantity, 'out'));
}

export function deltasIn(quantities: readonly Quantity[]): readonly Gradient<NodeOf<'net'>>[] {
  return quantities.filter((quantity) => isGradientOf(quantity, 'net'));
}

export function slopesIn(quantities: readonly Quantity[]): readonly Slope[] {
  return quantities.filter((quantity) => isLocalOf(quantity, 'out', 'net'));
}

/** In place of the right unit or input, at most this many others are tried, so that a wide layer has few variants. */
const maxNeighbours = 8;

/** Up to `maxNeighbours` indices near `index`, without `index` itself, all from 0 to `count` − 1. */
export function neighboursOf(index: number, count: number): readonly number[] {
  const first = Math.max(0, Math.min(index - maxNeighbours / 2, count - maxNeighbours - 1));
  const near = Array.from({ length: Math.min(count, maxNeighbours + 1) }, (_, at) => first + at);
  return near.filter((neighbour) => neighbour !== index);
}
