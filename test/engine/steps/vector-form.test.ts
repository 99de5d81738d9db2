import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Quantity } from '../../../src/engine/expressions/quantity.ts';
import { activationOf } from '../../../src/engine/models/activations.ts';
import { layerAt, unitsIn } from '../../../src/engine/models/network.ts';
import { biasIndex, weightIndex } from '../../../src/engine/models/parameters.ts';
import { readUpdate, type UpdateValues } from '../../../src/engine/pass/update-values.ts';
import { type VectorExpression, vectorFormOf } from '../../../src/engine/steps/vector-form.ts';
import { initialState } from '../../../src/engine/training/training-state.ts';
import { randomExperiment } from '../../support/random-experiment.ts';
import { reachableQuantities } from '../../support/walking.ts';

/** Rows of numbers; a column has one in each. */
type Matrix = readonly (readonly number[])[];

const table = (rows: number, columns: number, value: (row: number, column: number) => number): Matrix =>
  Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (__, column) => value(row, column)));

/** What a layer's expression comes to, with the numbers of a reading; plain matrix arithmetic. */
function matrixOf(reading: UpdateValues, expression: VectorExpression): Matrix {
  const { network } = reading.update.experiment;
  const inner = (of: VectorExpression): Matrix => matrixOf(reading, of);
  const column = (layer: number, quantity: (unit: number) => Quantity): Matrix =>
    table(unitsIn(network, layer), 1, (unit) => reading.numberOf(quantity(unit)));
  const weights = (layer: number, quantity: (parameter: number) => Quantity): Matrix =>
    table(unitsIn(network, layer), unitsIn(network, layer - 1), (unit, input) =>
      reading.numberOf(quantity(weightIndex(layerAt(network, layer), unit, input))),
    );
  const biases = (layer: number, quantity: (parameter: number) => Quantity): Matrix =>
    column(layer, (unit) => quantity(biasIndex(layerAt(network, layer), unit) ?? Number.NaN));
  switch (expression.kind) {
    case 'layer': {
      const { name, layer, isNew } = expression;
      if (name === 'W') return weights(layer, (parameter) => ({ kind: isNew ? 'updated' : 'parameter', parameter }));
      if (name === 'b') return biases(layer, (parameter) => ({ kind: 'parameter', parameter }));
      if (name === 'target') return column(layer, (unit) => ({ kind: 'target', unit }));
      if (layer === 0) return column(0, (unit) => ({ kind: 'input', unit }));
      return column(layer, (unit) => ({ kind: name, layer, unit }));
    }
    case 'gradient': {
      const { of, layer } = expression;
      if (of === 'W') return weights(layer, (parameter) => ({ kind: 'gradient', parameter }));
      if (of === 'b') return biases(layer, (parameter) => ({ kind: 'gradient', parameter }));
      return column(layer, (unit) => ({ kind: 'out-gradient', layer, unit }));
    }
    case 'transposed': {
      const of = inner(expression.of);
      return table(of[0]?.length ?? 0, of.length, (row, at) => of[at]?.[row] ?? Number.NaN);
    }
    case 'activation': {
      const { name, isSlope, of } = expression;
      const nets = inner(of).flat();
      if (name === 'softmax') {
        const all = nets.reduce((sum, net) => sum + Math.exp(net), 0);
        return nets.map((net) => [Math.exp(net) / all]);
      }
      const { value, derivative } = activationOf(name);
      return nets.map((net) => [isSlope ? derivative(net, value(net)) : value(net)]);
    }
    case 'total':
      return [[inner(expression.of).reduce((sum, [value = 0]) => sum + value, 0)]];
    case 'times': {
      const [left, right] = [inner(expression.left), inner(expression.right)];
      if (left.length === 1 && left[0]?.length === 1 && right.length > 1) {
        return right.map((row) => row.map((value) => (left[0]?.[0] ?? 0) * value));
      }
      return table(left.length, right[0]?.length ?? 0, (row, at) =>
        (left[row] ?? []).reduce((sum, value, k) => sum + value * (right[k]?.[at] ?? Number.NaN), 0),
      );
    }
    default: {
      const [left, right] = [inner(expression.left), inner(expression.right)];
      return table(left.length, left[0]?.length ?? 0, (row, at) => {
        const [a, b] = [left[row]?.[at] ?? Number.NaN, right[row]?.[at] ?? Number.NaN];
        if (expression.kind === 'each times') return a * b;
        return expression.kind === 'plus' ? a + b : a - b;
      });
    }
  }
}

test('the equations of whole layers hold', () => {
  fc.assert(
    fc.property(randomExperiment, (several) => {
      const experiment = { ...several, batchSize: 1 };
      const reading = readUpdate(experiment, 1, initialState(experiment));
      for (const [name, quantity] of reachableQuantities(reading.update)) {
        if ('after' in quantity && quantity.after === true) continue;
        for (const { left, right } of vectorFormOf(reading.update, quantity)) {
          const [l, r] = [matrixOf(reading, left), matrixOf(reading, right)];
          // A bias that a layer shares has one gradient, which stands on the left for each unit.
          const isShared = r.length === 1 && l.length > 1;
          for (const [row, values] of l.entries()) {
            for (const [at, value] of values.entries()) {
              expect(value, name).toBeCloseTo(r[isShared ? 0 : row]?.[at] ?? Number.NaN, 10);
            }
          }
        }
      }
    }),
    { numRuns: 100 },
  );
});

test('a mean over a batch has no equation of a whole layer on one sample', () => {
  fc.assert(
    fc.property(randomExperiment, (experiment) => {
      const { update } = readUpdate(experiment, 1, initialState(experiment));
      const forms = vectorFormOf(update, { kind: 'gradient', parameter: 0 });
      expect(forms.length > 0).toBe(update.size === 1);
    }),
  );
});
