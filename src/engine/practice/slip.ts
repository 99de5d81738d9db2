import type { Experiment } from '../experiment.ts';
import type { Expression } from '../expressions.ts';
import type { Quantity } from '../quantities.ts';
import type { Question, Replace } from './question.ts';

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
} as const satisfies Record<string, Area>;

export type SlipName = keyof typeof slips;

export const slipNames = Object.keys(slips) as readonly SlipName[];

/** One way to make a slip: the equations rewritten, or their result. */
export interface Rewriting {
  readonly slip: SlipName;
  /** The factor, path or unit that it is about, where that is a choice. */
  readonly about?: Quantity | undefined;
  readonly replace?: Replace;
  finish?(value: number): number;
}

/** What rewritings are made from. */
export interface Workings {
  readonly question: Question;
  readonly experiment: Experiment;
  /** The quantities that the right answer is worked out from, itself first. */
  readonly quantities: readonly Quantity[];
  isSame(a: Quantity, b: Quantity): boolean;
}

/** A slip made at one of some quantities, at each in turn, and, where they are several, at all of them. */
export function* atEachAndAll(
  { isSame }: Workings,
  slip: SlipName,
  some: readonly Quantity[],
  make: (of: Quantity) => Expression | undefined,
): IterableIterator<Rewriting> {
  for (const one of some) yield { slip, about: one, replace: (of) => (isSame(of, one) ? make(of) : undefined) };
  if (some.length < 2) return;
  yield { slip, replace: (of) => (some.some((one) => isSame(of, one)) ? make(of) : undefined) };
}

/** Of a layer's other units, or a unit's other inputs, how many are tried. */
export const mostOthers = 8;

/** The indices from 0 to below `count`, but for one; the nearest `mostOthers`. */
export function othersThan(one: number, count: number): readonly number[] {
  const first = Math.max(0, Math.min(one - mostOthers / 2, count - mostOthers - 1));
  const near = Array.from({ length: Math.min(count, mostOthers + 1) }, (_, at) => first + at);
  return near.filter((each) => each !== one && each < count);
}
