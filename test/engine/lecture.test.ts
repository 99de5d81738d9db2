import { describe, expect, test } from 'vitest';
import { evaluate } from '../../src/engine/expressions/evaluate.ts';
import { leavesIn } from '../../src/engine/expressions/expression.ts';
import { quantityName } from '../../src/engine/models/quantity-name.ts';
import { readUpdate } from '../../src/engine/pass/update-values.ts';
import { unfolded } from '../../src/engine/steps/explanation.ts';
import { createEvaluator } from '../../src/engine/steps/quantity-evaluator.ts';
import { createTimeline, errorAfter } from '../../src/engine/timeline/timeline.ts';
import { updateAt } from '../../src/engine/training/update.ts';
import { lecture } from '../support/lecture.ts';
import { reachableQuantities, stepListOf } from '../support/walking.ts';

/**
 * Quantities, their numbers on the lecture's slides and their exact values. A number is undefined if the slides have
 * none, or if the number on the slides is not the rounded exact value (see `byHand`).
 */
const table: readonly (readonly [name: string, printed: string | undefined, exact: number])[] = [
  ['net_h1', '0.0275', 0.0275],
  ['out_h1', '0.5069', 0.5068745667645342],
  ['net_h2', '0.0425', 0.0425],
  ['out_h2', '0.5106', 0.5106234010049637],
  ['net_o1', '0.3817', 0.38165545876957246],
  ['out_o1', '0.5943', 0.5942723173295807],
  ['net_o2', '0.4834', 0.48340525554652225],
  ['out_o2', '0.6186', 0.618551653218188],
  ['E_total', '0.2397', 0.2396740075623098],
  ['dE_total/dout_o1', '0.5843', 0.5842723173295807],
  ['dout_o1/dnet_o1', '0.2411', 0.24111273018531082],
  ['dnet_o1/dw5', '0.5069', 0.5068745667645342],
  ['dE_total/dw5', '0.0714', 0.07140620478777752],
  ['w5+', '0.3143', 0.31429689760611124],
  ['dE_total/dw6', '0.07193', 0.07193432366183398],
  ['w6+', '0.364', 0.36403283816908305],
  ['dE_total/dout_o2', '-0.3714', -0.37144834678181204],
  ['dout_o2/dnet_o2', '0.2359', 0.23594550551923452],
  ['dE_total/dw7', undefined, -0.04442328178811934],
  ['w7+', '0.4722', 0.4722116408940597],
  ['dE_total/dw8', undefined, -0.044751835498956664],
  ['w8+', '0.5224', 0.5223759177494783],
  ['dout_h1/dnet_h1', '0.25', 0.24995274033179996],
  ['dE_total/dw1', undefined, 0.00012332314751036126],
  ['w1+', '0.1499', 0.14993833842624482],
  ['dE_total/dw2', undefined, 0.00024664629502072253],
  ['dE_total/dw3', undefined, 0.00015654696691111094],
  ['dE_total/dw4', undefined, 0.0003130939338222219],
  ['w2+', undefined, 0.19987667685248964],
  ['w3+', undefined, 0.24992172651654446],
  ['w4+', undefined, 0.2998434530330889],
  ['E_total+', '0.2326', 0.2325906135538632],
];

/** The numbers on the slides that are calculated from factors rounded to four decimals. */
const byHand: readonly (readonly [name: string, printed: string])[] = [
  ['dE_total/dw7', '-0.04441'],
  ['dE_total/dw8', '-0.04474'],
  ['dE_total/dw1', '0.0001235'],
];

/** The quantities of all steps, in the order of the lecture. */
const order = `net_h1 out_h1 net_h2 out_h2 net_o1 out_o1 net_o2 out_o2 E_o1 E_o2 E_total
  dE_total/dout_o1 dout_o1/dnet_o1 delta_o1 dE_total/dw5 dE_total/dw6
  dE_total/dout_o2 dout_o2/dnet_o2 delta_o2 dE_total/dw7 dE_total/dw8
  dE_o1/dout_h1 dE_o2/dout_h1 dE_total/dout_h1 dout_h1/dnet_h1 delta_h1 dE_total/dw1 dE_total/dw2
  dE_o1/dout_h2 dE_o2/dout_h2 dE_total/dout_h2 dout_h2/dnet_h2 delta_h2 dE_total/dw3 dE_total/dw4
  w5+ w6+ w7+ w8+ w1+ w2+ w3+ w4+ E_total+`.split(/\s+/);

const { network } = lecture;
const update = updateAt(lecture, 1);
const values = readUpdate(lecture, 1, lecture.initial);
const numberByEquations = createEvaluator(update, lecture.initial);
const quantities = reachableQuantities(update);

function named(name: string) {
  const quantity = quantities.get(name);
  if (quantity === undefined) throw new Error(`no ${name}`);
  return quantity;
}

function expectRelative(value: number, exact: number): void {
  expect(Math.abs(value - exact)).toBeLessThanOrEqual(1e-12 * Math.abs(exact));
}

const round = (value: number): number => Number(value.toFixed(4));

describe.each(table)('%s', (name, _printed, exact) => {
  test('has the exact value in the fast passes', () => expectRelative(values.numberOf(named(name)), exact));
  test('has the exact value when its equations are evaluated', () =>
    expectRelative(numberByEquations(named(name)), exact));
});

const printed = table.flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const]));

test.each(printed)('%s rounds to %s, its number on the slides', (name, text) => {
  const decimals = text.split('.')[1]?.length ?? 0;
  // Half of the last digit, plus a little for rounding errors.
  const tolerance = (10 ** -decimals / 2) * 1.0001;
  expect(Math.abs(values.numberOf(named(name)) - Number(text))).toBeLessThanOrEqual(tolerance);
});

test.each(byHand)('%s is %s when its factors are rounded to four decimals', (name, printed) => {
  const value = evaluate(unfolded(update, named(name)), (leaf) => round(values.numberOf(leaf)));
  expect(Number(value.toPrecision(4))).toBe(Number(printed));
});

test('the gradient of w1 unfolds to the factors of the paths through both outputs', () => {
  const leaves = [...leavesIn(unfolded(update, named('dE_total/dw1')))].map((leaf) => quantityName(network, leaf));
  expect(leaves).toEqual([
    ...['dE_total/dout_o1', 'dout_o1/dnet_o1', 'dnet_o1/dout_h1'],
    ...['dE_total/dout_o2', 'dout_o2/dnet_o2', 'dnet_o2/dout_h1'],
    ...['dout_h1/dnet_h1', 'dnet_h1/dw1'],
  ]);
});

test('an update has 44 steps, in the order of the lecture', () => {
  const steps = stepListOf(update);
  expect(steps.map(({ quantity }) => quantityName(network, quantity))).toEqual(order);
  const phases = steps.map(({ phase }) => phase);
  expect(
    ['forward', 'error', 'backward', 'update'].map((phase) => phases.filter((each) => each === phase).length),
  ).toEqual([8, 3, 24, 9]);
});

test('E_total after 10,000 updates is exact', () => {
  expectRelative(errorAfter(createTimeline(lecture), 10000), 5.581404566753651e-5);
});
