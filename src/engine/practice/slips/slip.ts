import type { Expression } from '../../expressions/expression.ts';
import type { Quantity } from '../../expressions/quantity.ts';
import { isOutput } from '../../models/network.ts';
import { type Experiment, hasOneStepDelta } from '../../training/experiment.ts';
import type { Question, Replace } from '../question.ts';

/** The part of a calculation that a slip concerns. The first miss asks about it. */
export type Area = 'sign' | 'factor' | 'path' | 'learning rate';

/** Where a slip is made: at one place, at all such places in a layer, or at all of them. */
export type Extent = 'one' | 'layer' | 'all';

/** A mistake that people make, as one or several changes to the equations of the right answer. */
export interface Slip {
  readonly name: string;
  readonly area: Area;
  /** The wrong calculations; none where the slip cannot be made in this question. */
  variants(context: SlipContext): Iterable<Variant>;
}

/** A wrong calculation: the equations with some quantities replaced, or a change to their result, or both. */
export interface Variant {
  /** The factor, path or unit that is treated wrongly, where there are several. */
  readonly about?: Quantity | undefined;
  /** 'one' unless given. */
  readonly extent?: Extent;
  readonly replace?: Replace;
  apply?(value: number): number;
}

/** What the variants of a slip are made from. */
export interface SlipContext {
  readonly question: Question;
  readonly experiment: Experiment;
  /** The quantities that the right answer is calculated from, itself first. */
  readonly quantities: readonly Quantity[];
  /** The name of a quantity without its sample. */
  kindOf(quantity: Quantity): string;
}

/** Replaces a quantity, for every sample of the batch. */
export function replaceOne<One extends Quantity>(
  context: SlipContext,
  quantity: One,
  replacement: (of: One) => Expression | undefined,
): Replace {
  return replaceAll(context, [quantity], replacement);
}

/** Replaces several quantities at once, for every sample of the batch. */
export function replaceAll<One extends Quantity>(
  { kindOf }: SlipContext,
  quantities: readonly One[],
  replacement: (of: One) => Expression | undefined,
): Replace {
  const kinds = new Set(quantities.map(kindOf));
  return (of, kind) => (kinds.has(kind) ? replacement(of as One) : undefined);
}

/** A slip made at each quantity in turn; at all quantities of one layer; and at all of them. */
export function* atEachAndAll<One extends Quantity>(
  context: SlipContext,
  quantities: readonly One[],
  replacement: (of: One) => Expression | undefined,
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

/** Where out and target are compared: ∂E/∂out of an output, or its δ where that is one step. */
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

/** How many of a layer's other units, or of a unit's other inputs, are tried. */
const maxNeighbours = 8;

/** The indices from 0 to below `count` without `index`; of a long list, the nearest ones. */
export function neighboursOf(index: number, count: number): readonly number[] {
  const first = Math.max(0, Math.min(index - maxNeighbours / 2, count - maxNeighbours - 1));
  const near = Array.from({ length: Math.min(count, maxNeighbours + 1) }, (_, at) => first + at);
  return near.filter((each) => each !== index && each < count);
}
