import { expect, test } from 'vitest';
import { createDerivativeEstimator } from '../../src/engine/differences/derivative-estimate.ts';
import { createChangedBatch, largestFeedingInput } from '../../src/engine/differences/error-change.ts';
import { checkGradients, compare, type GradientCheck, type Verdict } from '../../src/engine/gradient-check.ts';
import { activationOf } from '../../src/engine/models/activations.ts';
import { totalErrorValue } from '../../src/engine/models/dense-quantities.ts';
import { lossOf } from '../../src/engine/models/losses.ts';
import { readUpdate } from '../../src/engine/pass/update-values.ts';
import type { DenseExperiment } from '../../src/engine/training/experiment.ts';
import { updateAt } from '../../src/engine/training/update.ts';
import { difficultiesOf } from '../support/extreme-coverage.ts';
import { extremeExperiment, type Kind } from '../support/extreme-experiment.ts';

/** The tests take about 20 seconds each, and a busy machine is up to twenty times slower. */
const timeout = 600_000;

/** A gradient matters if a change of the nets by 1 would change E_total by more than this fraction of E_total. */
const smallestShare = 1e-6;

/**
 * In these networks many gradients are small differences of large terms, so backpropagation itself has few right digits.
 * Their verdicts are not counted.
 */
const cancellingKinds: readonly Kind[] = ['large softmax', 'near minima'];

test('the 200 and the 2,000 networks have every difficulty many times', () => {
  const experiments = Array.from({ length: 2000 }, (_, seed) => extremeExperiment(seed).experiment);
  for (const [difficulty, count] of Object.entries(difficultiesOf(experiments.slice(0, 200)))) {
    expect(count, `${difficulty}, in 200 networks`).toBeGreaterThanOrEqual(8);
  }
  for (const [difficulty, count] of Object.entries(difficultiesOf(experiments))) {
    expect(count, `${difficulty}, in 2,000 networks`).toBeGreaterThanOrEqual(70);
  }
});

test(
  'no gradient of 2,000 networks of all scales disagrees, and all that matter agree, except at a kink',
  () => {
    const verdicts = countedVerdicts();
    const verdictsThatMatter = countedVerdicts();
    let checked = 0;
    for (let seed = 0; seed < 2000; seed++) {
      const { kind, experiment } = extremeExperiment(seed);
      const matters = influenceOf(experiment);
      for (const check of checkGradients(experiment, 1, experiment.initial)) {
        checked++;
        if (!cancellingKinds.includes(kind)) {
          if (!isZeroByRounding(check)) verdicts[check.verdict]++;
          if (matters(check)) verdictsThatMatter[check.verdict]++;
        }
        expect(check.verdict, `seed ${seed}: ${JSON.stringify(check)}`).not.toMatch(/disagrees|lost/);
      }
    }
    expect(checked).toBeGreaterThan(50_000);
    const counted = Object.values(verdicts).reduce((sum, count) => sum + count, 0);
    expect(verdicts['too-small-to-tell'] / counted, JSON.stringify(verdicts)).toBeLessThan(0.03);
    const { agrees, 'too-small-to-tell': tooSmall } = verdictsThatMatter;
    expect(agrees).toBeGreaterThan(20_000);
    expect(tooSmall / agrees, JSON.stringify(verdictsThatMatter)).toBeLessThan(0.001);
  },
  timeout,
);

test(
  'no gradient agrees if a slope of one of 200 networks of all scales is wrong by 0.1 %, has the wrong sign, or is 0',
  () => {
    const verdicts = countedVerdicts();
    for (let seed = 0; seed < 200; seed++) {
      const { kind, experiment } = extremeExperiment(seed);
      for (const check of brokenChecks(experiment)) {
        if (!cancellingKinds.includes(kind)) verdicts[check.verdict]++;
        expect(check.verdict, `seed ${seed}: ${JSON.stringify(check)}`).not.toBe('agrees');
      }
    }
    // Most wrong gradients are found.
    expect(verdicts.disagrees).toBeGreaterThan(20_000);
    expect(verdicts['too-small-to-tell'] / verdicts.disagrees, JSON.stringify(verdicts)).toBeLessThan(0.03);
  },
  timeout,
);

test(
  'no gradient of 200 networks of all scales agrees if it is wrong by 0.1 %, or has the wrong sign',
  () => {
    const verdicts = countedVerdicts();
    for (let seed = 0; seed < 200; seed++) {
      const { kind, experiment } = extremeExperiment(seed);
      const estimate = createDerivativeEstimator(experiment, updateAt(experiment, 1), experiment.initial);
      for (const { parameter, analytic } of checksOf(experiment)) {
        for (const factor of [1.001, 0.999, -1]) {
          if (!isBroken(factor * analytic, analytic)) continue;
          const { verdict } = compare(factor * analytic, estimate(parameter));
          if (!cancellingKinds.includes(kind)) verdicts[verdict]++;
          expect(verdict, `seed ${seed}, parameter ${parameter}, ${factor} times ${analytic}`).not.toBe('agrees');
        }
      }
    }
    expect(verdicts.disagrees).toBeGreaterThan(10_000);
    expect(verdicts['too-small-to-tell'] / verdicts.disagrees, JSON.stringify(verdicts)).toBeLessThan(0.03);
  },
  timeout,
);

function checksOf(experiment: DenseExperiment): readonly GradientCheck[] {
  return [...checkGradients(experiment, 1, experiment.initial)];
}

/** Whether a gradient may be 0 only because it is smaller than all doubles. Nothing else can be told about it. */
function isZeroByRounding({ analytic, numeric, verdict }: GradientCheck): boolean {
  return analytic === 0 && numeric === 0 && verdict === 'too-small-to-tell';
}

function countedVerdicts(): Record<Verdict, number> {
  return { agrees: 0, disagrees: 0, lost: 0, kink: 0, 'too-small-to-tell': 0 };
}

function influenceOf(experiment: DenseExperiment): (check: GradientCheck) => boolean {
  const { update, numberOf } = readUpdate(experiment, 1, experiment.initial);
  const batch = createChangedBatch(experiment, update, experiment.initial);
  const error = numberOf(totalErrorValue());
  return ({ parameter, analytic }) =>
    Math.abs(analytic) > smallestShare * error * largestFeedingInput(batch, parameter);
}

/** If E_total does not change at all, the right gradient is 0, and backpropagation may have a rounding error instead. */
function rightGradient({ analytic, numeric }: GradientCheck): number {
  return numeric === 0 ? 0 : analytic;
}

/** Whether a gradient differs from the right one by so much that a check has to notice it. */
function isBroken(gradient: number, right: number): boolean {
  return gradient !== right && Math.abs(gradient - right) >= 0.0005 * Math.abs(right);
}

/** The checks of all gradients that become wrong if one slope is wrong by 0.1 %, has the wrong sign, or is 0. */
function brokenChecks(experiment: DenseExperiment): readonly GradientCheck[] {
  const right = new Map(checksOf(experiment).map((check) => [check.parameter, rightGradient(check)]));
  return [1.001, -1, 0].flatMap((factor) =>
    slopesOf(experiment)
      .flatMap((slope) => withFactor(slope, factor, () => checksOf(experiment)))
      .filter(({ parameter, analytic }) => isBroken(analytic, right.get(parameter) ?? Number.NaN)),
  );
}

/** An object with a function that backpropagation uses as a slope, and the function's name. */
type Slope = readonly [definition: object, name: string];

/** The derivatives of the activations and of the loss of an experiment. */
function slopesOf({ network, loss }: DenseExperiment): readonly Slope[] {
  const names = new Set(network.layers.map(({ activation }) => activation).filter((name) => name !== 'softmax'));
  const definition = lossOf(loss);
  return [
    ...[...names].map((name): Slope => [activationOf(name), 'derivative']),
    [definition, definition.kind === 'plain' ? 'derivative' : 'delta'],
  ];
}

/** Runs `run` while a slope has a wrong factor. */
function withFactor<Result>([definition, name]: Slope, factor: number, run: () => Result): Result {
  const slope: unknown = Reflect.get(definition, name);
  if (typeof slope !== 'function') throw new Error(`no slope ${name}`);
  Reflect.set(definition, name, (...inputs: readonly unknown[]) => factor * slope(...inputs));
  try {
    return run();
  } finally {
    Reflect.set(definition, name, slope);
  }
}
