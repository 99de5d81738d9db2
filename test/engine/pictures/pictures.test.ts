import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unitsIn } from '../../../src/engine/models/network.ts';
import { isTrained, parameterName } from '../../../src/engine/models/parameters.ts';
import { readUpdate } from '../../../src/engine/pass/update-values.ts';
import { classifiedSamples, decisionMap, hasDecisionMap } from '../../../src/engine/pictures/decision-boundary.ts';
import { errorCurve } from '../../../src/engine/pictures/error-curve.ts';
import { gradientRatioOf, meanGradients, meanSlopes } from '../../../src/engine/pictures/vanishing-gradient.ts';
import { initialState } from '../../../src/engine/training/training-state.ts';
import { lecture } from '../../support/lecture.ts';
import { lessonNamed } from '../../support/lessons.ts';
import { twoInputs, wide, xor } from '../../support/networks.ts';
import { randomExperiment } from '../../support/random-experiment.ts';

const readingOf = (experiment = lecture) => readUpdate(experiment, 1, initialState(experiment));

describe('the error over a parameter', () => {
  test('is that of forward passes with the parameter changed', () => {
    fc.assert(
      fc.property(randomExperiment, fc.nat(), (experiment, at) => {
        const parameter = at % experiment.network.parameterCount;
        const curve = errorCurve(readingOf(experiment), parameter, 17);
        if (curve === undefined) throw new Error('no curve');
        for (const [nth, error] of curve.errors.entries()) {
          const state = initialState(experiment);
          state[parameter] = curve.center - curve.halfWidth + (curve.halfWidth * nth) / 8;
          const changed = readUpdate(experiment, 1, state).numberOf({ kind: 'total-error' });
          // The mean is taken by a sum here and by a reading there.
          expect(error).toBeCloseTo(changed, 9);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('has the analytic derivative as its slope at the parameter', () => {
    for (let parameter = 0; parameter < 8; parameter++) {
      const reading = readingOf();
      const { errors, halfWidth: reach } = errorCurve(reading, parameter, 1025) ?? { errors: [], halfWidth: 0 };
      const step = reach / 512;
      const [a, b, c, d] = [510, 511, 513, 514].map((at) => errors[at] ?? Number.NaN);
      const slope = ((a ?? 0) - 8 * (b ?? 0) + 8 * (c ?? 0) - (d ?? 0)) / (12 * step);
      expect(slope / reading.numberOf({ kind: 'gradient', parameter })).toBeCloseTo(1, 6);
    }
  });

  test('is wide enough to be seen to curve', () => {
    for (let parameter = 0; parameter < 8; parameter++) {
      const reading = readingOf();
      const {
        errors,
        error,
        halfWidth: reach,
      } = errorCurve(reading, parameter, 65) ?? { errors: [], error: 0, halfWidth: 0 };
      const slope = reading.numberOf({ kind: 'gradient', parameter });
      const away = [...errors].map((each, at) => Math.abs(each - error - slope * reach * (at / 32 - 1)));
      // Two of the twenty dots that the picture is high.
      expect(Math.max(...away)).toBeGreaterThan(0.1 * Math.max(...errors));
    }
  });

  test('of a large network is drawn of fewer points, and not at all where that takes too long', () => {
    expect(errorCurve(readingOf(wide), 0, 65)?.errors).toHaveLength(65);
    const large = { ...wide, samples: { ...wide.samples, count: 200 }, batchSize: 200 };
    const inputs = new Float64Array(200 * 784);
    const targets = new Float64Array(200 * 10);
    expect(errorCurve(readingOf({ ...large, samples: { count: 200, inputs, targets } }), 0, 65)).toBeUndefined();
  });
});

describe('gradients by layer', () => {
  test("of the lecture fade as its page has it: 277 times, and w5's is 579 times w1's", () => {
    const reading = readingOf();
    const [first = 0, second = 0] = meanGradients(reading);
    expect(second / first).toBeCloseTo(277, 0);
    const fading = gradientRatioOf(reading, 0);
    expect(fading?.later).toBe(4);
    expect(fading?.ratio).toBeCloseTo(579, 0);
    expect(fading?.input).toBeCloseTo(10.137, 3);
    expect(fading?.weight).toBeCloseTo(2.857, 3);
    expect(fading?.paths).toBeCloseTo(4.997, 3);
    expect(fading?.slope).toBeCloseTo(4.0008, 4);
    expect(meanSlopes(reading)[0]).toBeCloseTo(0.24992, 5);
  });

  test('the factors multiply to the ratio, whatever the network', () => {
    fc.assert(
      fc.property(randomExperiment, (experiment) => {
        const single = { ...experiment, batchSize: 1 };
        const reading = readingOf(single);
        for (let parameter = 0; parameter < single.network.parameterCount; parameter++) {
          const fading = gradientRatioOf(reading, parameter);
          if (fading === undefined || !Number.isFinite(fading.ratio) || fading.ratio === 0) continue;
          const { ratio, input, weight, paths, slope } = fading;
          const product = input * weight * paths * slope;
          if (!Number.isFinite(product)) continue;
          expect(product / ratio, parameterName(single.network, parameter)).toBeCloseTo(1, 6);
          expect(isTrained(single.network, parameter)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('of one unit a layer, the slopes multiply to what σ′ is said to explain', () => {
    const reading = readingOf(lessonNamed('vanishing'));
    const slopes = meanSlopes(reading);
    const each = Array.from({ length: 7 }, (_, at) => reading.numberOf({ kind: 'slope', layer: at + 1, unit: 0 }));
    expect(slopes).toEqual(each);
  });
});

describe('the output map', () => {
  test.each([
    // The samples span 0 to 1, and a tenth of that around them.
    [xor, [-0.1 + 1.2 / 4, -0.1 + (3 * 1.2) / 4], [1.1 - 1.2 / 4, 1.1 - (3 * 1.2) / 4]],
    // 0 to 1.4 across, 0 to 1.2 up.
    [twoInputs, [-0.14 + 1.68 / 4, -0.14 + (3 * 1.68) / 4], [1.32 - 1.44 / 4, 1.32 - (3 * 1.44) / 4]],
  ])('says at each point what a forward pass there says: $0.name', (experiment, columns, rows) => {
    const map = decisionMap(experiment, initialState(experiment), 2, 2);
    const layer = experiment.network.layers.length;
    const outputs = unitsIn(experiment.network, layer);
    for (const [row, y] of rows.entries()) {
      for (const [column, x] of columns.entries()) {
        const samples = { count: 1, inputs: Float64Array.of(x, y), targets: new Float64Array(outputs) };
        const reading = readingOf({ ...experiment, samples, batchSize: 1 });
        const outs = Array.from({ length: outputs }, (_, unit) => reading.numberOf({ kind: 'out', layer, unit }));
        const winner = outputs === 1 ? Number((outs[0] ?? 0) > 0.5) : outs.indexOf(Math.max(...outs));
        expect(map.classes[2 * row + column]).toBe(winner);
        expect(map.outs[2 * row + column]).toBeCloseTo(outs[outputs === 1 ? 0 : winner] ?? Number.NaN, 12);
      }
    }
  });

  test('tells every sample that is on the wrong side', () => {
    const parameters = new Float64Array(xor.network.parameterCount);
    // All weights 0: every out is one half, which is on no side, so not above it.
    expect(classifiedSamples(xor, parameters).map(({ target, found }) => [target, found])).toEqual([
      [0, 0],
      [1, 0],
      [1, 0],
      [0, 0],
    ]);
  });

  test('is there for two inputs and several samples only', () => {
    expect([lecture, xor, twoInputs, wide].map(hasDecisionMap)).toEqual([false, true, true, false]);
  });
});
