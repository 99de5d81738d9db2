import type { Expression } from '../../expressions/expression.ts';
import { type Quantity, sampleOf } from '../../expressions/quantity.ts';
import { isOutput } from '../../models/network.ts';
import { type Experiment, hasOneStepDelta } from '../../training/experiment.ts';
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

/** Replaces a quantity in every sample of the batch. `replacement` gets the quantity of each sample. */
export function replaceOne<Replaced extends Quantity>(
  context: SlipContext,
  quantity: Replaced,
  replacement: (quantity: Replaced) => Expression | undefined,
): Replace {
  return replaceAll(context, [quantity], replacement);
}

/** Replaces several quantities together, in every sample of the batch. */
export function replaceAll<Replaced extends Quantity>(
  context: SlipContext,
  quantities: readonly Replaced[],
  replacement: (quantity: Replaced) => Expression | undefined,
): Replace {
  const toReplace = new Map(quantities.map((quantity) => [context.nameWithoutSample(quantity), quantity]));
  return (quantity, nameWithoutSample) => {
    const replaced = toReplace.get(nameWithoutSample);
    return replaced && replacement({ ...replaced, sample: sampleOf(quantity) });
  };
}

/** Yields variants that replace each quantity alone, all quantities of each layer, and all quantities together. */
export function* atEachAndAll<Replaced extends Quantity>(
  context: SlipContext,
  quantities: readonly Replaced[],
  replacement: (quantity: Replaced) => Expression | undefined,
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

function layerOf(quantity: Quantity): number | undefined {
  return 'layer' in quantity ? quantity.layer : undefined;
}

/**
 * The derivatives in which out is compared with target. This is ∂E/∂out of an output, or δ of an output if the loss
 * gives δ in one step, without ∂E/∂out.
 */
export function derivativesWithTarget({ experiment, quantities }: SlipContext): readonly UnitDerivative[] {
  return [
    ...derivativesIn(quantities, 'out-gradient').filter(({ layer }) => isOutput(experiment.network, layer)),
    ...derivativesIn(quantities, 'delta').filter(({ layer }) => hasOneStepDelta(experiment, layer)),
  ];
}

/** A derivative that belongs to one unit. */
export type UnitDerivative = Extract<Quantity, { kind: 'out-gradient' | 'slope' | 'delta' }>;

export function derivativesIn(
  quantities: readonly Quantity[],
  kind: UnitDerivative['kind'],
): readonly UnitDerivative[] {
  return quantities.flatMap((quantity) => (isUnitDerivative(quantity) && quantity.kind === kind ? [quantity] : []));
}

function isUnitDerivative(quantity: Quantity): quantity is UnitDerivative {
  return quantity.kind === 'out-gradient' || quantity.kind === 'slope' || quantity.kind === 'delta';
}

export function quantitiesOfKind<Kind extends 'net-by-parameter' | 'net-by-out' | 'gradient'>(
  quantities: readonly Quantity[],
  kind: Kind,
): readonly Extract<Quantity, { kind: Kind }>[] {
  return quantities.filter((quantity): quantity is Extract<Quantity, { kind: Kind }> => quantity.kind === kind);
}

/** In place of the right unit or input, at most this many others are tried, so that a wide layer has few variants. */
const maxNeighbours = 8;

/** Up to `maxNeighbours` indices near `index`, without `index` itself, all from 0 to `count` − 1. */
export function neighboursOf(index: number, count: number): readonly number[] {
  const first = Math.max(0, Math.min(index - maxNeighbours / 2, count - maxNeighbours - 1));
  const near = Array.from({ length: Math.min(count, maxNeighbours + 1) }, (_, at) => first + at);
  return near.filter((neighbour) => neighbour !== index);
}
