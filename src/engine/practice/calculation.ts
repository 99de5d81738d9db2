import { evaluate } from '../expressions/evaluate.ts';
import { type Expression, replaceLeaves, withParts } from '../expressions/expression.ts';
import { items } from '../expressions/lazy-list.ts';
import { memoize } from '../expressions/memoize.ts';
import type { Quantity } from '../graph/quantity.ts';
import { quantityName } from '../models/quantity-name.ts';
import { equationOf } from '../steps/equation.ts';
import { modelOf } from '../training/experiment.ts';
import type { Update } from '../training/update.ts';

/**
 * A wrong calculation, as data: the expression that a learner uses in place of a quantity's equation. Undefined for a
 * quantity whose right equation is used. A leaf of the expression that is itself replaced stands for its right equation.
 * So `negative(ref(quantity))` is the right value with the other sign, and two quantities can be exchanged.
 */
export type Replace = (quantity: Quantity, nameWithoutSample: string) => Expression<Quantity> | undefined;

/** How the quantities of an update are calculated. */
interface CalculationRules {
  readonly update: Update;
  /** Wrong calculations. The last one applies to the result of those before it. */
  readonly replacements?: readonly Replace[];
  /** Whether a quantity is calculated by its equation. Other quantities are looked up by `read`. */
  isComputed(quantity: Quantity): boolean;
  /** Whether a quantity is looked up even if it is replaced. By default, none is. */
  isKnown?(quantity: Quantity): boolean;
  read(quantity: Quantity): number;
  /** Rounds an intermediate result, or returns it unchanged. */
  roundResult?(value: number, quantity: Quantity): number;
  /** The learner's own number for the quantity with this name. Others are calculated from it. Undefined if there is none. */
  given?(name: string): number | undefined;
}

/**
 * Returns a function that calculates quantities by their equations, after the replacements. Each value is calculated once.
 * The result is not rounded, but the quantities from which it is calculated are.
 */
export function createCalculation(rules: CalculationRules): (quantity: Quantity) => number {
  const {
    update,
    replacements = [],
    isComputed,
    read,
    roundResult = (value) => value,
    given,
    isKnown = () => false,
  } = rules;
  const entries = entriesOf(update);
  const replacementOf = memoizedReplacements(replacements);
  const states = new Map<Entry, EntryState>();
  const stateOf = (entry: Entry): EntryState => {
    const known = states.get(entry);
    if (known !== undefined) return known;
    const isRight = isComputed(entry.quantity);
    const isLookedUp =
      isKnown(entry.quantity) || (!isRight && replacementOf(replacements.length - 1, entry) === undefined);
    const state = { isComputed: isRight, isLookedUp, given: given?.(entry.name), isInProgress: false };
    states.set(entry, state);
    return state;
  };
  /** The number from which other quantities are calculated. */
  const rounded = (entry: Entry): number => {
    const state = stateOf(entry);
    if (state.given !== undefined) return state.given;
    const value = calculated(entry, state);
    return state.isLookedUp ? value : roundResult(value, entry.quantity);
  };
  const calculated = (entry: Entry, state: EntryState): number => {
    if (state.exact !== undefined) return state.exact;
    // A replacement can contain a quantity that depends on the replaced quantity. Its right value ends the circle.
    if (state.isInProgress) return read(entry.quantity);
    state.isInProgress = true;
    const value = state.isLookedUp ? read(entry.quantity) : valueAfter(entry, replacements.length);
    state.isInProgress = false;
    state.exact = value;
    return value;
  };
  /** The value of a quantity after the first `count` replacements. */
  const valueAfter = (entry: Entry, count: number): number => {
    if (count < replacements.length && !stateOf(entry).isComputed) return read(entry.quantity);
    if (count === 0) {
      const equation = entry.equation();
      return equation === undefined ? read(entry.quantity) : evaluateByHand(equation, rounded);
    }
    const expression = replacementOf(count - 1, entry);
    if (expression === undefined) return valueAfter(entry, count - 1);
    return evaluateByHand(expression, (leaf) => {
      const part = entries.of(leaf);
      const isReplaced = part === entry || replacementOf(count - 1, part) !== undefined;
      return isReplaced ? valueAfter(part, count - 1) : rounded(part);
    });
  };
  return (quantity) => {
    const entry = entries.of(quantity);
    return calculated(entry, stateOf(entry));
  };
}

/** A quantity in one calculation. */
interface EntryState {
  readonly isComputed: boolean;
  /** Whether neither its equation nor the last replacement calculates it. */
  readonly isLookedUp: boolean;
  /** The learner's own number. */
  readonly given: number | undefined;
  isInProgress: boolean;
  /** The result, not rounded, if it is calculated already. */
  exact?: number;
}

function memoizedReplacements(
  replacements: readonly Replace[],
): (at: number, entry: Entry) => Expression<Quantity> | undefined {
  const known = replacements.map(() => new Map<Entry, Expression<Quantity> | undefined>());
  return (at, entry) => {
    const values = known[at];
    if (values?.has(entry) !== true) {
      values?.set(entry, replacements[at]?.(entry.quantity, entry.nameWithoutSample));
    }
    return values?.get(entry);
  };
}

/**
 * The value of the shown form of an expression or, if this value is infinite or NaN, of the computed form. For example,
 * −ln(out) is infinite if out is rounded to 0.
 */
export function evaluateByHand<Leaf>(expression: Expression<Leaf>, numberOf: (leaf: Leaf) => number): number {
  const shown = evaluate(expression, numberOf, 'shown');
  return Number.isFinite(shown) ? shown : evaluate(expression, numberOf);
}

/** A quantity of an update and its equation, prepared so that it can be evaluated many times. */
interface Entry {
  readonly quantity: Quantity;
  readonly name: string;
  readonly nameWithoutSample: string;
  /** Undefined for a given quantity. */
  equation(): Expression<Entry> | undefined;
}

interface Entries {
  of(quantity: Quantity): Entry;
}

const entriesOf: (update: Update) => Entries = memoize((update) => {
  const model = modelOf(update.experiment);
  const byName = new Map<string, Entry>();
  const entryOf = (quantity: Quantity): Entry => {
    const name = quantityName(model, quantity);
    const known = byName.get(name);
    if (known !== undefined) return known;
    let equation: { readonly value: Expression<Entry> | undefined } | undefined;
    const entry: Entry = {
      quantity,
      name,
      nameWithoutSample: withoutSampleNumber(name),
      equation() {
        equation ??= { value: preparedEquation(quantity) };
        return equation.value;
      },
    };
    byName.set(name, entry);
    return entry;
  };
  const preparedEquation = (quantity: Quantity): Expression<Entry> | undefined => {
    const equation = equationOf(update, quantity);
    return equation.kind === 'given'
      ? undefined
      : withArrays(replaceLeaves(equation, (leaf) => ({ kind: 'leaf', leaf: entryOf(leaf) })));
  };
  return { of: entryOf };
});

/** The expression with arrays in place of lazy lists, which create their items each time they are read. */
function withArrays<Leaf>(expression: Expression<Leaf>): Expression<Leaf> {
  if (expression.kind === 'leaf') return expression;
  if (expression.kind === 'sum') return { ...expression, terms: Array.from(items(expression.terms), withArrays) };
  if (expression.kind === 'call') return { ...expression, inputs: Array.from(items(expression.inputs), withArrays) };
  return withParts(expression, withArrays);
}

/** net_h1@ for net_h1@3. A slip is made in every sample alike, so its quantities are compared by this name. */
export function withoutSampleNumber(name: string): string {
  const at = name.lastIndexOf('@');
  return at === -1 ? name : name.slice(0, at + 1);
}
