import type { Quantity } from '../../graph/quantity.ts';
import type { UpdateValues } from '../../pass/update-values.ts';
import { equationOf } from '../../steps/equation.ts';
import type { Update } from '../../training/update.ts';
import type { Rounding } from '../answer.ts';
import type { Replace } from '../calculation.ts';
import { quantitiesLike } from '../other-quantities.ts';
import { nameWithoutSample, quantitiesBehind } from '../quantities-behind.ts';
import { quantitiesBehindAnswer, withoutSample } from '../question.ts';
import type { Area, Extent, SlipContext, Variant } from '../slips/slip.ts';
import { type SlipName, slips } from '../slips/slip-table.ts';
import { type GivenNumber, isGiven, isWellDetermined } from './given-number.ts';
import { createOwnValues, type JudgedNumber } from './judge-numbers.ts';
import { type Program, programValues, roundedProgramValues } from './program-values.ts';
import { knownUpTo, stageOf } from './stages.ts';

/** A slip that explains numbers of a program. */
export interface MarkedSlip {
  readonly slip: SlipName;
  readonly area: Area;
  readonly about: Quantity | undefined;
  readonly extent: Extent;
  /** A second slip, if only two slips together explain the numbers. */
  readonly and: SlipName | undefined;
  /** How many of the `of` given numbers a program with this slip prints. */
  readonly explains: number;
  readonly of: number;
}

/** The slips are looked for with at most this many of the given numbers. */
const maxNumbers = 300;

/** Slips are tried in at most this many quantities of a program. */
const maxQuantities = 1500;

/** At most this many slips that explain equally many numbers are returned. */
const maxTies = 3;

/** The decimals of a wrong calculation by hand. */
const handDecimals = 4;

/**
 * The slips that explain the first wrong number and the most numbers. A slip is a rewriting of all equations of its kind,
 * so all numbers of the program decide together. `base` is the program without a mistake, in its convention.
 */
export function slipsThatExplain(
  base: Program,
  judged: readonly JudgedNumber[],
  first: JudgedNumber,
  rounding: Rounding,
): readonly MarkedSlip[] {
  const { values } = base;
  const compared = comparedNumbers(judged, first);
  if (compared.length < minNumbersOfProgram && !isWellDetermined(first)) return [];
  const context = contextOf(values, compared, first);
  const canExplain = createConeTest(values.update, first);
  const numberWithout = programValues(base);
  const candidates = slips
    .flatMap(({ name, area, isLastResort = false, variants }) =>
      Array.from(variants(context), (variant): Candidate => ({ slip: name, area, isLastResort, ...variant })),
    )
    .filter(({ changed }) => canExplain(changed));
  const explained = (tried: readonly Candidate[]): readonly MarkedSlip[] =>
    bestOf(
      values.update,
      tried.map((candidate) => {
        const firstStage = Math.min(...candidate.changed.map((each) => stageOf(values.update.experiment, each)));
        const replacements = [...base.replacements, ...replacementsOf(candidate)];
        const program: Program = {
          values,
          replacements,
          known: { upToStage: knownUpTo(values.update.experiment, firstStage), numberOf: numberWithout },
        };
        return { candidate, explains: explainedCount(program, compared, first, rounding) };
      }),
      compared.length,
      // A slip must explain more than the numbers that are right without it.
      compared.filter(({ how }) => how === 'exact' || how === 'by hand').length,
    );
  const tiers: readonly (() => readonly MarkedSlip[])[] = [
    () => explained(candidates.filter(({ isLastResort }) => !isLastResort)),
    () => explained(pairsIn(candidates)),
    () => otherQuantity(values, first, compared.length),
    () => explained(candidates.filter(({ isLastResort }) => isLastResort)),
  ];
  for (const tier of tiers) {
    const found = tier();
    if (found.length > 0) return found;
  }
  return [];
}

/** A slip in some quantities, or two slips together. */
interface Candidate extends Variant {
  readonly slip: SlipName;
  readonly area: Area;
  readonly isLastResort: boolean;
  readonly second?: { readonly slip: SlipName; readonly replace: Replace };
}

function replacementsOf({ replace, second }: Candidate): readonly Replace[] {
  return second === undefined ? [replace] : [second.replace, replace];
}

/**
 * A path that is left out together with a wrong input of one weight. No other pairs are tried: with all pairs, almost any
 * number would be explained.
 */
function pairsIn(candidates: readonly Candidate[]): readonly Candidate[] {
  const inputs = candidates.filter(({ slip, extent = 'one' }) => slip === 'input-of-other-weight' && extent === 'one');
  return candidates
    .filter(({ slip }) => slip === 'path-left-out')
    .flatMap((path) =>
      inputs.map(({ slip, replace, changed }) => ({
        ...path,
        changed: [...path.changed, ...changed],
        second: { slip, replace },
      })),
    );
}

/** The slips that explain the most numbers, each of them once. They must explain more than `minExplained` numbers. */
function bestOf(
  update: Update,
  found: readonly { readonly candidate: Candidate; readonly explains: number }[],
  of: number,
  minExplained: number,
): readonly MarkedSlip[] {
  const most = Math.max(...found.map(({ explains }) => explains));
  if (most <= minExplained) return [];
  const marked = new Map<SlipName, MarkedSlip>();
  for (const { candidate, explains } of found) {
    const { slip, area, about, extent = 'one', second } = candidate;
    if (explains !== most || marked.has(slip)) continue;
    const ofBatch = about && update.size > 1 ? withoutSample(about) : about;
    marked.set(slip, { slip, area, about: ofBatch, extent, and: second?.slip, explains, of });
  }
  return [...marked.values()].slice(0, maxTies);
}

/** The first wrong number is the value of another quantity. */
function otherQuantity(values: UpdateValues, first: JudgedNumber, of: number): readonly MarkedSlip[] {
  const [about] = quantitiesLike({ values, quantity: first.quantity }).filter((quantity) =>
    isGiven(first, values.numberOf(quantity)),
  );
  if (about === undefined) return [];
  return [{ slip: 'other-quantity', area: 'factor', about, extent: 'one', and: undefined, explains: 1, of }];
}

/** The given numbers. Of many, every k-th one and the first wrong number. */
function comparedNumbers(judged: readonly JudgedNumber[], first: JudgedNumber): readonly JudgedNumber[] {
  if (judged.length <= maxNumbers) return judged;
  const every = Math.ceil(judged.length / maxNumbers);
  return judged.filter((number, at) => at % every === 0 || number === first);
}

/** With fewer numbers, slips are only tried where practice tries them. Else, some slip would explain them by chance. */
const minNumbersOfProgram = 3;

/** The slips of a whole program, or those in the calculation of the first wrong number. */
function contextOf(values: UpdateValues, numbers: readonly GivenNumber[], first: GivenNumber): SlipContext {
  const { update } = values;
  const base = { update, experiment: update.experiment };
  if (numbers.length < minNumbersOfProgram) {
    const question = { values, quantity: first.quantity };
    const quantities = quantitiesBehindAnswer(question, maxQuantities);
    return { ...base, isProgram: false, results: [first.quantity], quantities };
  }
  const given = numbers.map(({ quantity }) => quantity);
  const quantities = [...quantitiesBehind(update, given, maxQuantities).values()];
  const results = quantities.filter((quantity) => equationOf(update, quantity).kind !== 'given');
  return { ...base, isProgram: true, results, quantities };
}

/** How many numbers a program with a mistake prints. 0 if the first wrong number is not among them. */
function explainedCount(
  program: Program,
  numbers: readonly JudgedNumber[],
  first: JudgedNumber,
  rounding: Rounding,
): number {
  const numberOf = programValues(program);
  const exact = numberOf(first.quantity);
  if (!Number.isFinite(exact)) return 0;
  const byHand =
    first.mayBeByHand && isNear(first.value, exact) ? roundedProgramValues(program, rounding, handDecimals) : undefined;
  const matches = (number: JudgedNumber): boolean =>
    isGiven(number, numberOf(number.quantity)) || (byHand !== undefined && isGiven(number, byHand(number.quantity)));
  if (!matches(first)) return 0;
  const own = createOwnValues(program, numbers);
  return numbers.filter((number) => matches(number) || own.explains(number)).length;
}

/** At most this many quantities on which the first wrong number depends are looked for. */
const maxCone = 2000;

/**
 * Returns a test whether the first wrong number may depend on one of some quantities. A mistake in other quantities cannot
 * explain it.
 */
function createConeTest(update: Update, first: JudgedNumber): (changed: readonly Quantity[]) => boolean {
  const cone = quantitiesBehind(update, [first.quantity], maxCone);
  if (cone.size >= maxCone) {
    const last = stageOf(update.experiment, first.quantity);
    return (changed) => changed.some((quantity) => stageOf(update.experiment, quantity) <= last);
  }
  return (changed) => changed.some((quantity) => cone.has(nameWithoutSample(update, quantity)));
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= 0.05 * Math.abs(b);
}
