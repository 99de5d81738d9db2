import type { Quantity } from '../../../../src/engine/graph/quantity.ts';
import {
  delta,
  errorValue,
  type Facts,
  netValue,
  newParameterValue,
  outGradient,
  outSlope,
  outValue,
  parameterGradient,
  totalErrorValue,
} from './facts.ts';

/** A number that a mistake gives for a quantity. */
export interface WrongNumber {
  readonly quantity: Quantity;
  readonly value: number;
}

/** A mistake, and the slips that name it. */
export interface Mistake {
  readonly id: string;
  readonly about: string;
  readonly slips: readonly string[];
  numbers(facts: Facts): readonly WrongNumber[];
}

const at = (list: readonly number[] | undefined, index: number): number => list?.[index] ?? Number.NaN;
const total = (list: readonly number[]): number => list.reduce((sum, each) => sum + each, 0);
const range = (length: number): number[] => Array.from({ length }, (_, index) => index);
const sigma = (x: number): number => 1 / (1 + Math.exp(-x));

interface Unit {
  readonly l: number;
  readonly j: number;
}

const units = (f: Facts, from = 1, to = f.last): Unit[] =>
  range(f.last + 1)
    .filter((l) => l >= from && l <= to)
    .flatMap((l) => range(f.nets[l]?.length ?? 0).map((j) => ({ l, j })));

const activation = (f: Facts, l: number): string => f.experiment.network.layers[l - 1]?.activation ?? '';
const n = (f: Facts, l: number): number => f.outs[l]?.length ?? 0;
const z = (f: Facts, l: number, j: number): number => at(f.nets[l], j);
const a = (f: Facts, l: number, j: number): number => at(f.outs[l], j);
const d = (f: Facts, l: number, j: number): number => at(f.deltas[l], j);
const s = (f: Facts, l: number, j: number): number => at(f.slopes[l], j);
const w = (f: Facts, l: number, j: number, i: number): number => at(f.weights[l]?.[j], i);
const b = (f: Facts, l: number, j: number): number => at(f.biases[l], j);
const t = (f: Facts, j: number): number => at(f.targets, j);
const terms = (f: Facts, l: number, j: number): number[] =>
  range(n(f, l - 1)).map((i) => w(f, l, j, i) * a(f, l - 1, i));
/** ∂E/∂out of an output: its slope is NaN if the loss is fused. */
const dEda = (f: Facts, j: number): number => d(f, f.last, j) / s(f, f.last, j);
/** The paths of ∂E/∂out of a hidden unit. */
const paths = (f: Facts, l: number, j: number, weight = w): number[] =>
  range(n(f, l + 1)).map((k) => d(f, l + 1, k) * weight(f, l + 1, k, j));

const value = (quantity: Quantity, number: number): WrongNumber => ({ quantity, value: number });
const net = (f: Facts, l: number, j: number, number: number) => value(netValue(l, j, { sample: f.sample }), number);
const out = (f: Facts, l: number, j: number, number: number) => value(outValue(l, j, { sample: f.sample }), number);

const eachNet = (of: (f: Facts, l: number, j: number) => number | undefined) => (f: Facts) =>
  units(f).flatMap(({ l, j }) => {
    const number = of(f, l, j);
    return number === undefined ? [] : [net(f, l, j, number)];
  });
const eachOut = (of: (f: Facts, l: number, j: number) => number | undefined) => (f: Facts) =>
  units(f).flatMap(({ l, j }) => {
    const number = activation(f, l) === 'softmax' ? undefined : of(f, l, j);
    return number === undefined ? [] : [out(f, l, j, number)];
  });

/** A derivative by an out of the output layer, and what follows from it: δ, and the gradients of its weights and bias. */
const fromOutput = (dE: (f: Facts, j: number) => number) => (f: Facts) =>
  f.isFused
    ? []
    : units(f, f.last).flatMap(({ l, j }) => {
        const wrong = dE(f, j);
        return [
          value(outGradient(l, j, f.sample), wrong),
          value(delta(l, j, f.sample), wrong * s(f, l, j)),
          ...gradientsOf(f, l, j, wrong * s(f, l, j)),
        ];
      });
/** A δ of an output whose loss is fused. */
const fusedDelta = (of: (f: Facts, j: number) => number) => (f: Facts) =>
  f.isFused
    ? units(f, f.last).flatMap(({ l, j }) => [
        value(delta(l, j, f.sample), of(f, j)),
        ...gradientsOf(f, l, j, of(f, j)),
      ])
    : [];

/** The gradients of the first weight and of the bias of a unit. In a batch of several samples, none. */
function gradientsOf(f: Facts, l: number, j: number, wrongDelta: number): WrongNumber[] {
  return gradientOf(f, l, j, 0, wrongDelta * a(f, l - 1, 0));
}

function gradientOf(f: Facts, l: number, j: number, i: number, wrong: number): WrongNumber[] {
  return [value(parameterGradient(f.weight(l, j, i), f.sample), wrong)];
}

/** A wrong slope: the slope, δ, and the gradient of the first weight. */
const eachSlope =
  (of: (f: Facts, l: number, j: number) => number | undefined) =>
  (f: Facts): WrongNumber[] =>
    units(f, 1, f.isFused ? f.last - 1 : f.last).flatMap(({ l, j }) => {
      const wrong = of(f, l, j);
      if (wrong === undefined) return [];
      const dE = d(f, l, j) / s(f, l, j);
      return [
        value(outSlope(l, j, f.sample), wrong),
        value(delta(l, j, f.sample), dE * wrong),
        ...gradientsOf(f, l, j, dE * wrong),
      ];
    });

/** A wrong ∂E/∂out of a hidden unit: itself, δ, and the gradient of the first weight. */
const eachHidden =
  (of: (f: Facts, l: number, j: number) => number | undefined) =>
  (f: Facts): WrongNumber[] =>
    units(f, 1, f.last - 1).flatMap(({ l, j }) => {
      const wrong = of(f, l, j);
      if (wrong === undefined) return [];
      return [
        value(outGradient(l, j, f.sample), wrong),
        value(delta(l, j, f.sample), wrong * s(f, l, j)),
        ...gradientsOf(f, l, j, wrong * s(f, l, j)),
      ];
    });

/** A wrong δ of a hidden unit, and the gradient of its first weight. */
const eachHiddenDelta =
  (of: (f: Facts, l: number, j: number) => number | undefined) =>
  (f: Facts): WrongNumber[] =>
    units(f, 1, f.last - 1).flatMap(({ l, j }) => {
      const wrong = of(f, l, j);
      return wrong === undefined ? [] : [value(delta(l, j, f.sample), wrong), ...gradientsOf(f, l, j, wrong)];
    });

/** A wrong gradient of the first and the last weight of each unit. */
const eachWeight =
  (of: (f: Facts, l: number, j: number, i: number) => number | undefined) =>
  (f: Facts): WrongNumber[] =>
    units(f).flatMap(({ l, j }) =>
      [...new Set([0, n(f, l - 1) - 1])].flatMap((i) => {
        const wrong = of(f, l, j, i);
        return wrong === undefined ? [] : gradientOf(f, l, j, i, wrong);
      }),
    );

const eachBias =
  (of: (f: Facts, l: number, j: number) => number | undefined) =>
  (f: Facts): WrongNumber[] =>
    units(f).flatMap(({ l, j }) => {
      const wrong = of(f, l, j);
      const index = f.bias(l, j);
      const isOwn = f.experiment.network.layers[l - 1]?.bias?.each === 'unit';
      const isTrained = f.experiment.network.layers[l - 1]?.bias?.trainable === true;
      return wrong === undefined || index === undefined || !isTrained || !isOwn
        ? []
        : [value(parameterGradient(index, f.sample), wrong)];
    });

const isSquared = (f: Facts): boolean => /squared/.test(f.experiment.loss);
const factor = (f: Facts): number => (f.experiment.loss === 'half-squared-error' ? 0.5 : 1 / n(f, f.last));
const eachError =
  (of: (f: Facts, j: number) => number | undefined) =>
  (f: Facts): WrongNumber[] => {
    const wrong = range(n(f, f.last)).map((j) => of(f, j));
    return wrong.some((each) => each === undefined || !Number.isFinite(each))
      ? []
      : [
          ...wrong.map((each, j) => value(errorValue(j, { sample: f.sample }), each ?? 0)),
          value(totalErrorValue({ sample: f.sample }), total(wrong.map((each) => each ?? 0))),
        ];
  };
const totalError =
  (of: (f: Facts) => number | undefined) =>
  (f: Facts): WrongNumber[] => {
    const wrong = of(f);
    return wrong === undefined ? [] : [value(totalErrorValue({ sample: f.sample }), wrong)];
  };
const slopeOf = (name: string, out: number): number => (name === 'sigmoid' ? out * (1 - out) : 1 - out * out);
const other = (index: number, count: number): number | undefined => (count < 2 ? undefined : (index + 1) % count);
const right = (f: Facts, l: number, j: number, i: number): number => d(f, l, j) * a(f, l - 1, i);
const ifSmooth = (f: Facts, l: number, of: (name: string) => number): number | undefined => {
  const name = activation(f, l);
  return name === 'sigmoid' || name === 'tanh' ? of(name) : undefined;
};

const forward: readonly Mistake[] = [
  {
    id: 'F1',
    about: 'forgot the bias',
    slips: ['bias-forgotten'],
    numbers: eachNet((f, l, j) => (f.hasBias[l] ? z(f, l, j) - b(f, l, j) : undefined)),
  },
  {
    id: 'F2',
    about: 'subtracted the bias',
    slips: ['sign-flipped'],
    numbers: eachNet((f, l, j) => (f.hasBias[l] ? z(f, l, j) - 2 * b(f, l, j) : undefined)),
  },
  {
    id: 'F3',
    about: 'bias counted twice',
    slips: ['path-counted-twice'],
    numbers: eachNet((f, l, j) => (f.hasBias[l] ? z(f, l, j) + b(f, l, j) : undefined)),
  },
  {
    id: 'F4',
    about: 'bias times the first input',
    slips: ['bias-times-input'],
    numbers: eachNet((f, l, j) => (f.hasBias[l] ? z(f, l, j) + b(f, l, j) * (a(f, l - 1, 0) - 1) : undefined)),
  },
  {
    id: 'F5',
    about: 'weight matrix transposed (forward)',
    slips: ['weights-by-column'],
    numbers: eachNet((f, l, j) =>
      n(f, l) === n(f, l - 1)
        ? b(f, l, j) + total(range(n(f, l - 1)).map((i) => w(f, l, i, j) * a(f, l - 1, i)))
        : undefined,
    ),
  },
  {
    id: 'F6',
    about: 'another unit’s weights',
    slips: ['weights-of-other-unit'],
    numbers: eachNet((f, l, j) => {
      const k = other(j, n(f, l));
      return k === undefined ? undefined : b(f, l, j) + total(terms(f, l, k));
    }),
  },
  {
    id: 'F7',
    about: 'inputs crossed',
    slips: ['input-of-other-weight'],
    numbers: eachNet((f, l, j) =>
      n(f, l - 1) < 2 ? undefined : z(f, l, j) + (w(f, l, j, 0) - w(f, l, j, 1)) * (a(f, l - 1, 1) - a(f, l - 1, 0)),
    ),
  },
  {
    id: 'F8',
    about: 'net for out of the layer before',
    slips: ['activation-skipped'],
    numbers: eachNet((f, l, j) =>
      l === 1 ? undefined : b(f, l, j) + total(range(n(f, l - 1)).map((i) => w(f, l, j, i) * z(f, l - 1, i))),
    ),
  },
  {
    id: 'F9',
    about: 'raw inputs in a later layer',
    slips: ['input-of-other-weight'],
    numbers: eachNet((f, l, j) =>
      l === 1 || n(f, l - 1) > n(f, 0)
        ? undefined
        : b(f, l, j) + total(range(n(f, l - 1)).map((i) => w(f, l, j, i) * a(f, 0, i))),
    ),
  },
  {
    id: 'F10',
    about: 'first term left out',
    slips: ['path-left-out'],
    numbers: eachNet((f, l, j) => z(f, l, j) - at(terms(f, l, j), 0)),
  },
  {
    id: 'F11',
    about: 'last term left out',
    slips: ['path-left-out'],
    numbers: eachNet((f, l, j) => z(f, l, j) - at(terms(f, l, j), n(f, l - 1) - 1)),
  },
  {
    id: 'F12',
    about: 'mean of the terms',
    slips: ['paths-averaged'],
    numbers: eachNet((f, l, j) => b(f, l, j) + total(terms(f, l, j)) / n(f, l - 1)),
  },
  {
    id: 'F13',
    about: 'minus signs of weights ignored',
    slips: ['paths-subtracted', 'sign-flipped'],
    numbers: eachNet(
      (f, l, j) => b(f, l, j) + total(range(n(f, l - 1)).map((i) => Math.abs(w(f, l, j, i)) * a(f, l - 1, i))),
    ),
  },
  {
    id: 'F14',
    about: 'terms subtracted',
    slips: ['paths-subtracted'],
    numbers: eachNet((f, l, j) =>
      n(f, l - 1) < 2 ? undefined : b(f, l, j) + 2 * at(terms(f, l, j), 0) - total(terms(f, l, j)),
    ),
  },
  {
    id: 'F15',
    about: 'updated weights in the forward pass',
    slips: ['updated-weight-used'],
    numbers: eachNet(
      (f, l, j) => b(f, l, j) + total(range(n(f, l - 1)).map((i) => at(f.newWeights[l]?.[j], i) * a(f, l - 1, i))),
    ),
  },
  { id: 'F16', about: 'gave out for net', slips: ['other-quantity'], numbers: eachNet((f, l, j) => a(f, l, j)) },
  {
    id: 'O1',
    about: 'forgot the activation',
    slips: ['activation-skipped'],
    numbers: eachOut((f, l, j) => z(f, l, j)),
  },
  {
    id: 'O2',
    about: '1/(1+e^+net)',
    slips: ['sign-flipped'],
    numbers: eachOut((f, l, j) => (activation(f, l) === 'sigmoid' ? sigma(-z(f, l, j)) : undefined)),
  },
  {
    id: 'O3',
    about: 'gave the slope for out',
    slips: ['other-quantity'],
    numbers: eachOut((f, l, j) => (Number.isNaN(s(f, l, j)) ? undefined : s(f, l, j))),
  },
  {
    id: 'O4',
    about: 'tanh for sigmoid or sigmoid for tanh',
    slips: ['other-activation'],
    numbers: eachOut((f, l, j) =>
      ifSmooth(f, l, (name) => (name === 'tanh' ? sigma(z(f, l, j)) : Math.tanh(z(f, l, j)))),
    ),
  },
  {
    id: 'O5',
    about: '1/1+e^-net without brackets',
    slips: ['brackets-forgotten'],
    numbers: eachOut((f, l, j) => (activation(f, l) === 'sigmoid' ? 1 + Math.exp(-z(f, l, j)) : undefined)),
  },
  {
    id: 'O6',
    about: '10^-net for e^-net',
    slips: ['wrong-log-base'],
    numbers: eachOut((f, l, j) => (activation(f, l) === 'sigmoid' ? 1 / (1 + 10 ** -z(f, l, j)) : undefined)),
  },
  {
    id: 'O7',
    about: '1/(1−e^-net)',
    slips: ['sign-flipped'],
    numbers: eachOut((f, l, j) => (activation(f, l) === 'sigmoid' ? 1 / (1 - Math.exp(-z(f, l, j))) : undefined)),
  },
  {
    id: 'O8',
    about: 'tanh(net/2)',
    slips: ['other-activation'],
    numbers: eachOut((f, l, j) => ifSmooth(f, l, () => Math.tanh(z(f, l, j) / 2))),
  },
  {
    id: 'O9',
    about: 'softmax: no division by the sum',
    slips: ['softmax-divisor'],
    numbers: (f) =>
      activation(f, f.last) === 'softmax' ? units(f, f.last).map(({ l, j }) => out(f, l, j, Math.exp(z(f, l, j)))) : [],
  },
  {
    id: 'O11',
    about: 'softmax: sigmoid used',
    slips: ['other-activation'],
    numbers: (f) =>
      activation(f, f.last) === 'softmax' ? units(f, f.last).map(({ l, j }) => out(f, l, j, sigma(z(f, l, j)))) : [],
  },
  {
    id: 'O12',
    about: 'softmax: itself not in the sum',
    slips: ['softmax-divisor'],
    numbers: (f) =>
      activation(f, f.last) === 'softmax'
        ? units(f, f.last).map(({ l, j }) =>
            out(
              f,
              l,
              j,
              Math.exp(z(f, l, j)) / total(range(n(f, l)).flatMap((k) => (k === j ? [] : [Math.exp(z(f, l, k))]))),
            ),
          )
        : [],
  },
  {
    id: 'O13',
    about: 'activation of the wrong unit',
    slips: ['other-quantity'],
    numbers: eachOut((f, l, j) => {
      const k = other(j, n(f, l));
      return k === undefined ? undefined : a(f, l, k);
    }),
  },
  {
    id: 'O14',
    about: 'tanh without its denominator',
    slips: ['brackets-forgotten'],
    numbers: eachOut((f, l, j) =>
      activation(f, l) === 'tanh' ? Math.exp(z(f, l, j)) - Math.exp(-z(f, l, j)) : undefined,
    ),
  },
];

const miss = (f: Facts, j: number): number => a(f, f.last, j) - t(f, j);

const errors: readonly Mistake[] = [
  {
    id: 'E1',
    about: 'forgot ½ or 1/n',
    slips: ['loss-factor', 'mean-over-outputs'],
    numbers: eachError((f, j) => (isSquared(f) ? at(f.errors, j) / factor(f) : undefined)),
  },
  {
    id: 'E2',
    about: '½ or 1/n twice',
    slips: ['loss-factor', 'mean-over-outputs'],
    numbers: eachError((f, j) => (isSquared(f) ? at(f.errors, j) * factor(f) : undefined)),
  },
  {
    id: 'E3',
    about: 'forgot to square',
    slips: ['square-forgotten'],
    numbers: eachError((f, j) => (isSquared(f) ? factor(f) * (t(f, j) - a(f, f.last, j)) : undefined)),
  },
  {
    id: 'E4',
    about: 'squares before the difference',
    slips: ['squares-subtracted'],
    numbers: eachError((f, j) => (isSquared(f) ? factor(f) * (t(f, j) ** 2 - a(f, f.last, j) ** 2) : undefined)),
  },
  {
    id: 'E5',
    about: 't + o',
    slips: ['sign-flipped'],
    numbers: eachError((f, j) => (isSquared(f) ? factor(f) * (t(f, j) + a(f, f.last, j)) ** 2 : undefined)),
  },
  {
    id: 'E6',
    about: 'net for out in the error',
    slips: ['activation-skipped'],
    numbers: eachError((f, j) => (isSquared(f) ? factor(f) * (t(f, j) - z(f, f.last, j)) ** 2 : undefined)),
  },
  {
    id: 'E7',
    about: 'only the first output',
    slips: ['path-left-out', 'single-path'],
    numbers: totalError((f) => (n(f, f.last) < 2 ? undefined : at(f.errors, 0))),
  },
  {
    id: 'E8',
    about: 'only the last output',
    slips: ['path-left-out', 'single-path'],
    numbers: totalError((f) => (n(f, f.last) < 2 ? undefined : at(f.errors, n(f, f.last) - 1))),
  },
  {
    id: 'E9',
    about: 'mean over outputs',
    slips: ['mean-over-outputs', 'paths-averaged'],
    numbers: totalError((f) => (n(f, f.last) < 2 ? undefined : total([...f.errors]) / n(f, f.last))),
  },
  {
    id: 'E10',
    about: 'mean over outputs forgotten',
    slips: ['mean-over-outputs'],
    numbers: totalError((f) => (n(f, f.last) < 2 ? undefined : total([...f.errors]) * n(f, f.last))),
  },
  {
    id: 'E11',
    about: 'square of the sum of differences',
    slips: ['square-of-sum'],
    numbers: totalError((f) =>
      isSquared(f) && n(f, f.last) > 1 ? factor(f) * total(range(n(f, f.last)).map((j) => miss(f, j))) ** 2 : undefined,
    ),
  },
  {
    id: 'E12',
    about: 'log10 for ln',
    slips: ['wrong-log-base'],
    numbers: eachError((f, j) => (isSquared(f) || at(f.errors, j) === 0 ? undefined : at(f.errors, j) / Math.LN10)),
  },
  {
    id: 'E13',
    about: 'log2 for ln',
    slips: ['wrong-log-base'],
    numbers: eachError((f, j) => (isSquared(f) || at(f.errors, j) === 0 ? undefined : at(f.errors, j) / Math.LN2)),
  },
  {
    id: 'E14',
    about: 'forgot the minus of −ln',
    slips: ['sign-flipped'],
    numbers: eachError((f, j) => (isSquared(f) || at(f.errors, j) === 0 ? undefined : -at(f.errors, j))),
  },
  {
    id: 'E15',
    about: 'ln(1−out) for ln(out)',
    slips: ['logarithms-swapped'],
    numbers: eachError((f, j) =>
      f.experiment.loss === 'binary-cross-entropy'
        ? -(t(f, j) * Math.log(1 - a(f, f.last, j)) + (1 - t(f, j)) * Math.log(a(f, f.last, j)))
        : undefined,
    ),
  },
  {
    id: 'E17',
    about: 'all ln(out) added, target ignored',
    slips: ['target-ignored'],
    numbers: totalError((f) =>
      f.experiment.loss === 'categorical-cross-entropy'
        ? -total(range(n(f, f.last)).map((j) => Math.log(a(f, f.last, j))))
        : undefined,
    ),
  },
  {
    id: 'E18',
    about: 'both terms of the cross-entropy, target ignored',
    slips: ['target-ignored'],
    numbers: totalError((f) =>
      f.experiment.loss === 'binary-cross-entropy'
        ? -total(range(n(f, f.last)).map((j) => Math.log(a(f, f.last, j)) + Math.log(1 - a(f, f.last, j))))
        : undefined,
    ),
  },
];

const lossDerivatives: readonly Mistake[] = [
  {
    id: 'D1',
    about: 't − o',
    slips: ['sign-flipped', 'target-output-swapped'],
    numbers: (f) => [...fromOutput((g, j) => -dEda(g, j))(f), ...fusedDelta((g, j) => -d(g, g.last, j))(f)],
  },
  { id: 'D2', about: 'factor 2', slips: ['loss-factor'], numbers: fromOutput((f, j) => 2 * dEda(f, j)) },
  {
    id: 'D3',
    about: '½ left in the derivative',
    slips: ['loss-factor'],
    numbers: fromOutput((f, j) => dEda(f, j) / 2),
  },
  {
    id: 'D4',
    about: 'divided by the number of outputs',
    slips: ['mean-over-outputs'],
    numbers: (f) =>
      n(f, f.last) < 2
        ? []
        : [
            ...fromOutput((g, j) => dEda(g, j) / n(g, g.last))(f),
            ...fusedDelta((g, j) => d(g, g.last, j) / n(g, g.last))(f),
          ],
  },
  {
    id: 'D5',
    about: 'division by the outputs forgotten',
    slips: ['mean-over-outputs'],
    numbers: (f) => (n(f, f.last) < 2 ? [] : fromOutput((g, j) => dEda(g, j) * n(g, g.last))(f)),
  },
  {
    id: 'D6',
    about: 'square left in the derivative',
    slips: ['squared-error-for-its-derivative'],
    numbers: fromOutput((f, j) => miss(f, j) ** 2),
  },
  {
    id: 'D7',
    about: 'E for ∂E/∂out',
    slips: ['error-for-its-derivative'],
    numbers: fromOutput((f, j) => at(f.errors, j)),
  },
  {
    id: 'D8',
    about: 'net for out in t − o',
    slips: ['activation-skipped'],
    numbers: (f) => [
      ...fromOutput((g, j) => (dEda(g, j) / miss(g, j)) * (z(g, g.last, j) - t(g, j)))(f),
      ...fusedDelta((g, j) => z(g, g.last, j) - t(g, j))(f),
    ],
  },
  {
    id: 'D9',
    about: 'target left out',
    slips: ['one-hot-not-subtracted'],
    numbers: fromOutput((f, j) => (dEda(f, j) / miss(f, j)) * a(f, f.last, j)),
  },
  {
    id: 'D10',
    about: 'target added',
    slips: ['sign-flipped'],
    numbers: fromOutput((f, j) => (dEda(f, j) / miss(f, j)) * (a(f, f.last, j) + t(f, j))),
  },
];

const slopes: readonly Mistake[] = [
  {
    id: 'S1',
    about: 'slope at out',
    slips: ['derivative-at-output'],
    numbers: eachSlope((f, l, j) =>
      ifSmooth(f, l, (name) => slopeOf(name, name === 'sigmoid' ? sigma(a(f, l, j)) : Math.tanh(a(f, l, j)))),
    ),
  },
  {
    id: 'S2',
    about: 'slope with net',
    slips: ['derivative-of-net'],
    numbers: eachSlope((f, l, j) => ifSmooth(f, l, (name) => slopeOf(name, z(f, l, j)))),
  },
  {
    id: 'S3',
    about: '1 − out',
    slips: ['one-minus-output-for-derivative'],
    numbers: eachSlope((f, l, j) => 1 - a(f, l, j)),
  },
  {
    id: 'S4',
    about: 'out for the slope',
    slips: ['output-for-derivative'],
    numbers: eachSlope((f, l, j) => a(f, l, j)),
  },
  {
    id: 'S5',
    about: 'slope of the other activation',
    slips: ['derivative-of-other-activation'],
    numbers: eachSlope((f, l, j) =>
      ifSmooth(f, l, (name) => slopeOf(name === 'tanh' ? 'sigmoid' : 'tanh', a(f, l, j))),
    ),
  },
  { id: 'S6', about: 'slope twice', slips: ['derivative-twice'], numbers: eachSlope((f, l, j) => s(f, l, j) ** 2) },
  {
    id: 'S7',
    about: 'out(1+out), 1+out²',
    slips: ['sign-flipped'],
    numbers: eachSlope((f, l, j) =>
      ifSmooth(f, l, (name) => (name === 'sigmoid' ? a(f, l, j) * (1 + a(f, l, j)) : 1 + a(f, l, j) ** 2)),
    ),
  },
  {
    id: 'S8',
    about: '(1 − out)²',
    slips: ['one-minus-output-for-derivative'],
    numbers: eachSlope((f, l, j) => (activation(f, l) === 'sigmoid' ? (1 - a(f, l, j)) ** 2 : undefined)),
  },
  {
    id: 'S9',
    about: 'slope of another unit',
    slips: ['derivative-of-other-unit'],
    numbers: eachSlope((f, l, j) => {
      const k = other(j, n(f, l));
      return k === undefined ? undefined : s(f, l, k);
    }),
  },
  {
    id: 'S10',
    about: 'target in the slope',
    slips: ['derivative-at-target'],
    numbers: eachSlope((f, l, j) => (l === f.last ? ifSmooth(f, l, (name) => slopeOf(name, t(f, j))) : undefined)),
  },
];

const deltas: readonly Mistake[] = [
  {
    id: 'L1',
    about: 'slope left out (output)',
    slips: ['factor-left-out'],
    numbers: (f) =>
      f.isFused
        ? []
        : units(f, f.last).flatMap(({ l, j }) => [
            value(delta(l, j, f.sample), dEda(f, j)),
            ...gradientsOf(f, l, j, dEda(f, j)),
          ]),
  },
  {
    id: 'L2',
    about: 'slope left out (hidden)',
    slips: ['factor-left-out'],
    numbers: eachHiddenDelta((f, l, j) => d(f, l, j) / s(f, l, j)),
  },
  {
    id: 'L3',
    about: 'slope left out everywhere',
    slips: ['factor-left-out'],
    numbers: (f) => {
      const carried = (l: number, j: number): number => {
        if (l === f.last) return f.isFused ? d(f, l, j) : dEda(f, j);
        return total(range(n(f, l + 1)).map((k) => carried(l + 1, k) * w(f, l + 1, k, j)));
      };
      return units(f, 1, f.last - 1).flatMap(({ l, j }) => [
        value(delta(l, j, f.sample), carried(l, j)),
        ...gradientsOf(f, l, j, carried(l, j)),
      ]);
    },
  },
  {
    id: 'L4',
    about: '∂E/∂out left out',
    slips: ['factor-left-out'],
    numbers: (f) =>
      f.isFused
        ? []
        : units(f, f.last).flatMap(({ l, j }) => [
            value(delta(l, j, f.sample), s(f, l, j)),
            ...gradientsOf(f, l, j, s(f, l, j)),
          ]),
  },
  {
    id: 'L5',
    about: 'factors added',
    slips: ['sum-for-product'],
    numbers: (f) =>
      f.isFused ? [] : units(f, f.last).map(({ l, j }) => value(delta(l, j, f.sample), dEda(f, j) + s(f, l, j))),
  },
  {
    id: 'L6',
    about: 'slope once more with a fused loss',
    slips: ['extra-output-derivative'],
    numbers: fusedDelta((f, j) => d(f, f.last, j) * a(f, f.last, j) * (1 - a(f, f.last, j))),
  },
  {
    id: 'L7',
    about: 'target not subtracted',
    slips: ['one-hot-not-subtracted'],
    numbers: fusedDelta((f, j) => a(f, f.last, j)),
  },
  {
    id: 'L8',
    about: 'softmax: −t/out',
    slips: ['activation-derivative-left-out'],
    numbers: fusedDelta((f, j) => -t(f, j) / a(f, f.last, j)),
  },
  {
    id: 'L9',
    about: 'another output’s δ',
    slips: ['delta-of-other-unit', 'other-quantity'],
    numbers: (f) =>
      units(f, f.last).flatMap(({ l, j }) => {
        const k = other(j, n(f, l));
        return k === undefined ? [] : [value(delta(l, j, f.sample), d(f, l, k)), ...gradientsOf(f, l, j, d(f, l, k))];
      }),
  },
];

const ways: readonly Mistake[] = [
  {
    id: 'P1',
    about: 'only the first path',
    slips: ['path-left-out', 'single-path'],
    numbers: eachHidden((f, l, j) => at(paths(f, l, j), 0)),
  },
  {
    id: 'P2',
    about: 'only the last path',
    slips: ['path-left-out', 'single-path'],
    numbers: eachHidden((f, l, j) => paths(f, l, j).at(-1)),
  },
  {
    id: 'P3',
    about: 'paths subtracted',
    slips: ['paths-subtracted'],
    numbers: eachHidden((f, l, j) => 2 * at(paths(f, l, j), 0) - total(paths(f, l, j))),
  },
  {
    id: 'P4',
    about: 'signs of paths ignored',
    slips: ['paths-subtracted'],
    numbers: eachHidden((f, l, j) => total(paths(f, l, j).map(Math.abs))),
  },
  {
    id: 'P5',
    about: 'paths multiplied',
    slips: ['product-for-sum'],
    numbers: eachHidden((f, l, j) =>
      n(f, l + 1) < 2 ? undefined : paths(f, l, j).reduce((product, each) => product * each, 1),
    ),
  },
  {
    id: 'P6',
    about: 'mean of the paths',
    slips: ['paths-averaged'],
    numbers: eachHidden((f, l, j) => total(paths(f, l, j)) / n(f, l + 1)),
  },
  {
    id: 'P7',
    about: 'W not transposed on the way back',
    slips: ['weights-transposed'],
    numbers: eachHidden((f, l, j) =>
      n(f, l) === n(f, l + 1) ? total(range(n(f, l + 1)).map((k) => d(f, l + 1, k) * w(f, l + 1, j, k))) : undefined,
    ),
  },
  {
    id: 'P8',
    about: 'updated weights on the way back',
    slips: ['updated-weight-used'],
    numbers: eachHidden((f, l, j) =>
      total(range(n(f, l + 1)).map((k) => d(f, l + 1, k) * at(f.newWeights[l + 1]?.[k], j))),
    ),
  },
  {
    id: 'P9',
    about: 'weights left out on the way back',
    slips: ['delta-passed-straight', 'factor-left-out'],
    numbers: eachHidden((f, l) => total(range(n(f, l + 1)).map((k) => d(f, l + 1, k)))),
  },
  {
    id: 'P10',
    about: 'own weights on the way back',
    slips: ['weights-transposed'],
    numbers: eachHidden((f, l, j) =>
      n(f, l + 1) <= n(f, l - 1) ? total(range(n(f, l + 1)).map((k) => d(f, l + 1, k) * w(f, l, j, k))) : undefined,
    ),
  },
  {
    id: 'P11',
    about: 'slopes of the layer after left out',
    slips: ['factor-left-out'],
    numbers: eachHidden((f, l, j) =>
      f.isFused && l + 1 === f.last
        ? undefined
        : total(range(n(f, l + 1)).map((k) => (d(f, l + 1, k) / s(f, l + 1, k)) * w(f, l + 1, k, j))),
    ),
  },
  {
    id: 'P12',
    about: 'out for slope (hidden)',
    slips: ['output-for-derivative'],
    numbers: eachHiddenDelta((f, l, j) => (d(f, l, j) / s(f, l, j)) * a(f, l, j)),
  },
  {
    id: 'P13',
    about: 'δ = slope (hidden)',
    slips: ['factor-left-out'],
    numbers: eachHiddenDelta((f, l, j) => s(f, l, j)),
  },
  {
    id: 'P14',
    about: 'sign flipped in the hidden layer',
    slips: ['sign-flipped', 'target-output-swapped'],
    numbers: eachHiddenDelta((f, l, j) => -d(f, l, j)),
  },
];

const gradients: readonly Mistake[] = [
  { id: 'W1', about: 'δ for ∂E/∂w', slips: ['factor-left-out'], numbers: eachWeight((f, l, j) => d(f, l, j)) },
  {
    id: 'W2',
    about: 'net for out in ∂net/∂w',
    slips: ['net-for-input', 'activation-skipped'],
    numbers: eachWeight((f, l, j, i) => (l === 1 ? undefined : d(f, l, j) * z(f, l - 1, i))),
  },
  {
    id: 'W3',
    about: 'the weight for its input',
    slips: ['weight-for-input'],
    numbers: eachWeight((f, l, j, i) => d(f, l, j) * w(f, l, j, i)),
  },
  {
    id: 'W4',
    about: 'wrong input',
    slips: ['input-of-other-weight'],
    numbers: eachWeight((f, l, j, i) => {
      const k = other(i, n(f, l - 1));
      return k === undefined ? undefined : d(f, l, j) * a(f, l - 1, k);
    }),
  },
  {
    id: 'W5',
    about: 'another unit’s δ',
    slips: ['delta-of-other-unit'],
    numbers: eachWeight((f, l, j, i) => {
      const k = other(j, n(f, l));
      return k === undefined ? undefined : d(f, l, k) * a(f, l - 1, i);
    }),
  },
  {
    id: 'W6',
    about: 'slope left out',
    slips: ['factor-left-out'],
    numbers: eachWeight((f, l, j, i) => (Number.isNaN(s(f, l, j)) ? undefined : right(f, l, j, i) / s(f, l, j))),
  },
  {
    id: 'W7',
    about: '∂E/∂out left out',
    slips: ['factor-left-out'],
    numbers: eachWeight((f, l, j, i) => (Number.isNaN(s(f, l, j)) ? undefined : s(f, l, j) * a(f, l - 1, i))),
  },
  {
    id: 'W8',
    about: 'α in the gradient',
    slips: ['rate-in-gradient'],
    numbers: eachWeight((f, l, j, i) => f.rate * right(f, l, j, i)),
  },
  {
    id: 'W9',
    about: '−α·g',
    slips: ['change-for-gradient'],
    numbers: eachWeight((f, l, j, i) => -f.rate * right(f, l, j, i)),
  },
  {
    id: 'W10',
    about: 'off by ten',
    slips: ['decimal-point'],
    numbers: eachWeight((f, l, j, i) => 10 * right(f, l, j, i)),
  },
  {
    id: 'W11',
    about: 'off by ten, other way',
    slips: ['decimal-point'],
    numbers: eachWeight((f, l, j, i) => right(f, l, j, i) / 10),
  },
  {
    id: 'W12',
    about: 'a factor 2',
    slips: ['loss-factor', 'gradients-accumulated'],
    numbers: eachWeight((f, l, j, i) => 2 * right(f, l, j, i)),
  },
  {
    id: 'W13',
    about: 'a factor ½',
    slips: ['loss-factor'],
    numbers: eachWeight((f, l, j, i) => right(f, l, j, i) / 2),
  },
  {
    id: 'W14',
    about: 'own out for the input',
    slips: ['own-output-carried'],
    numbers: eachWeight((f, l, j) => d(f, l, j) * a(f, l, j)),
  },
  {
    id: 'W15',
    about: 'the weight multiplied in as well',
    slips: ['weight-for-input'],
    numbers: eachWeight((f, l, j, i) => right(f, l, j, i) * w(f, l, j, i)),
  },
  {
    id: 'W16',
    about: 'network input in a later layer',
    slips: ['input-of-other-weight'],
    numbers: eachWeight((f, l, j, i) => (l === 1 || i >= n(f, 0) ? undefined : d(f, l, j) * a(f, 0, i))),
  },
  {
    id: 'W17',
    about: 'divided by the input',
    slips: ['quotient-for-product'],
    numbers: eachWeight((f, l, j, i) => (a(f, l - 1, i) === 0 ? undefined : d(f, l, j) / a(f, l - 1, i))),
  },
  {
    id: 'W18',
    about: 'δ + input',
    slips: ['sum-for-product'],
    numbers: eachWeight((f, l, j, i) => d(f, l, j) + a(f, l - 1, i)),
  },
  {
    id: 'W19',
    about: 'only the input',
    slips: ['factor-left-out'],
    numbers: eachWeight((f, l, _, i) => a(f, l - 1, i)),
  },
  {
    id: 'B1',
    about: 'bias: times out',
    slips: ['own-output-carried'],
    numbers: eachBias((f, l, j) => d(f, l, j) * a(f, l, j)),
  },
  {
    id: 'B2',
    about: 'bias: times the first input',
    slips: ['bias-times-input'],
    numbers: eachBias((f, l, j) => d(f, l, j) * a(f, l - 1, 0)),
  },
  {
    id: 'B3',
    about: 'bias: times the bias',
    slips: ['weight-for-input'],
    numbers: eachBias((f, l, j) => d(f, l, j) * b(f, l, j)),
  },
  {
    id: 'B4',
    about: 'bias: 1',
    slips: [],
    numbers: eachBias(() => 1),
  },
  {
    id: 'B5',
    about: 'bias: 0',
    slips: [],
    numbers: eachBias(() => 0),
  },
  {
    id: 'B6',
    about: 'bias: slope left out',
    slips: ['factor-left-out'],
    numbers: eachBias((f, l, j) => (Number.isNaN(s(f, l, j)) ? undefined : d(f, l, j) / s(f, l, j))),
  },
  {
    id: 'B7',
    about: 'bias: α in it',
    slips: ['rate-in-gradient'],
    numbers: eachBias((f, l, j) => f.rate * d(f, l, j)),
  },
  {
    id: 'B8',
    about: 'bias: all δ of the layer added',
    slips: ['bias-summed-over-units'],
    numbers: eachBias((f, l) => (n(f, l) < 2 ? undefined : total([...(f.deltas[l] ?? [])]))),
  },
];

/** Every mistake in the numbers of one sample. */
export const sampleMistakes: readonly Mistake[] = [
  ...forward,
  ...errors,
  ...lossDerivatives,
  ...slopes,
  ...deltas,
  ...ways,
  ...gradients,
];

export { newParameterValue };
