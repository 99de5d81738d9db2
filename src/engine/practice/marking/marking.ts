import type { UpdateValues } from '../../pass/update-values.ts';
import type { Rounding } from '../answer.ts';
import type { Layout } from './array-layout.ts';
import { layouts } from './array-layout.ts';
import { type Convention, changesIn, networkConvention, otherConventions } from './conventions.ts';
import { type MarkedSlip, slipsThatExplain } from './explaining-slips.ts';
import type { Reading } from './given-array.ts';
import { isWellDetermined } from './given-number.ts';
import { type JudgedNumber, judgeNumbers } from './judge-numbers.ts';
import { conventionProgram } from './program-values.ts';

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

/** A reading of the numbers in one convention. */
interface Trial {
  readonly reading: Reading;
  readonly convention: Convention;
  /** The judgements of all numbers, or of a part of them if they are many. */
  readonly judged: readonly JudgedNumber[];
  readonly wrongCount: number;
}

/** If there are wrong numbers, slips are looked for in at most this many conventions besides the network's. */
const maxConventionsWithSlips = 3;

/** A convention is told from at least this many numbers with three digits. */
const minEvidence = 3;

/** Conventions are told from at most this many numbers. */
const maxNumbersOfTrial = 300;

/** Marks the numbers of a program. Throws a RangeError if there are no readings. */
export function mark(values: UpdateValues, readings: readonly Reading[], rounding: Rounding): Marking {
  const marker = { values, rounding };
  const own = readings.map((reading) => trial(marker, sampled(reading), networkConvention));
  const right = firstRight(marker, own, readings);
  if (right !== undefined) return right;
  const evidence = readings[0]?.numbers.filter(isWellDetermined).length ?? 0;
  const others = otherConventions(values.update)
    // One or two numbers cannot show a convention: a slip explains them as well.
    .filter((convention) => evidence >= minEvidence && changesIn(convention) <= evidence)
    .flatMap((convention) => readings.map((reading) => trial(marker, sampled(reading), convention)));
  return firstRight(marker, others, readings) ?? wrongMarking(marker, own, others, readings);
}

interface Marker {
  readonly values: UpdateValues;
  readonly rounding: Rounding;
}

function trial({ values, rounding }: Marker, reading: Reading, convention: Convention): Trial {
  const judged = judgeNumbers(conventionProgram(values, convention), reading.numbers, rounding);
  return { reading, convention, judged, wrongCount: judged.filter(({ how }) => how === undefined).length };
}

/** Every k-th number, so that at most `maxNumbersOfTrial` remain. */
function sampled(reading: Reading): Reading {
  const every = Math.ceil(reading.numbers.length / maxNumbersOfTrial);
  return every <= 1 ? reading : { ...reading, numbers: reading.numbers.filter((_, at) => at % every === 0) };
}

/** The reading of all numbers that belongs to a trial of a part of them. */
function whole({ reading }: Trial, readings: readonly Reading[]): Reading {
  return readings.find(({ layout }) => layout === reading.layout) ?? reading;
}

/** The first trial in which every number is right. */
function firstRight(marker: Marker, trials: readonly Trial[], readings: readonly Reading[]): Marking | undefined {
  for (const tried of trials) {
    if (tried.wrongCount > 0) continue;
    const { judged, wrongCount } = trialOfAll(marker, tried, readings);
    if (wrongCount > 0) continue;
    const { convention, reading } = tried;
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
  return undefined;
}

/**
 * The numbers in the convention in which one slip explains all of them, the network's own first. If there is none: in a
 * convention in which less than half as many numbers are wrong, or else in the network's own.
 */
function wrongMarking(
  marker: Marker,
  own: readonly Trial[],
  others: readonly Trial[],
  readings: readonly Reading[],
): Marking {
  const [ownBest] = fewestWrong(own);
  if (ownBest === undefined) throw new RangeError('found no reading of the numbers, expected at least one');
  // Another convention must make more numbers right than the network's own.
  const better = fewestWrong(others.filter(({ wrongCount }) => wrongCount < ownBest.wrongCount));
  const withSlips = (tried: Trial): Trial & { readonly slips: readonly MarkedSlip[] } => {
    const all = trialOfAll(marker, tried, readings);
    return { ...all, slips: slipsFor(marker, all.convention, all.judged) };
  };
  const ownFound = withSlips(ownBest);
  const isExplained = ({ slips: [slip] }: typeof ownFound): boolean => slip !== undefined && slip.explains === slip.of;
  const found = isExplained(ownFound) ? [] : better.slice(0, maxConventionsWithSlips).map(withSlips);
  const likely = better.find(
    ({ convention, wrongCount }) => !convention.isDescent && 2 * wrongCount < ownBest.wrongCount,
  );
  const other = found.find(isExplained) ?? found.find(({ convention }) => convention === likely?.convention);
  const best = other ?? ownFound;
  return {
    verdict: 'wrong',
    numbers: best.judged,
    layout: best.reading.layout,
    convention: best.convention,
    first: firstWrong(best.judged),
    slips: best.slips,
  };
}

function trialOfAll(marker: Marker, tried: Trial, readings: readonly Reading[]): Trial {
  const all = whole(tried, readings);
  return all.numbers.length === tried.judged.length ? tried : trial(marker, all, tried.convention);
}

function fewestWrong(trials: readonly Trial[]): readonly Trial[] {
  return trials.toSorted((a, b) => a.wrongCount - b.wrongCount);
}

function slipsFor(
  { values, rounding }: Marker,
  convention: Convention,
  judged: readonly JudgedNumber[],
): readonly MarkedSlip[] {
  const first = firstWrong(judged);
  return first === undefined ? [] : slipsThatExplain(conventionProgram(values, convention), judged, first, rounding);
}

function firstWrong(judged: readonly JudgedNumber[]): JudgedNumber | undefined {
  const wrong = judged.filter(({ how }) => how === undefined);
  return wrong.toSorted((a, b) => a.order - b.order)[0];
}
