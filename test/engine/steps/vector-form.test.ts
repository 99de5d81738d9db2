import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Quantity } from '../../../src/engine/graph/quantity.ts';
import { activationOf } from '../../../src/engine/models/activations.ts';
import {
  delta,
  layerInputValue,
  netValue,
  newParameterValue,
  outGradient,
  parameterGradient,
  parameterValue,
  targetValue,
} from '../../../src/engine/models/dense-quantities.ts';
import { layerAt, type Network, unitsIn } from '../../../src/engine/models/network.ts';
import { biasIndex, weightIndex } from '../../../src/engine/models/parameters.ts';
import { readUpdate, type UpdateValues } from '../../../src/engine/pass/update-values.ts';
import { type VectorExpression, vectorFormOf } from '../../../src/engine/steps/vector-form.ts';
import { initialState } from '../../../src/engine/training/training-state.ts';
import { isDenseUpdate, updateAt } from '../../../src/engine/training/update.ts';
import { randomExperiment } from '../../support/random-experiment.ts';
import { reachableQuantities } from '../../support/walking.ts';

/** Rows of numbers. A column has one number in each row. */
type Matrix = readonly (readonly number[])[];

function matrix(rows: number, columns: number, value: (row: number, column: number) => number): Matrix {
  return Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (__, column) => value(row, column)));
}

function entry(numbers: Matrix, row: number, column: number): number {
  return numbers[row]?.[column] ?? Number.NaN;
}

function columnsOf(numbers: Matrix): number {
  return numbers[0]?.length ?? 0;
}

/** Calculates an expression with matrix arithmetic, from the values of an update with one sample. */
function matrixOf(values: UpdateValues, expression: VectorExpression): Matrix {
  switch (expression.kind) {
    case 'layer':
      return layerMatrix(values, expression);
    case 'gradient':
      return gradientMatrix(values, expression);
    case 'transposed': {
      const original = matrixOf(values, expression.of);
      return matrix(columnsOf(original), original.length, (row, column) => entry(original, column, row));
    }
    case 'activation':
      return activationMatrix(expression, matrixOf(values, expression.of).flat());
    case 'total':
      return [[sumOf(matrixOf(values, expression.of).flat())]];
    case 'times':
      return matrixProduct(matrixOf(values, expression.left), matrixOf(values, expression.right));
    case 'elementwise times':
    case 'plus':
    case 'minus': {
      const [left, right] = [matrixOf(values, expression.left), matrixOf(values, expression.right)];
      const calculate = elementwise[expression.kind];
      return matrix(left.length, columnsOf(left), (row, column) =>
        calculate(entry(left, row, column), entry(right, row, column)),
      );
    }
  }
}

const elementwise = {
  'elementwise times': (a: number, b: number): number => a * b,
  plus: (a: number, b: number): number => a + b,
  minus: (a: number, b: number): number => a - b,
};

type ExpressionOf<Kind extends VectorExpression['kind']> = Extract<VectorExpression, { kind: Kind }>;

function layerMatrix(values: UpdateValues, { name, layer, isNew }: ExpressionOf<'layer'>): Matrix {
  switch (name) {
    case 'W':
      return weightMatrix(values, layer, isNew ? newParameterValue : parameterValue);
    case 'b':
      return biasColumn(values, layer, (parameter) => parameterValue(parameter));
    case 'target':
      return unitColumn(values, layer, (unit) => targetValue(unit));
    case 'net':
      return unitColumn(values, layer, (unit) => netValue(layer, unit));
    case 'out':
      return unitColumn(values, layer, (unit) => layerInputValue(layer, unit));
    case 'delta':
      return unitColumn(values, layer, (unit) => delta(layer, unit));
  }
}

function gradientMatrix(values: UpdateValues, { of: name, layer }: ExpressionOf<'gradient'>): Matrix {
  if (name === 'W') return weightMatrix(values, layer, (parameter) => parameterGradient(parameter));
  if (name === 'b') return biasColumn(values, layer, (parameter) => parameterGradient(parameter));
  expect(name).toBe('out');
  return unitColumn(values, layer, (unit) => outGradient(layer, unit));
}

function networkOf({ update }: UpdateValues): Network {
  if (!isDenseUpdate(update)) throw new Error('expected a network');
  return update.experiment.network;
}

function unitColumn(values: UpdateValues, layer: number, quantity: (unit: number) => Quantity): Matrix {
  return matrix(unitsIn(networkOf(values), layer), 1, (unit) => values.numberOf(quantity(unit)));
}

function biasColumn(values: UpdateValues, layer: number, quantity: (parameter: number) => Quantity): Matrix {
  const network = networkOf(values);
  return unitColumn(values, layer, (unit) => quantity(biasIndex(layerAt(network, layer), unit) ?? Number.NaN));
}

function weightMatrix(values: UpdateValues, layer: number, quantity: (parameter: number) => Quantity): Matrix {
  const network = networkOf(values);
  return matrix(unitsIn(network, layer), unitsIn(network, layer - 1), (unit, input) =>
    values.numberOf(quantity(weightIndex(layerAt(network, layer), unit, input))),
  );
}

function activationMatrix({ name, isDerivative }: ExpressionOf<'activation'>, nets: readonly number[]): Matrix {
  if (name === 'softmax') {
    const sum = sumOf(nets.map(Math.exp));
    return nets.map((net) => [Math.exp(net) / sum]);
  }
  const { value, derivative } = activationOf(name);
  return nets.map((net) => [isDerivative ? derivative(net, value(net)) : value(net)]);
}

/** The product of two matrices, or of a number (a matrix of one entry) and a column. */
function matrixProduct(left: Matrix, right: Matrix): Matrix {
  if (columnsOf(left) !== right.length) {
    expect([left.length, columnsOf(left)]).toEqual([1, 1]);
    return right.map((row) => row.map((value) => entry(left, 0, 0) * value));
  }
  return matrix(left.length, columnsOf(right), (row, column) =>
    sumOf((left[row] ?? []).map((value, at) => value * entry(right, at, column))),
  );
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, value) => sum + value, 0);
}

function expectClose(left: Matrix, right: Matrix, name: string): void {
  // A bias that a layer shares has one gradient, which the left side repeats for each unit.
  const isShared = right.length === 1 && left.length > 1;
  if (!isShared) expect(right.length, name).toBe(left.length);
  for (const [row, values] of left.entries()) {
    for (const [column, value] of values.entries()) {
      expect(value, name).toBeCloseTo(entry(right, isShared ? 0 : row, column), 10);
    }
  }
}

test('the equations of whole layers hold for the numbers of an update', () => {
  let equationCount = 0;
  fc.assert(
    fc.property(randomExperiment, (experiment) => {
      const values = readUpdate({ ...experiment, batchSize: 1 }, 1, initialState(experiment));
      for (const [name, quantity] of reachableQuantities(values.update)) {
        if ('after' in quantity && quantity.after === true) continue;
        for (const { left, right } of vectorFormOf(values.update, quantity)) {
          expectClose(matrixOf(values, left), matrixOf(values, right), name);
          equationCount++;
        }
      }
    }),
    { numRuns: 100 },
  );
  expect(equationCount).toBeGreaterThan(1000);
});

test('a gradient has equations of whole layers for one sample, but not as the mean over several samples', () => {
  fc.assert(
    fc.property(randomExperiment, (experiment) => {
      const update = updateAt(experiment, 1);
      const forms = vectorFormOf(update, parameterGradient(0));
      expect(forms.length > 0).toBe(update.size === 1);
    }),
  );
});
