import {
  at,
  columnSums,
  each,
  type Lines,
  type Matrix,
  map,
  slopeOf,
  times,
  transpose,
} from './hand-written-program.ts';

/** A program with one mistake, and the slips that are equal to it. */
export interface WrongProgram {
  readonly slips: readonly string[];
  readonly lines: Lines;
  /** The losses for which the mistake can be made. Every loss if it is missing. */
  readonly loss?: 'half-squared' | 'cross-entropy';
}

const softmax = (Z: Matrix): Matrix =>
  map(Z, (z, i) => Math.exp(z) / (Z[i] ?? []).reduce((sum, other) => sum + Math.exp(other), 0));
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/** Divides e^Z of a softmax layer. The other layers are right. */
function dividedSoftmax(Z: Matrix, f: string, divisor: (powers: Matrix, i: number, j: number) => number): Matrix {
  if (f !== 'softmax') return map(Z, f === 'tanh' ? Math.tanh : sigmoid);
  const powers = map(Z, Math.exp);
  return map(powers, (power, i, j) => power / divisor(powers, i, j));
}

/** Programs as people write them, one for each slip that changes a whole program. */
export const wrongPrograms: readonly WrongProgram[] = [
  {
    slips: ['target-output-swapped', 'sign-flipped'],
    lines: {
      outputDelta: (A, Y) => each(A, Y, (a, t) => t - a),
      outputGradient: (A, Y) => each(A, Y, (a, t) => t - a),
    },
  },
  { slips: ['update-added'], lines: { newWeight: (w, dw, rate) => w + rate * dw } },
  {
    slips: ['loss-factor', 'mean-over-outputs'],
    loss: 'half-squared',
    lines: { outputGradient: (A, Y) => each(A, Y, (a, t) => 2 * (a - t)) },
  },
  {
    slips: ['squared-error-for-its-derivative'],
    loss: 'half-squared',
    lines: { outputGradient: (A, Y) => each(A, Y, (a, t) => (a - t) ** 2) },
  },
  {
    slips: ['error-for-its-derivative', 'squared-error-for-its-derivative'],
    loss: 'half-squared',
    lines: { outputGradient: (A, Y) => each(A, Y, (a, t) => 0.5 * (a - t) ** 2) },
  },
  { slips: ['one-hot-not-subtracted'], lines: { outputDelta: (A) => A, outputGradient: (A) => A } },
  {
    slips: ['extra-output-derivative'],
    loss: 'cross-entropy',
    lines: { outputDelta: (A, Y) => each(A, Y, (a, t) => (a - t) * a * (1 - a)) },
  },
  { slips: ['square-forgotten'], loss: 'half-squared', lines: { error: (a, t) => 0.5 * (t - a) } },
  { slips: ['output-for-derivative'], lines: { slope: (_, A) => A } },
  { slips: ['net-for-derivative'], lines: { slope: (Z) => Z } },
  { slips: ['one-minus-output-for-derivative'], lines: { slope: (_, A) => map(A, (a) => 1 - a) } },
  {
    slips: ['derivative-at-output'],
    lines: {
      slope: (_, A, f) =>
        slopeOf(
          map(A, (a) => (f === 'tanh' ? Math.tanh(a) : sigmoid(a))),
          f,
        ),
    },
  },
  { slips: ['derivative-of-net'], lines: { slope: (Z, _, f) => slopeOf(Z, f) } },
  { slips: ['derivative-of-other-activation'], lines: { slope: (_, A) => map(A, (a) => a * (1 - a)) } },
  { slips: ['derivative-twice'], lines: { slope: (_, A, f) => map(slopeOf(A, f), (s) => s * s) } },
  { slips: ['factor-left-out'], lines: { slope: (_, A) => map(A, () => 1) } },
  {
    slips: ['delta-passed-straight', 'factor-left-out'],
    lines: { back: (dZ, W) => dZ.map((row) => (W[0] ?? []).map(() => row.reduce((a, b) => a + b, 0))) },
  },
  { slips: ['activation-skipped'], lines: { out: (Z, f) => (f === 'softmax' ? softmax(Z) : Z) } },
  { slips: ['other-activation'], lines: { out: (Z, f) => (f === 'softmax' ? softmax(Z) : map(Z, Math.tanh)) } },
  {
    slips: ['softmax-divisor'],
    loss: 'cross-entropy',
    lines: { out: (Z, f) => dividedSoftmax(Z, f, (powers, _, j) => columnSums(powers)[j] ?? 0) },
  },
  {
    slips: ['softmax-divisor'],
    loss: 'cross-entropy',
    lines: { out: (Z, f) => dividedSoftmax(Z, f, (powers) => powers.flat().reduce((a, b) => a + b, 0)) },
  },
  {
    slips: ['softmax-divisor'],
    loss: 'cross-entropy',
    lines: { out: (Z, f) => dividedSoftmax(Z, f, () => 1) },
  },
  {
    slips: ['activation-derivative-left-out'],
    loss: 'cross-entropy',
    lines: { outputDelta: (A, Y) => each(A, Y, (a, t) => -t / a) },
  },
  { slips: ['target-ignored'], loss: 'cross-entropy', lines: { error: (a) => -Math.log(a) } },
  {
    slips: ['mean-of-one-less'],
    lines: {
      weightGradient: (dZ, input, _, m) => map(times(transpose(dZ), input), (v) => v / (m - 1)),
      biasGradient: (dZ, _, m) => columnSums(dZ).map((v) => v / (m - 1)),
    },
  },
  { slips: ['bias-forgotten'], lines: { net: (input, W) => times(input, transpose(W)) } },
  {
    slips: ['bias-times-input'],
    lines: { biasGradient: (dZ, input, m) => columnSums(map(dZ, (d, i) => d * at(input, i, 0))).map((sum) => sum / m) },
  },
  {
    slips: ['bias-summed-over-units'],
    lines: { biasGradient: (dZ, _, m) => columnSums(dZ).map((__, ___, sums) => sums.reduce((a, b) => a + b, 0) / m) },
  },
  {
    slips: ['weight-for-input'],
    lines: { weightGradient: (dZ, _, W, m) => map(W, (w, j) => ((columnSums(dZ)[j] ?? 0) * w) / m) },
  },
  {
    slips: ['net-for-input', 'activation-skipped'],
    lines: {
      weightGradient: (dZ, input, _, m, layer, Z) =>
        map(times(transpose(dZ), layer === 0 || Z === undefined ? input : Z), (v) => v / m),
    },
  },
  { slips: ['updated-weight-used'], lines: { back: (dZ, _, newW) => times(dZ, newW) } },
  {
    slips: ['weights-transposed', 'weights-by-column'],
    loss: 'cross-entropy',
    lines: { back: (dZ, W) => (W.length === W[0]?.length ? times(dZ, transpose(W)) : times(dZ, W)) },
  },
  {
    slips: ['path-left-out', 'single-path'],
    lines: {
      back: (dZ, W) =>
        times(
          map(dZ, (d, _, j) => (j === 0 ? 0 : d)),
          W,
        ),
    },
  },
  { slips: ['paths-averaged'], lines: { back: (dZ, W) => map(times(dZ, W), (value) => value / W.length) } },
  { slips: ['sum-for-mean'], lines: { biasGradient: (dZ) => columnSums(dZ) } },
  {
    slips: ['mean-twice'],
    lines: { weightGradient: (dZ, input, _, m) => map(times(transpose(dZ), input), (v) => v / m / m) },
  },
  {
    slips: ['first-sample-only'],
    lines: {
      weightGradient: (dZ, input) => times(transpose(dZ.slice(0, 1)), input.slice(0, 1)),
      biasGradient: (dZ) => dZ[0] ?? [],
    },
  },
  {
    slips: ['gradients-accumulated', 'loss-factor'],
    lines: {
      weightGradient: (dZ, input, _, m) => map(times(transpose(dZ), input), (v) => (2 * v) / m),
      biasGradient: (dZ, _, m) => columnSums(dZ).map((v) => (2 * v) / m),
    },
  },
  { slips: ['rate-forgotten'], lines: { newWeight: (w, dw) => w - dw } },
  { slips: ['rate-twice'], lines: { newWeight: (w, dw, rate) => w - rate * rate * dw } },
  { slips: ['gradient-for-new-value'], lines: { newWeight: (_, dw) => dw } },
  { slips: ['change-for-new-value'], lines: { newWeight: (_, dw, rate) => -rate * dw } },
  { slips: ['old-value'], lines: { newWeight: (w) => w } },
  {
    slips: ['softmax-diagonal-only'],
    loss: 'cross-entropy',
    lines: { outputDelta: (A, Y) => each(A, Y, (a, t) => -t * (1 - a)) },
  },
  {
    slips: ['elementwise-product'],
    lines: {
      weightGradient: (dZ, input, W, m) => {
        const products = columnSums(map(dZ, (d, i, j) => d * at(input, i, j))).map((sum) => sum / m);
        const isSquare = W.length === W[0]?.length;
        return isSquare ? W.map(() => products) : map(times(transpose(dZ), input), (value) => value / m);
      },
    },
  },
];
