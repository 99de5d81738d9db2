import { evaluate } from '../expressions/evaluate.ts';
import { type Expression, quantitiesIn } from '../expressions/expression.ts';
import { isLocalDerivative, type Quantity } from '../expressions/quantity.ts';
import { quantityName } from '../models/quantity-name.ts';
import type { UpdateValues } from '../pass/update-values.ts';
import { equationOf } from '../steps/equation.ts';
import { isComposite, isMean } from '../steps/explanation.ts';

/** A number that is asked for. */
export interface Question {
  readonly reading: UpdateValues;
  readonly quantity: Quantity;
}

/** What stands in a quantity's place, given what `kindName` calls it, too; undefined where it stays. */
export type Replace = (quantity: Quantity, kind: string) => Expression | undefined;

/** How a derivation is worked out: with which numbers, and what becomes of each result on the way. */
export interface Arithmetic {
  /** The number of a quantity that is not opened, or that stands in a replacement. */
  read(quantity: Quantity): number;
  /** What is written down of each result, but the last. */
  intermediate(value: number): number;
}

/** Significant digits that tell one answer from another: of what moves little, so many that two are of the move. */
export function digitsAsked({ reading, quantity }: Question): number {
  switch (quantity.kind) {
    case 'gradient':
    case 'out-gradient':
    case 'delta':
    case 'path':
      return 3;
    case 'updated': {
      const after = reading.numberOf(quantity);
      const change = after - (reading.before[quantity.parameter] ?? Number.NaN);
      const places = Math.ceil(Math.log10(Math.abs(after / change))) + 2;
      return Number.isFinite(places) ? Math.min(Math.max(places, 4), 12) : 4;
    }
    default:
      return 4;
  }
}

/** A question's number, worked out from the equations with some quantities replaced. */
export function recompute(
  question: Question,
  replace: Replace,
  working: Arithmetic = exactArithmetic(question),
): number {
  const { quantity } = question;
  const { update } = question.reading;
  const { network } = update.experiment;
  const root = quantityName(network, quantity);
  const worked = new Map<string, number>();
  const work = (of: Quantity): number => {
    const name = quantityName(network, of);
    const before = worked.get(name);
    if (before !== undefined) return before;
    const other = replace(of, kindOf(name));
    const own = isOpened(question, of) ? equationOf(update, of) : undefined;
    const value =
      other !== undefined ? evaluate(other, working.read) : own === undefined ? working.read(of) : evaluate(own, work);
    const noted = name === root || (other ?? own) === undefined ? value : working.intermediate(value);
    worked.set(name, noted);
    return noted;
  };
  return work(quantity);
}

/** With every digit. */
export function exactArithmetic({ reading }: Question): Arithmetic {
  return { read: reading.numberOf, intermediate: (value) => value };
}

/**
 * The quantities that a question's number is worked out from, itself first, those nearest to it before those farther
 * away, `most` of them at most; of what every sample of a batch has, one sample's.
 */
export function quantitiesBehind(question: Question, most: number): readonly Quantity[] {
  const found = new Map<string, Quantity>();
  let open: readonly Quantity[] = [question.quantity];
  while (open.length > 0 && found.size < most) {
    for (const quantity of open) {
      const kind = kindName(question, quantity);
      if (found.size < most && !found.has(kind)) found.set(kind, quantity);
    }
    open = open
      .flatMap((quantity) => [...partsOf(question, quantity, most)])
      .filter((part) => !found.has(kindName(question, part)));
  }
  return [...found.values()];
}

/** A quantity's name, but for the sample that it belongs to: a slip is made with all samples alike. */
export function kindName({ reading }: Question, quantity: Quantity): string {
  return kindOf(quantityName(reading.update.experiment.network, quantity));
}

/** net_h1@ of net_h1@3. */
function kindOf(name: string): string {
  const at = name.lastIndexOf('@');
  return at === -1 ? name : name.slice(0, at + 1);
}

/** The same of no sample in particular. */
export function withoutSample(quantity: Quantity): Quantity {
  return 'sample' in quantity ? { ...quantity, sample: undefined } : quantity;
}

function* partsOf(question: Question, quantity: Quantity, most: number): IterableIterator<Quantity> {
  const equation = isOpened(question, quantity) ? equationOf(question.reading.update, quantity) : undefined;
  if (equation === undefined) return;
  let left = most;
  for (const part of quantitiesIn(equation)) {
    if (left-- === 0) return;
    yield part;
  }
}

/** Whether a quantity's own equation is part of the working: derivatives are opened, forward values and means are not. */
function isOpened({ reading: { update }, quantity: root }: Question, quantity: Quantity): boolean {
  const { network } = update.experiment;
  if (quantityName(network, quantity) === quantityName(network, root)) return true;
  if (isMean(update, quantity)) return false;
  return isComposite(update, quantity) || isLocalDerivative(quantity) || quantity.kind === 'optimizer';
}
