import type { DerivationRule } from '../../../engine/expressions/derivation-lines.ts';
import { type FunctionName, functionTable, isFunctionName } from '../../../engine/expressions/functions.ts';
import type { LineFacts } from '../../../notation/reasons.ts';

/** The rules of calculus. Several of them are written together: quotient and chain rule. */
const calculus = {
  sum: 'sum',
  product: 'product',
  quotient: 'quotient',
  power: 'power',
  chain: 'chain',
  exponential: 'exponential',
} as const;

const others = {
  constant: 'other factors stay',
  cases: 'each case is differentiated separately',
  definition: 'definition',
  rearrange: 'rearranged',
  simplify: 'simplified',
} as const;

type CalculusRule = keyof typeof calculus;
type OtherRule = keyof typeof others;

const isCalculus = (rule: DerivationRule): rule is CalculusRule => Object.hasOwn(calculus, rule);
const isOther = (rule: DerivationRule): rule is OtherRule => Object.hasOwn(others, rule);

/** The name of a function as it is written in a formula file. */
export function writtenName(name: FunctionName): string {
  return functionTable[name].names[0] ?? name;
}

/** The rules of a line of a derivation in words: "quotient and chain rule, derivative of exp". */
export function ruleWords(rules: readonly DerivationRule[], { by, hasZeroTerms, cancelsHalf }: LineFacts): string {
  const names = rules.filter(isCalculus).map((rule) => calculus[rule]);
  const functions = rules.filter(isFunctionName).map((name) => `derivative of ${writtenName(name)}`);
  const rest = rules.filter(isOther).map((rule) => {
    if (rule === 'constant' && hasZeroTerms) return `the other terms have no ${by}`;
    return rule === 'simplify' && cancelsHalf ? 'the ½ cancels the 2' : others[rule];
  });
  const last = names.at(-1);
  const joined = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${last} rule` : `${last} rule`;
  return [...(last === undefined ? [] : [joined]), ...functions, ...rest].join(', ');
}
