import type { Expression } from '../../expressions/expression.ts';
import type { Quantity } from '../../expressions/quantity.ts';
import { isOutput } from '../../models/network.ts';
import { type Experiment, hasOneStepDelta } from '../../training/experiment.ts';
import type { Question, Replace } from '../question.ts';

/** What a slip has to do with. */
export type Area = 'sign' | 'factor' | 'path' | 'learning rate';

/** Every slip that a wrong answer is compared with, and its area. */
export const slips = {
  /** The sign flipped. */
  sign: 'sign',
  /** Target and output swapped. */
  swap: 'sign',
  /** w + α… in place of w − α…. */
  plus: 'sign',
  /** The loss's own factor forgotten, or counted twice. */
  half: 'factor',
  'left out': 'factor',
  /** The square of a difference forgotten. */
  'square forgotten': 'factor',
  /** σ, net or 1 − out where σ′ belongs; σ′ of out; σ′ of another unit. */
  'out for slope': 'factor',
  'net for slope': 'factor',
  'rest for slope': 'factor',
  'slope of out': 'factor',
  'other slope': 'factor',
  'skipped activation': 'factor',
  /** E where ∂E/∂out belongs. */
  'error for its slope': 'factor',
  /** The updated weight instead of the old one; the old one where the new one belongs. */
  'other time': 'factor',
  /** Weights read as if they were those of the units before. */
  transposed: 'factor',
  /** Weights read down the columns instead of along the rows. */
  'by columns': 'factor',
  'weight for carried': 'factor',
  'other delta': 'factor',
  'other input': 'factor',
  'bias forgotten': 'factor',
  'power of ten': 'factor',
  'path left out': 'path',
  /** All paths left out but one. */
  'single path': 'path',
  'paths averaged': 'path',
  'paths subtracted': 'path',
  /** The sum over the batch given for its mean. */
  'mean forgotten': 'path',
  'rate forgotten': 'learning rate',
  'rate twice': 'learning rate',
  /** α inside a gradient. */
  'rate in gradient': 'learning rate',
  /** The gradient, or only the change, given for the new value. */
  'only the gradient': 'learning rate',
  'only the change': 'learning rate',
  /** The old value given for the new one. */
  'old value': 'learning rate',
  /** The new value given for the gradient. */
  'new value': 'learning rate',
} as const satisfies Record<string, Area>;

export type SlipName = keyof typeof slips;

export const slipNames = Object.keys(slips) as readonly SlipName[];

/** Where a slip is made: at one place, or at all of its kind in a layer, or at all there are. */
export type Extent = 'one' | 'layer' | 'all';

/** One way to make a slip: the equations rewritten, or their result. */
export interface Variant {
  readonly slip: SlipName;
  /** The factor, path or unit that it is about, where that is a choice. */
  readonly about?: Quantity | undefined;
  readonly extent?: Extent;
  readonly replace?: Replace;
  apply?(value: number): number;
}

/** What rewritings are made from. */
export interface SlipContext {
  readonly question: Question;
  readonly experiment: Experiment;
  /** The quantities that the right answer is worked out from, itself first. */
  readonly quantities: readonly Quantity[];
  /** What a quantity is called, whichever sample of the batch it belongs to. */
  kindOf(quantity: Quantity): string;
}

/** Puts what `make` gives in the place of a quantity, and of the same of the batch's other samples. */
export function inPlaceOf<One extends Quantity>(
  workings: SlipContext,
  one: One,
  make: (of: One) => Expression | undefined,
): Replace {
  return inPlaceOfAll(workings, [one], make);
}

/** A slip made at one of some quantities, at each in turn; at all of a layer, and at all of them, where they are several. */
export function* atEachAndAll<One extends Quantity>(
  workings: SlipContext,
  slip: SlipName,
  some: readonly One[],
  make: (of: One) => Expression | undefined,
): IterableIterator<Variant> {
  for (const one of some) yield { slip, about: one, replace: inPlaceOf(workings, one, make) };
  const layers = [...new Set(some.map(layerOf))].map((layer) => some.filter((one) => layerOf(one) === layer));
  for (const layer of layers) {
    if (layer.length > 1 && layers.length > 1) {
      yield { slip, about: layer[0], extent: 'layer', replace: inPlaceOfAll(workings, layer, make) };
    }
  }
  if (some.length > 1) yield { slip, about: some[0], extent: 'all', replace: inPlaceOfAll(workings, some, make) };
}

function layerOf(of: Quantity): number | undefined {
  return 'layer' in of ? of.layer : undefined;
}

/** The same for several quantities at once. */
export function inPlaceOfAll<One extends Quantity>(
  { kindOf }: SlipContext,
  some: readonly One[],
  make: (of: One) => Expression | undefined,
): Replace {
  const kinds = new Set(some.map(kindOf));
  return (of, kind) => (kinds.has(kind) ? make(of as One) : undefined);
}

/** Where out and target are compared: ① of an output, or its δ where that is one step. */
export function comparisonsIn({ experiment, quantities }: SlipContext): readonly UnitDerivative[] {
  const { network } = experiment;
  return [
    ...derivativesIn(quantities, 'out-gradient').filter(({ layer }) => isOutput(network, layer)),
    ...derivativesIn(quantities, 'delta').filter(({ layer }) => hasOneStepDelta(experiment, layer)),
  ];
}

/** A derivative of one unit. */
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

/** Those of some quantities that are of a kind, in which there are no others. */
export function quantitiesOfKind<Kind extends 'net-by-parameter' | 'net-by-out' | 'gradient'>(
  quantities: readonly Quantity[],
  kind: Kind,
): readonly Extract<Quantity, { kind: Kind }>[] {
  return quantities.filter((of): of is Extract<Quantity, { kind: Kind }> => of.kind === kind);
}

/** Of a layer's other units, or a unit's other inputs, how many are tried. */
const maxOthers = 8;

/** The indices from 0 to below `count`, but for one; the nearest `mostOthers`. */
export function indicesExcept(one: number, count: number): readonly number[] {
  const first = Math.max(0, Math.min(one - maxOthers / 2, count - maxOthers - 1));
  const near = Array.from({ length: Math.min(count, maxOthers + 1) }, (_, at) => first + at);
  return near.filter((each) => each !== one && each < count);
}
