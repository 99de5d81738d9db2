import type { UpdateValues } from '../../pass/update-values.ts';
import type { Rounding } from '../answer.ts';
import type { Layout } from './array-layout.ts';
import { layouts } from './array-layout.ts';
import { type Convention, changesIn, networkConvention, otherConventions, replacementOf } from './conventions.ts';
import { type MarkedSlip, slipsThatExplain } from './explaining-slips.ts';
import type { Reading } from './given-array.ts';
import { isWellDetermined } from './given-number.ts';
import { type JudgedNumber, judgeNumbers } from './judge-numbers.ts';

/** What is to be said of the numbers of a learner's program. */
export interface Marking {
  /** convention: every number is right in another layout or convention than the network's. */
  readonly verdict: 'right' | 'convention' | 'wrong';
  /** In the order in which they were given. */
  readonly numbers: readonly JudgedNumber[];
  /** The layout and the convention in which the numbers were judged. */
  readonly layout: Layout;
  readonly convention: Convention;
  /** The first wrong number in the order of the steps. Undefined if none is wrong. */
  readonly first: JudgedNumber | undefined;
  /** The slips that explain the most numbers, the likeliest first. Empty if no slip explains the first wrong number. */
  readonly slips: readonly MarkedSlip[];
}

/** A reading of the numbers, judged in one convention. */
interface Trial {
  readonly reading: Reading;
  readonly convention: Convention;
  readonly judged: readonly JudgedNumber[];
  readonly wrongCount: number;
}

/** If there are wrong numbers, slips are looked for in at most this many conventions besides the network's. */
const maxConventionsWithSlips = 3;

/** Marks the numbers of a program. `readings` has at least one reading. Throws a RangeError if it is empty. */
export function mark(values: UpdateValues, readings: readonly Reading[], rounding: Rounding): Marking {
  const own = readings.map((reading) => trial(values, reading, networkConvention, rounding));
  const rightAway = own.find(({ wrongCount }) => wrongCount === 0);
  if (rightAway !== undefined) return withoutWrong(rightAway);
  const evidence = readings[0]?.numbers.filter(isWellDetermined).length ?? 0;
  const others = otherConventions(values.update)
    .filter((convention) => changesIn(convention) <= evidence)
    .flatMap((convention) => readings.map((reading) => trial(values, reading, convention, rounding)));
  const right = others.find(({ wrongCount }) => wrongCount === 0);
  if (right !== undefined) return withoutWrong(right);
  return wrongMarking(values, fewestWrong(own, 1), fewestWrong(others, maxConventionsWithSlips), rounding);
}

function trial(values: UpdateValues, reading: Reading, convention: Convention, rounding: Rounding): Trial {
  const replacements = convention === networkConvention ? [] : [replacementOf(values.update, convention)];
  const judged = judgeNumbers(values, replacements, reading.numbers, rounding);
  return { reading, convention, judged, wrongCount: judged.filter(({ how }) => how === undefined).length };
}

function withoutWrong({ reading, convention, judged }: Trial): Marking {
  const isOwn = convention === networkConvention && reading.layout === layouts[0];
  return {
    verdict: isOwn ? 'right' : 'convention',
    numbers: judged,
    layout: reading.layout,
    convention,
    first: undefined,
    slips: [],
  };
}

function fewestWrong(trials: readonly Trial[], count: number): readonly Trial[] {
  return trials.toSorted((a, b) => a.wrongCount - b.wrongCount).slice(0, count);
}

/**
 * The numbers in the network's own convention. Another convention is preferred only if one slip explains all numbers in it,
 * and does not in the network's own.
 */
function wrongMarking(
  values: UpdateValues,
  own: readonly Trial[],
  others: readonly Trial[],
  rounding: Rounding,
): Marking {
  const fewestOwn = own[0]?.wrongCount ?? 0;
  // Another convention must make more numbers right than the network's own.
  const better = others.filter(({ wrongCount }) => wrongCount < fewestOwn);
  const found = [...own, ...better].map((each) => ({ ...each, slips: slipsFor(values, each, rounding) }));
  const best = found.find(({ slips: [slip] }) => slip !== undefined && slip.explains === slip.of) ?? found[0];
  if (best === undefined) throw new RangeError('found no reading of the numbers, expected at least one');
  return {
    verdict: 'wrong',
    numbers: best.judged,
    layout: best.reading.layout,
    convention: best.convention,
    first: firstWrong(best.judged),
    slips: best.slips,
  };
}

function slipsFor(values: UpdateValues, { convention, judged }: Trial, rounding: Rounding): readonly MarkedSlip[] {
  const base = convention === networkConvention ? [] : [replacementOf(values.update, convention)];
  const first = firstWrong(judged);
  return first === undefined ? [] : slipsThatExplain(values, base, judged, first, rounding);
}

function firstWrong(judged: readonly JudgedNumber[]): JudgedNumber | undefined {
  const wrong = judged.filter(({ how }) => how === undefined);
  return wrong.toSorted((a, b) => a.order - b.order)[0];
}
