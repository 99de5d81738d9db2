import type { Expression } from '../../expressions/expression.ts';
import { type Quantity, sampleOf } from '../../expressions/quantity.ts';
import { isOutput } from '../../models/network.ts';
import { type Experiment, hasOneStepDelta } from '../../training/experiment.ts';
import type { Question, Replace } from '../question.ts';

/** The part of a calculation that a slip is in. After a first wrong answer, the learner is told only this part. */
export type Area = 'sign' | 'factor' | 'path' | 'learning rate';

/** How often a slip is made: once, in a whole layer, or everywhere. */
export type Extent = 'one' | 'layer' | 'all';

/** A mistake that people often make in a calculation. */
export interface Slip {
  readonly name: string;
  readonly area: Area;
  /** The wrong calculations that contain the mistake; none if it is impossible in the question. */
  variants(context: SlipContext): Iterable<Variant>;
}

/** A wrong calculation: some quantities of the equations are replaced, or the result is changed, or both. */
export interface Variant {
  /** The quantity that is treated wrongly; if several are, the first one. Undefined if the slip is told without it. */
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
  /** As the function `nameWithoutSample`. */
  nameWithoutSample(quantity: Quantity): string;
}

/** Replaces a quantity in every sample of the batch. */
export function replaceOne<Replaced extends Quantity>(
  context: SlipContext,
  quantity: Replaced,
  replacement: (of: Replaced) => Expression | undefined,
): Replace {
  return replaceAll(context, [quantity], replacement);
}

/** Replaces several quantities at once, in every sample of the batch. */
export function replaceAll<Replaced extends Quantity>(
  { nameWithoutSample }: SlipContext,
  quantities: readonly Replaced[],
  replacement: (of: Replaced) => Expression | undefined,
): Replace {
  const replaced = new Map(quantities.map((quantity) => [nameWithoutSample(quantity), quantity]));
  return (of, name) => {
    const quantity = replaced.get(name);
    return quantity && replacement({ ...quantity, sample: sampleOf(of) });
  };
}

/** Yields a slip at each quantity alone, at all quantities of each layer together, and at all quantities together. */
export function* atEachAndAll<Replaced extends Quantity>(
  context: SlipContext,
  quantities: readonly Replaced[],
  replacement: (of: Replaced) => Expression | undefined,
): IterableIterator<Variant> {
  for (const about of quantities) yield { about, replace: replaceOne(context, about, replacement) };
  const layers = [...Map.groupBy(quantities, layerOf).values()];
  for (const layer of layers) {
    if (layer.length > 1 && layers.length > 1) {
      yield { about: layer[0], extent: 'layer', replace: replaceAll(context, layer, replacement) };
    }
  }
  if (quantities.length > 1) {
    yield { about: quantities[0], extent: 'all', replace: replaceAll(context, quantities, replacement) };
  }
}

function layerOf(quantity: Quantity): number | undefined {
  return 'layer' in quantity ? quantity.layer : undefined;
}

/** The derivatives in which out is compared with target: ∂E/∂out of each output, or its δ if δ is one step. */
export function comparisonsIn({ experiment, quantities }: SlipContext): readonly UnitDerivative[] {
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
  return quantities.flatMap((of) => (isUnitDerivative(of) && of.kind === kind ? [of] : []));
}

function isUnitDerivative(of: Quantity): of is UnitDerivative {
  return of.kind === 'out-gradient' || of.kind === 'slope' || of.kind === 'delta';
}

export function quantitiesOfKind<Kind extends 'net-by-parameter' | 'net-by-out' | 'gradient'>(
  quantities: readonly Quantity[],
  kind: Kind,
): readonly Extract<Quantity, { kind: Kind }>[] {
  return quantities.filter((of): of is Extract<Quantity, { kind: Kind }> => of.kind === kind);
}

/** The maximum number of units of a layer, or of inputs of a unit, that are tried in place of the right one. */
const maxNeighbours = 8;

/** The indices from 0 to `count` − 1 except `index`. If they are more than `maxNeighbours`, the nearest of them. */
export function neighboursOf(index: number, count: number): readonly number[] {
  const first = Math.max(0, Math.min(index - maxNeighbours / 2, count - maxNeighbours - 1));
  const near = Array.from({ length: Math.min(count, maxNeighbours + 1) }, (_, at) => first + at);
  return near.filter((each) => each !== index && each < count);
}
