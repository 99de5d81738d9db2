import type { Decimal } from 'decimal.js';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../src/engine/expressions/evaluate.ts';
import { type Expression, ref } from '../../src/engine/expressions/expression.ts';
import { normalCdf, normalDensity } from '../../src/engine/expressions/functions.ts';
import { isValueOf, type Quantity } from '../../src/engine/graph/quantity.ts';
import { type ActivationName, activations } from '../../src/engine/models/activations.ts';
import { netValue, outValue, targetValue } from '../../src/engine/models/dense-quantities.ts';
import { type LossName, losses, type OutputExpressions } from '../../src/engine/models/losses.ts';
import { softmax, softmaxOut } from '../../src/engine/models/softmax.ts';
import * as exact from '../support/exact-functions.ts';
import { Exact, exactly, unitsBetween } from '../support/exact-functions.ts';

/** A right value, and the size of the terms that cancel in it: the value itself if no digits cancel. */
interface Right {
  readonly value: Decimal;
  readonly size?: Decimal;
}

const one = new Exact(1);

/**
 * Numbers from ±1e-300 to ±1e300: a few of each power of ten far from 1, many where functions bend, and numbers on both
 * sides of the places where a function is computed in another way, overflows, or has a zero.
 */
const numbers: readonly number[] = [
  ...[
    ...Array.from({ length: 121 }, (_, at) => 1.234567890123 * 10 ** (5 * at - 300)),
    ...Array.from({ length: 150 }, (_, at) => 1.0371 ** at * 0.0103),
    ...Array.from({ length: 80 }, (_, at) => 0.4870137 * at + 0.00123),
  ].flatMap((size) => [size, -size]),
  ...[
    1.278464542761074,
    0.7517915246935645,
    Math.log(3),
    Math.atanh(0.5),
    Math.LN2,
    33.07677671603892,
    36.7368005696771,
    ...[
      38.4, 38.6, 39, 700, 708.3, 708.5, 709.7, 709.8, 710, 720, 744, 745.1, 746, 1e17, 1e154, 1.2e154, 1.5e154, 1e300,
    ],
  ].flatMap((size) => [size, -size, size * (1 + 1e-9), -size * (1 + 1e-9)]),
];

/** The largest difference of `compute` from the right values, in units in the last place. */
function worstOf(compute: (x: number) => number, right: (x: Decimal) => Right): { units: number; at: number } {
  let worst = { units: 0, at: 0 };
  for (const x of [...numbers, 0]) {
    const { value, size } = right(exactly(x));
    const units = unitsBetween(compute(x), value, size);
    if (!(units <= worst.units)) worst = { units, at: x };
  }
  return worst;
}

const plain =
  (value: (x: Decimal) => Decimal) =>
  (x: Decimal): Right => ({ value: value(x) });
const ifPositive = (x: Decimal, positive: Decimal, otherwise: Decimal): Decimal => (x.gt(0) ? positive : otherwise);

/** 1 + x·σ(−x), and the sum of the sizes of its terms: it is 0 at −1.278. */
function siluBracket(x: Decimal): Required<Right> {
  const term = x.times(exact.sigmoid(x.neg()));
  return { value: term.plus(1), size: term.abs().plus(1) };
}

interface ActivationBounds {
  readonly value: [bound: number, right: (x: Decimal) => Right];
  readonly derivative: [number, (x: Decimal) => Right];
}

/**
 * The worst errors of the activations and their derivatives, in units in the last place. The derivatives of silu and
 * gelu are 0 at −1.278 and −0.752, where two terms cancel; their errors are in units of the terms.
 */
const activationTable = {
  identity: { value: [0, plain((x) => x)], derivative: [0, plain(() => one)] },
  sigmoid: { value: [2, plain(exact.sigmoid)], derivative: [3, plain(exact.sigmoidSlope)] },
  tanh: {
    value: [2, plain(exact.tanh)],
    derivative: [3, plain((x) => exact.sigmoidSlope(x.times(2)).times(4))],
  },
  relu: {
    value: [0, plain((x) => ifPositive(x, x, new Exact(0)))],
    derivative: [0, plain((x) => ifPositive(x, one, new Exact(0)))],
  },
  'leaky-relu': {
    value: [1, plain((x) => ifPositive(x, x, x.times(exactly(0.01))))],
    derivative: [0, plain((x) => ifPositive(x, one, exactly(0.01)))],
  },
  elu: {
    value: [1, plain((x) => (x.gt(0) ? x : exact.expm1(x)))],
    derivative: [1, plain((x) => (x.gt(0) ? one : x.exp()))],
  },
  softplus: { value: [2, plain(exact.softplus)], derivative: [2, plain(exact.sigmoid)] },
  silu: {
    value: [2, plain((x) => x.times(exact.sigmoid(x)))],
    derivative: [
      3,
      (x) => ({
        value: exact.sigmoid(x).times(siluBracket(x).value),
        size: exact.sigmoid(x).times(siluBracket(x).size),
      }),
    ],
  },
  gelu: {
    value: [3, plain((x) => x.times(exact.normalCdf(x)))],
    derivative: [
      4,
      (x) => {
        const [first, second] = [exact.normalCdf(x), x.times(exact.normalDensity(x))];
        return { value: first.plus(second), size: first.plus(second.abs()) };
      },
    ],
  },
} satisfies Partial<Record<ActivationName, ActivationBounds>>;

const netOf = (unit: number): Quantity => netValue(1, unit);
const outOf = (unit: number): Quantity => outValue(1, unit);
const targetOf = (unit: number): Quantity => targetValue(unit);

describe('activations, from −1e300 to 1e300', () => {
  test.each(Object.entries(activationTable) as [keyof typeof activationTable, (typeof activationTable)['elu']][])(
    '%s and its derivative have at most the stated errors, as functions and as equations',
    (name, { value, derivative }) => {
      const activation = activations[name];
      const slope = (net: number): number => activation.derivative(net, activation.value(net));
      const worst = [worstOf(activation.value, value[1]), worstOf(slope, derivative[1])];
      expect(worst[0]?.units, `value at ${worst[0]?.at}`).toBeLessThanOrEqual(value[0]);
      expect(worst[1]?.units, `derivative at ${worst[1]?.at}`).toBeLessThanOrEqual(derivative[0]);
      const equations = [
        activation.expression(ref(netOf(0))),
        activation.derivativeExpression(ref(netOf(0)), ref(outOf(0))),
      ];
      for (const net of numbers) {
        const numberOf = (quantity: Quantity): number => (isValueOf(quantity, 'net') ? net : activation.value(net));
        expect(equations.map((equation) => evaluate(equation, numberOf))).toEqual([activation.value(net), slope(net)]);
      }
    },
  );
});

test.each([
  ['Φ', normalCdf, exact.normalCdf, 3],
  ['φ', normalDensity, exact.normalDensity, 3],
] as const)('%s has at most the stated error', (_name, compute, right, bound) => {
  const { units, at } = worstOf(compute, plain(right));
  expect(units, `at ${at}`).toBeLessThanOrEqual(bound);
});

describe('losses of one output', () => {
  const table: Record<
    Extract<LossName, `${string}-error`>,
    Record<'error' | 'derivative', [bound: number, right: (difference: Decimal) => Decimal]>
  > = {
    'half-squared-error': {
      error: [2, (d) => d.times(d).div(2)],
      derivative: [1, (d) => d],
    },
    'mean-squared-error': {
      error: [3, (d) => d.times(d).div(3)],
      derivative: [1, (d) => d.times(2).div(3)],
    },
    'mean-absolute-error': {
      error: [1, (d) => d.abs().div(3)],
      derivative: [1, (d) => new Exact(d.isZero() ? 0 : Math.sign(d.toNumber())).div(3)],
    },
  };

  test.each(Object.entries(table) as [keyof typeof table, (typeof table)['mean-squared-error']][])(
    '%s and its derivative have at most the stated errors',
    (name, { error, derivative }) => {
      const loss = losses[name];
      for (const target of [0, 1, -0.3, 1e-300, 12345.678]) {
        const d = (out: Decimal): Decimal => out.minus(exactly(target));
        const worst = [
          worstOf(
            (out) => loss.error(out, target, 3),
            (out) => ({ value: error[1](d(out)) }),
          ),
          worstOf(
            (out) => loss.derivative(out, target, 3),
            (out) => ({ value: derivative[1](d(out)) }),
          ),
        ];
        expect(worst[0]?.units, `error at ${worst[0]?.at}, ${target}`).toBeLessThanOrEqual(error[0]);
        expect(worst[1]?.units, `derivative at ${worst[1]?.at}, ${target}`).toBeLessThanOrEqual(derivative[0]);
      }
    },
  );

  const loss = losses['binary-cross-entropy'];

  /** σ(x) − t, and the size of the terms that cancel in it. */
  function bceDelta(x: Decimal, target: Decimal): Right {
    const [left, right] = x.gt(1) ? [one.minus(target), exact.sigmoid(x.neg())] : [exact.sigmoid(x), target];
    return { value: left.minus(right), size: left.plus(right) };
  }

  test.each([0, 1, 0.5, 0.1, 0.9, 1 - 1e-12, 1e-12])(
    'binary-cross-entropy and δ have at most the stated errors for the target %f',
    (target) => {
      const t = exactly(target);
      const row = (net: number) => ({
        nets: Float64Array.of(net),
        outs: Float64Array.of(activations.sigmoid.value(net)),
        start: 0,
        targets: Float64Array.of(target),
        firstTarget: 0,
        outputs: 1,
      });
      const error = worstOf(
        (net) => loss.error(Float64Array.of(net), 0, 0, target, 1),
        plain((x) => t.times(exact.softplus(x.neg())).plus(one.minus(t).times(exact.softplus(x)))),
      );
      const delta = worstOf(
        (net) => loss.delta(row(net), 0, target),
        (x) => bceDelta(x, t),
      );
      expect(error.units, `error at ${error.at}`).toBeLessThanOrEqual(2);
      expect(delta.units, `δ at ${delta.at}`).toBeLessThanOrEqual(3);
      const equations = [
        loss.errorExpression(outputAt([netOf(0)], 0)),
        loss.deltaExpression(outputAt([netOf(0)], 0), target),
      ];
      for (const net of numbers) {
        const { nets, outs } = row(net);
        const computed = equations.map((equation) => evaluate(equation, lookup(nets, outs, [target])));
        expect(computed).toEqual([loss.error(nets, 0, 0, target, 1), loss.delta(row(net), 0, target)]);
      }
    },
  );
});

/** The expressions of output `unit`. */
function outputAt(nets: readonly Quantity[], unit: number): OutputExpressions<Quantity> {
  const all = (make: (unit: number) => Quantity): readonly Expression<Quantity>[] => nets.map((_, at) => ref(make(at)));
  return {
    out: ref(outOf(unit)),
    net: ref(netOf(unit)),
    target: ref(targetOf(unit)),
    unit,
    nets: all(netOf),
    outs: all(outOf),
    targets: all(targetOf),
    outputs: nets.length,
  };
}

function lookup(nets: ArrayLike<number>, outs: ArrayLike<number>, targets: ArrayLike<number>) {
  return (quantity: Quantity): number => {
    const unit = quantity.of.index;
    if (isValueOf(quantity, 'net')) return nets[unit] ?? Number.NaN;
    return (isValueOf(quantity, 'out') ? outs : targets)[unit] ?? Number.NaN;
  };
}

/** The other nets of a softmax, made from its first net. */
const otherNets: readonly ((net: number) => readonly number[])[] = [
  () => [0, 0],
  () => [0.3, -0.7],
  (net) => [net, net],
  (net) => [net - 0.5, net + 1],
  (net) => [-net, net / 3],
];

describe('softmax and categorical-cross-entropy', () => {
  const loss = losses['categorical-cross-entropy'];

  /** The right outs, errors and δ of one sample. */
  function rightOf(nets: readonly number[], targets: readonly number[]) {
    const xs = nets.map(exactly);
    const ts = targets.map(exactly);
    const max = Exact.max(...xs);
    const first = xs.findIndex((x) => x.eq(max));
    const powers = xs.map((x) => x.minus(max).exp());
    const sumWithout = (list: readonly Decimal[], unit: number): Decimal =>
      list.reduce((total, each, at) => (at === unit ? total : total.plus(each)), new Exact(0));
    const total = sumWithout(powers, -1);
    const outs = powers.map((power) => power.div(total));
    return nets.map((_, unit) => {
      const [x, t, out] = [xs[unit] ?? one, ts[unit] ?? one, outs[unit] ?? one];
      const gained = out.times(sumWithout(ts, unit));
      const lost = t.times(sumWithout(outs, unit));
      // If out is at most ½, out·Σt and t cancel: a last place of out counts as much as one of t.
      const size = out.gt(0.5) ? gained.plus(lost) : out.times(sumWithout(ts, -1)).plus(t);
      return {
        out,
        error: t.times(max.minus(x).plus(exact.log1p(sumWithout(powers, first)))),
        delta: { value: gained.minus(lost), size },
      };
    });
  }

  test.each([
    { targets: [1, 0, 0] },
    { targets: [0, 1, 0] },
    { targets: [0.9, 0.06, 0.04] },
    { targets: [0.2, 0.3, 0.5] },
    { targets: [2, 0, 0.5] },
  ])('have at most the stated errors for the targets $targets', ({ targets }) => {
    const worst = { out: 0, error: 0, delta: 0 };
    const targetSum = targets.reduce((total, target) => total + target, 0);
    for (const net of numbers.filter((_, at) => at % 7 === 0)) {
      for (const makeOthers of otherNets) {
        const nets = [net, ...makeOthers(net)];
        const outs = new Float64Array(3);
        softmax(Float64Array.from(nets), outs, 0, 3);
        const row = {
          nets: Float64Array.from(nets),
          outs,
          start: 0,
          targets: Float64Array.from(targets),
          firstTarget: 0,
          outputs: 3,
        };
        for (const [unit, right] of rightOf(nets, targets).entries()) {
          const target = targets[unit] ?? Number.NaN;
          const error = loss.error(row.nets, 0, unit, target, 3);
          const delta = loss.delta(row, unit, targetSum);
          worst.out = Math.max(worst.out, unitsBetween(outs[unit] ?? Number.NaN, right.out));
          worst.error = Math.max(worst.error, unitsBetween(error, right.error));
          worst.delta = Math.max(worst.delta, unitsBetween(delta, right.delta.value, right.delta.size));
          const output = outputAt(
            nets.map((_, at) => netOf(at)),
            unit,
          );
          const equations = [
            softmaxOut(output.nets, unit),
            loss.errorExpression(output),
            loss.deltaExpression(output, targetSum),
          ];
          const computed = equations.map((equation) => evaluate(equation, lookup(nets, outs, targets)) + 0);
          expect(computed, nets.join()).toEqual([(outs[unit] ?? Number.NaN) + 0, error + 0, delta + 0]);
        }
      }
    }
    expect(worst.out).toBeLessThanOrEqual(3);
    expect(worst.error).toBeLessThanOrEqual(3);
    expect(worst.delta).toBeLessThanOrEqual(3);
  });
});
