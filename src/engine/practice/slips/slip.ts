import type { Expression } from '../../expressions/expression.ts';
import { type Quantity, sampleOf } from '../../expressions/quantity.ts';
import { isOutput } from '../../models/network.ts';
import { type Experiment, hasOneStepDelta } from '../../training/experiment.ts';
import type { Question, Replace } from '../question.ts';

/** The part of a calculation that a slip is about. After a first wrong answer, the learner is asked about this part. */
export type Area = 'sign' | 'factor' | 'path' | 'learning rate';

/** How often a slip is made: once, in a whole layer, or everywhere. */
export type Extent = 'one' | 'layer' | 'all';

/** A mistake that people make. */
export interface Slip {
  readonly name: string;
  readonly area: Area;
  /** The wrong calculations; none if the slip is impossible in this question. */
  variants(context: SlipContext): Iterable<Variant>;
}

/** A wrong calculation: some quantities of the equations are replaced, or the result is changed, or both. */
export interface Variant {
  /** The factor, path or unit that is treated wrongly, if there are several. */
  readonly about?: Quantity | undefined;
  /** 'one' if not given. */
  readonly extent?: Extent;
  readonly replace?: Replace;
  apply?(value: number): number;
}

/** A question and the facts about it from which slips make their variants. */
export interface SlipContext {
  readonly question: Question;
  readonly experiment: Experiment;
  /** The quantities from which the right answer is calculated. The first one is the quantity that is asked for. */
  readonly quantities: readonly Quantity[];
  /** The name of a quantity without the number of its sample. */
  kindOf(quantity: Quantity): string;
}

/** Replaces a quantity in every sample of the batch. */
export function replaceOne<One extends Quantity>(
  context: SlipContext,
  quantity: One,
  replacement: (of: One) => Expression | undefined,
): Replace {
  return replaceAll(context, [quantity], replacement);
}

/** Replaces several quantities at once, in every sample of the batch. */
export function replaceAll<One extends Quantity>(
  { kindOf }: SlipContext,
  quantities: readonly One[],
  replacement: (of: One) => Expression | undefined,
): Replace {
  const replaced = new Map(quantities.map((quantity) => [kindOf(quantity), quantity]));
  return (of, kind) => {
    const quantity = replaced.get(kind);
    return quantity && replacement({ ...quantity, sample: sampleOf(of) });
  };
}

/** A slip at each quantity alone, at all quantities of each layer, and at all quantities. */
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

/** The derivatives that compare out with target: ∂E/∂out of each output, or its δ if that is one step. */
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

/** The number of other units of a layer, or of other inputs of a unit, that are tried. */
const maxNeighbours = 8;

/** The other indices from 0 to `count` − 1: all of them, or the `maxNeighbours` nearest ones. */
export function neighboursOf(index: number, count: number): readonly number[] {
  const first = Math.max(0, Math.min(index - maxNeighbours / 2, count - maxNeighbours - 1));
  const near = Array.from({ length: Math.min(count, maxNeighbours + 1) }, (_, at) => first + at);
  return near.filter((each) => each !== index && each < count);
}
