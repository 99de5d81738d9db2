import fc from 'fast-check';
import { expect } from 'vitest';
import { createNetwork } from '../../../src/engine/models/network.ts';
import type { SlipName } from '../../../src/engine/practice/slips/slip-table.ts';
import { createExperiment, type DenseExperiment } from '../../../src/engine/training/experiment.ts';
import { questionOf, verdictOn } from '../../support/questions.ts';

/**
 * A 3-3-2 sigmoid network with the inputs x and the targets t of its sample. w1[j][i] is the weight from input i to
 * hidden unit j, and w2[k][j] is the weight from hidden unit j to output k.
 */
export interface SmallNetwork {
  readonly x: readonly number[];
  readonly t: readonly number[];
  readonly w1: readonly (readonly number[])[];
  readonly w2: readonly (readonly number[])[];
  readonly b1: readonly number[];
  readonly b2: readonly number[];
  readonly rate: number;
}

const positive = fc.integer({ min: 100, max: 1900 }).map((thousandths) => thousandths / 1000);
const signed = fc.tuple(positive, fc.boolean()).map(([size, isNegative]) => (isNegative ? -size : size));
const row = (length: number) => fc.array(signed, { minLength: length, maxLength: length });
const rows = (count: number, length: number) => fc.array(row(length), { minLength: count, maxLength: count });
export const smallNetwork: fc.Arbitrary<SmallNetwork> = fc.record({
  x: row(3),
  t: row(2),
  w1: rows(3, 3),
  w2: rows(2, 3),
  b1: row(3),
  b2: row(2),
  rate: fc.constantFrom(0.1, 0.3, 0.7),
});

export function experimentOf({ x, t, w1, w2, b1, b2, rate }: SmallNetwork): DenseExperiment {
  const bias = { each: 'unit', trainable: true } as const;
  return createExperiment({
    network: createNetwork(3, [
      { units: 3, activation: 'sigmoid', bias },
      { units: 2, activation: 'sigmoid', bias },
    ]),
    initial: Float64Array.from([...w1.flat(), ...w2.flat(), ...b1, ...b2]),
    loss: 'half-squared-error',
    optimizer: { method: 'sgd', learningRate: rate },
    samples: { count: 1, inputs: Float64Array.from(x), targets: Float64Array.from(t) },
  });
}

export const example: SmallNetwork = {
  x: [1, 2, 3],
  t: [0, 1],
  w1: [
    [1, 1, 1],
    [1, 0, 1],
    [0, 1, 0],
  ],
  w2: [
    [1, 2, 0],
    [0, 1, 1],
  ],
  b1: [0, 0, 0],
  b2: [0, 0],
  rate: 0.1,
};

const sigma = (net: number): number => 1 / (1 + Math.exp(-net));
const slopeAt = (out: number): number => out * (1 - out);

/** Examples of slips, each with the name of the quantity that is asked for and the wrong number that the slip gives. */
export function slipsIn({
  x,
  t,
  w1,
  w2,
  b1,
  b2,
  rate,
}: SmallNetwork): readonly (readonly [SlipName, string, number])[] {
  const at = (list: readonly number[], index: number): number => list[index] ?? Number.NaN;
  const entry = (matrix: readonly (readonly number[])[], r: number, c: number): number => matrix[r]?.[c] ?? Number.NaN;
  const dot = (a: readonly number[] = [], b: readonly number[] = []): number =>
    a.reduce((total, value, index) => total + value * at(b, index), 0);
  const nets = w1.map((weights, j) => dot(weights, x) + at(b1, j));
  const h = nets.map(sigma);
  const outNets = w2.map((weights, k) => dot(weights, h) + at(b2, k));
  const o = outNets.map(sigma);
  const differences = o.map((out, k) => out - at(t, k));
  const errors = differences.map((each) => 0.5 * each * each);
  const deltas = differences.map((each, k) => each * slopeAt(at(o, k)));
  // d1, d2: δ of the outputs. m1, m2: out − target of the outputs. s1, s2: σ′ of the outputs. sh: σ′ of h1.
  const [d1, d2] = [at(deltas, 0), at(deltas, 1)];
  const [m1, m2] = [at(differences, 0), at(differences, 1)];
  const [s1, s2, sh] = [slopeAt(at(o, 0)), slopeAt(at(o, 1)), slopeAt(at(h, 0))];
  const [h1, x1, x2] = [at(h, 0), at(x, 0), at(x, 1)];
  const [net1, out1] = [at(nets, 0), at(o, 0)];
  // In the names of quantities, w1 leads from i1 to h1, w10 from h1 to o1, w11 from h2 to o1, and w13 from h1 to o2.
  const [w10, w11, w13] = [entry(w2, 0, 0), entry(w2, 0, 1), entry(w2, 1, 0)];
  // ∂E/∂out of h1 and of h2.
  const outGradient1 = d1 * w10 + d2 * w13;
  const outGradient2 = d1 * w11 + d2 * entry(w2, 1, 1);
  const gradient1 = outGradient1 * sh * x1;
  const gradient10 = d1 * h1;
  const new10 = w10 - rate * gradient10;
  const new13 = w13 - rate * d2 * h1;
  return [
    ['sign-flipped', 'dE_total/dw1', -gradient1],
    ['target-output-swapped', 'dE_total/dw10', -gradient10],
    ['target-output-swapped', 'dE_total/dw1', (-d1 * w10 + d2 * w13) * sh * x1],
    ['update-added', 'w10+', w10 + rate * gradient10],
    ['loss-factor', 'E_o1', 2 * at(errors, 0)],
    ['loss-factor', 'dE_total/dw1', 2 * gradient1],
    ['loss-factor', 'w10+', w10 - rate * 0.5 * gradient10],
    ['factor-left-out', 'dE_total/dw10', m1 * h1],
    ['factor-left-out', 'dE_total/dw1', (m1 * w10 + m2 * w13) * sh * x1],
    ['delta-passed-straight', 'dE_total/dw1', (d1 + d2) * sh * x1],
    ['factor-left-out', 'dE_total/dw1', outGradient1 * x1],
    ['square-forgotten', 'E_o1', 0.5 * m1],
    ['output-for-derivative', 'dE_total/dw10', m1 * out1 * h1],
    ['net-for-derivative', 'dE_total/dw1', outGradient1 * net1 * x1],
    ['one-minus-output-for-derivative', 'dE_total/dw10', m1 * (1 - out1) * h1],
    ['derivative-at-output', 'dE_total/dw1', outGradient1 * slopeAt(sigma(h1)) * x1],
    ['derivative-of-other-unit', 'dE_total/dw1', outGradient1 * slopeAt(at(h, 1)) * x1],
    ['derivative-of-other-unit', 'delta_o1', m1 * s2],
    ['activation-skipped', 'out_h1', net1],
    ['activation-skipped', 'net_o1', dot(w2[0], nets) + at(b2, 0)],
    ['net-for-input', 'dE_total/dw10', d1 * net1],
    ['activation-skipped', 'dE_total/dw10', (at(outNets, 0) - at(t, 0)) * s1 * h1],
    ['error-for-its-derivative', 'dE_total/dw10', at(errors, 0) * s1 * h1],
    ['updated-weight-used', 'dE_total/dw1', (d1 * new10 + d2 * new13) * sh * x1],
    ['old-weight-used', 'E_total+', at(errors, 0) + at(errors, 1)],
    ['weights-transposed', 'dE_o1/dout_h1', d1 * w10],
    ['weights-transposed', 'dE_total/dout_h1', d1 * w10 + d2 * w11],
    [
      'weights-by-column',
      'net_h1',
      x1 * entry(w1, 0, 0) + x2 * entry(w1, 1, 0) + at(x, 2) * entry(w1, 2, 0) + at(b1, 0),
    ],
    ['weights-by-column', 'dE_total/dw2', outGradient2 * slopeAt(at(h, 1)) * x1],
    ['weight-for-input', 'dE_total/dw10', d1 * w10],
    ['delta-of-other-unit', 'dE_total/dw10', d2 * h1],
    ['delta-of-other-unit', 'dE_total/dw1', outGradient2 * slopeAt(at(h, 1)) * x1],
    ['input-of-other-weight', 'dE_total/dw1', outGradient1 * sh * x2],
    [
      'input-of-other-weight',
      'net_h1',
      x1 * entry(w1, 0, 0) + x1 * entry(w1, 0, 1) + at(x, 2) * entry(w1, 0, 2) + at(b1, 0),
    ],
    ['bias-forgotten', 'net_h1', net1 - at(b1, 0)],
    ['bias-forgotten', 'out_h1', sigma(net1 - at(b1, 0))],
    ['decimal-point', 'dE_total/dw1', gradient1 / 100],
    ['decimal-point', 'w10+', w10 - rate * 100 * gradient10],
    ['path-left-out', 'dE_total/dw1', d1 * w10 * sh * x1],
    ['path-left-out', 'E_total', at(errors, 1)],
    ['path-left-out', 'net_h1', net1 - x1 * entry(w1, 0, 0)],
    ['single-path', 'net_h1', x1 * entry(w1, 0, 0)],
    ['paths-averaged', 'dE_total/dw1', (outGradient1 / 2) * sh * x1],
    ['paths-averaged', 'E_total', (at(errors, 0) + at(errors, 1)) / 2],
    ['paths-subtracted', 'dE_total/dout_h1', d1 * w10 - d2 * w13],
    ['rate-forgotten', 'w10+', w10 - gradient10],
    ['rate-twice', 'w10+', w10 - rate * rate * gradient10],
    ['rate-in-gradient', 'dE_total/dw10', rate * gradient10],
    ['new-value-for-gradient', 'dE_total/dw10', new10],
    ['gradient-for-new-value', 'w10+', gradient10],
    ['change-for-new-value', 'w10+', -rate * gradient10],
    ['old-value', 'w10+', w10],
    ['square-forgotten', 'E_o1', m1],
    ['factor-left-out', 'dE_total/dw1', (m1 * w10 + m2 * w13) * x1],
  ];
}

/** The number of significant digits of the answers. */
export const digits = 9;

/**
 * Answers questions about random networks with the number that each slip gives. Expects that the verdict names the slip
 * or that the number happens to be right. Returns the slips that were named.
 */
export function expectSlipsFound(numRuns: number): ReadonlySet<SlipName> {
  const found = new Set<SlipName>();
  fc.assert(
    fc.property(smallNetwork, (network) => {
      const experiment = experimentOf(network);
      for (const [slip, name, value] of slipsIn(network)) {
        // A 0 has no digits, so it is not compared with slips.
        if (value === 0) continue;
        const verdict = verdictOn(questionOf(name, experiment), value.toPrecision(digits));
        if (verdict[0]?.startsWith('right')) continue;
        expect(verdict, `${name} = ${value}`).toContain(slip);
        found.add(slip);
      }
    }),
    { numRuns },
  );
  return found;
}

/** Expects the same as `expectSlipsFound` for gradients of a batch of two samples. The slip is made in both samples. */
export function expectSlipsFoundInBatch(numRuns: number): void {
  fc.assert(
    fc.property(smallNetwork, row(3), row(2), (network, x, t) => {
      const experiment: DenseExperiment = {
        ...experimentOf(network),
        samples: {
          count: 2,
          inputs: Float64Array.from([...network.x, ...x]),
          targets: Float64Array.from([...network.t, ...t]),
        },
        batchSize: 2,
      };
      const second = slipsIn({ ...network, x, t });
      for (const [at, [slip, name, value]] of slipsIn(network).entries()) {
        const mean = (value + (second[at]?.[2] ?? Number.NaN)) / 2;
        if (!name.startsWith('dE_total/dw') || usesNewWeight(slip) || mean === 0) continue;
        const verdict = verdictOn(questionOf(name, experiment), mean.toPrecision(digits));
        if (!verdict[0]?.startsWith('right')) expect(verdict, `${name} = ${mean}`).toContain(slip);
      }
    }),
    { numRuns },
  );
}

/** Whether the number of a slip is calculated with a new weight. A new weight depends on the whole batch. */
function usesNewWeight(slip: SlipName): boolean {
  return slip === 'updated-weight-used' || slip === 'new-value-for-gradient';
}
