import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outSlope, outValue, parameterGradient, totalErrorValue } from '../../../src/engine/models/dense-quantities.ts';
import { createNetwork, layerAt, unitsIn } from '../../../src/engine/models/network.ts';
import { isTrained, parameterName } from '../../../src/engine/models/parameters.ts';
import { readUpdate, type UpdateValues } from '../../../src/engine/pass/update-values.ts';
import {
  classifiedSamples,
  decisionMap,
  hasDecisionMap,
  noClass,
} from '../../../src/engine/pictures/decision-boundary.ts';
import { type ErrorCurve, errorCurve } from '../../../src/engine/pictures/error-curve.ts';
import { gradientRatioOf, meanGradients, meanSlopes } from '../../../src/engine/pictures/vanishing-gradient.ts';
import type { DenseExperiment } from '../../../src/engine/training/experiment.ts';
import { initialState } from '../../../src/engine/training/training-state.ts';
import { lecture } from '../../support/lecture.ts';
import { lessonNamed } from '../../support/lessons.ts';
import { oneLayer, twoInputs, wide, xor } from '../../support/networks.ts';
import { randomExperiment } from '../../support/random-experiment.ts';

/** `twoInputs` with three sigmoid outputs, whose outs do not depend on each other. */
const threeSigmoids: DenseExperiment = {
  ...twoInputs,
  network: createNetwork(2, [{ units: 3, activation: 'sigmoid', bias: undefined }]),
  loss: 'half-squared-error',
};

const valuesOf = (experiment = lecture) => readUpdate(experiment, 1, initialState(experiment));

function curveOf(values: UpdateValues, parameter: number, points: number): ErrorCurve {
  const curve = errorCurve(values, parameter, points);
  if (curve === undefined) throw new Error(`no curve of parameter ${parameter}`);
  return curve;
}

describe('the error curve of a parameter', () => {
  test('is, at each point, E_total of an update that starts with the parameter value of the point', () => {
    fc.assert(
      fc.property(randomExperiment, fc.nat(), (experiment, at) => {
        const parameter = at % experiment.network.parameterCount;
        const { errors, center, halfWidth } = curveOf(valuesOf(experiment), parameter, 17);
        for (const [nth, error] of errors.entries()) {
          const state = initialState(experiment);
          state[parameter] = center - halfWidth + (halfWidth * nth) / 8;
          const changed = readUpdate(experiment, 1, state).numberOf(totalErrorValue());
          // errorCurve and readUpdate calculate the mean over the batch in different orders.
          expect(error).toBeCloseTo(changed, 9);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('has the gradient of the parameter as its slope at the center', () => {
    for (let parameter = 0; parameter < 8; parameter++) {
      const values = valuesOf();
      const { errors, halfWidth } = curveOf(values, parameter, 1025);
      const step = halfWidth / 512;
      // The five-point formula of the derivative at the middle of the curve.
      const [a = Number.NaN, b = Number.NaN, , c = Number.NaN, d = Number.NaN] = errors.subarray(510, 515);
      const slope = (a - 8 * b + 8 * c - d) / (12 * step);
      expect(slope / values.numberOf(parameterGradient(parameter))).toBeCloseTo(1, 6);
    }
  });

  test('is wide enough to differ visibly from a straight line', () => {
    for (let parameter = 0; parameter < 8; parameter++) {
      const values = valuesOf();
      const { errors, error, halfWidth } = curveOf(values, parameter, 65);
      const slope = values.numberOf(parameterGradient(parameter));
      const distances = [...errors].map((each, at) => Math.abs(each - error - slope * halfWidth * (at / 32 - 1)));
      // In a picture that is twenty dots high, this is a distance of two dots.
      expect(Math.max(...distances)).toBeGreaterThan(0.1 * Math.max(...errors));
    }
  });

  test('is wide enough for a large parameter, too', () => {
    const { errors, center } = curveOf(valuesOf(oneLayer('silu', 'half-squared-error', [1e17], [0])), 0, 65);
    expect(center).toBe(1e17);
    // E is ½w² for w > 0. The curve contains its minimum.
    expect(Math.min(...errors)).toBeLessThan(0.1 * Math.max(...errors));
  });

  test('has all its points for a parameter that is NaN or infinite', () => {
    const experiment = oneLayer('relu', 'half-squared-error', [1], [0]);
    for (const weight of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(curveOf(readUpdate(experiment, 1, Float64Array.of(weight)), 0, 65).errors).toHaveLength(65);
    }
  });

  test('has fewer points for a large network with a batch, and none if the batch is too large', () => {
    const pointsWith = (batchSize: number): number | undefined => {
      const inputs = new Float64Array(batchSize * 784);
      const targets = new Float64Array(batchSize * 10);
      const experiment = { ...wide, samples: { count: batchSize, inputs, targets }, batchSize };
      return errorCurve(valuesOf(experiment), 0, 65)?.errors.length;
    };
    expect(pointsWith(1)).toBe(65);
    expect(pointsWith(24)).toBeLessThan(65);
    expect(pointsWith(24)).toBeGreaterThanOrEqual(9);
    expect(pointsWith(200)).toBeUndefined();
  });
});

describe('gradients by layer', () => {
  test('of the lecture become smaller by the factors of its slides: 277 on average, 579 from w5 to w1', () => {
    const values = valuesOf();
    const [first = 0, second = 0] = meanGradients(values);
    expect(second / first).toBeCloseTo(277, 0);
    const ratio = gradientRatioOf(values, 0);
    expect(ratio?.later).toBe(4);
    expect(ratio?.ratio).toBeCloseTo(579, 0);
    expect(ratio?.input).toBeCloseTo(10.137, 3);
    expect(ratio?.weight).toBeCloseTo(2.857, 3);
    expect(ratio?.paths).toBeCloseTo(4.997, 3);
    expect(ratio?.slope).toBeCloseTo(4.0008, 4);
    expect(meanSlopes(values)[0]).toBeCloseTo(0.24992, 5);
  });

  test('of random networks differ by a ratio that is the product of its factors', () => {
    let compared = 0;
    fc.assert(
      fc.property(randomExperiment, (experiment) => {
        const single = { ...experiment, batchSize: 1 };
        const values = valuesOf(single);
        for (let parameter = 0; parameter < single.network.parameterCount; parameter++) {
          const found = gradientRatioOf(values, parameter);
          if (found === undefined || !Number.isFinite(found.ratio) || found.ratio === 0) continue;
          const { ratio, input, weight, paths, slope } = found;
          const product = input * weight * paths * slope;
          if (!Number.isFinite(product)) continue;
          expect(product / ratio, parameterName(single.network, parameter)).toBeCloseTo(1, 6);
          expect(isTrained(single.network, parameter)).toBe(true);
          compared++;
        }
      }),
      { numRuns: 100 },
    );
    expect(compared).toBeGreaterThan(100);
  });

  test('come with mean slopes: the mean slope of a layer of one unit is σ′ of the unit', () => {
    const values = valuesOf(lessonNamed('vanishing'));
    const slopes = meanSlopes(values);
    const slopesOfUnits = Array.from({ length: 7 }, (_, at) => values.numberOf(outSlope(at + 1, 0)));
    expect(slopes).toEqual(slopesOfUnits);
  });
});

describe('the decision map', () => {
  test.each([
    // The samples are between 0 and 1, with a margin of a tenth around them.
    ['of one output', xor, [-0.1 + 1.2 / 4, -0.1 + (3 * 1.2) / 4], [1.1 - 1.2 / 4, 1.1 - (3 * 1.2) / 4]],
    // The samples are between 0 and 1.4 horizontally, and between 0 and 1.2 vertically.
    [
      'of three outputs',
      twoInputs,
      [-0.14 + 1.68 / 4, -0.14 + (3 * 1.68) / 4],
      [1.32 - 1.44 / 4, 1.32 - (3 * 1.44) / 4],
    ],
  ] as const)('%s has the out and the class of a forward pass at each point', (_, experiment, columns, rows) => {
    const map = decisionMap(experiment, initialState(experiment), 2, 2);
    const layer = experiment.network.layers.length;
    const outputs = unitsIn(experiment.network, layer);
    for (const [row, y] of rows.entries()) {
      for (const [column, x] of columns.entries()) {
        const samples = { count: 1, inputs: Float64Array.of(x, y), targets: new Float64Array(outputs) };
        const values = valuesOf({ ...experiment, samples, batchSize: 1 });
        const outs = Array.from({ length: outputs }, (_, unit) => values.numberOf(outValue(layer, unit)));
        const predicted = outputs === 1 ? Number((outs[0] ?? 0) > 0.5) : outs.indexOf(Math.max(...outs));
        expect(map.classes[2 * row + column]).toBe(predicted);
        expect(map.outs[2 * row + column]).toBeCloseTo(outs[outputs === 1 ? 0 : predicted] ?? Number.NaN, 12);
      }
    }
  });

  test('comes with the target class and the predicted class of every sample', () => {
    const parameters = new Float64Array(xor.network.parameterCount);
    // If all weights are 0, every out is one half, which is not above the boundary.
    expect(classifiedSamples(xor, parameters).map(({ target, predicted }) => [target, predicted])).toEqual([
      [0, 0],
      [1, 0],
      [1, 0],
      [0, 0],
    ]);
  });

  test.each([
    ['the only output', xor, 0],
    ['one of three softmax outputs', twoInputs, 1],
    ['one of three sigmoid outputs', threeSigmoids, 1],
  ])('has no class at any point if the out of %s is NaN', (_, experiment, unit) => {
    const parameters = initialState(experiment);
    const { firstWeight, fanIn } = layerAt(experiment.network, experiment.network.layers.length);
    parameters[firstWeight + unit * fanIn] = Number.NaN;
    const { outs, classes } = decisionMap(experiment, parameters, 2, 2);
    expect([...classes]).toEqual([noClass, noClass, noClass, noClass]);
    expect([...outs]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
    const predicted = classifiedSamples(experiment, parameters).map((sample) => sample.predicted);
    expect(new Set(predicted)).toEqual(new Set([noClass]));
  });

  test('is possible only for two inputs and several samples', () => {
    expect([lecture, xor, twoInputs, wide].map(hasDecisionMap)).toEqual([false, true, true, false]);
  });
});
