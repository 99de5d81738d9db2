import { describe, expect, test } from 'vitest';
import { readUpdate } from '../../../../src/engine/pass/update-values.ts';
import { type GivenArray, readArrays } from '../../../../src/engine/practice/marking/given-array.ts';
import { type Marking, mark } from '../../../../src/engine/practice/marking/marking.ts';
import type { DenseExperiment } from '../../../../src/engine/training/experiment.ts';
import { initialState } from '../../../../src/engine/training/training-state.ts';
import { parseNetwork } from '../../../../src/files/network-file.ts';
import { arraysOf } from '../../../../src/files/numbers/numbers-file.ts';
import { readPrintedText } from '../../../../src/files/numbers/printed-text.ts';
import { roundedAsShown } from '../../../../src/notation/number-format.ts';
import { type Arrays, type Matrix, map, runProgram, type Task, transpose } from './hand-written-program.ts';
import { wrongPrograms } from './wrong-programs.ts';

/** Numbers between −1 and 1 without a visible pattern. */
const numbers = (rows: number, columns: number, seed: number): Matrix =>
  Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (__, j) => Math.round(100 * Math.sin(seed + 3.7 * i + 1.3 * j)) / 100),
  );

const tasks: Readonly<Record<string, Task>> = {
  'half-squared': {
    x: numbers(4, 3, 1),
    y: map(numbers(4, 2, 2), Math.abs),
    weights: [numbers(3, 3, 3), numbers(2, 3, 4)],
    biases: [numbers(1, 3, 5)[0] ?? [], numbers(1, 2, 6)[0] ?? []],
    activations: ['tanh', 'sigmoid'],
    loss: 'half-squared',
    rate: 0.3,
  },
  'cross-entropy': {
    x: numbers(5, 3, 1.5),
    y: [
      [1, 0],
      [0, 1],
      [0, 1],
      [1, 0],
      [0, 1],
    ],
    weights: [numbers(3, 3, 3.3), numbers(3, 3, 5.2), numbers(2, 3, 4.4)],
    biases: [numbers(1, 3, 5.5)[0] ?? [], numbers(1, 3, 2.5)[0] ?? [], numbers(1, 2, 6.6)[0] ?? []],
    activations: ['sigmoid', 'tanh', 'softmax'],
    loss: 'cross-entropy',
    rate: 0.2,
  },
};

function experimentOf(task: Task): DenseExperiment {
  return parseNetwork(
    {
      inputs: task.x[0]?.length ?? 0,
      layers: task.weights.map((weights, at) => ({
        units: weights.length,
        activation: task.activations[at],
        weights,
        bias: { values: task.biases[at] },
      })),
      loss: task.loss === 'half-squared' ? 'half-squared-error' : 'categorical-cross-entropy',
      optimizer: { method: 'sgd', learningRate: task.rate },
      batchSize: 'all',
      samples: task.x.map((input, at) => ({ input, target: task.y[at] })),
    },
    'task',
  );
}

/** The arrays as NumPy prints them, with eight decimals. */
function printed(arrays: Arrays, write = (value: number) => value.toFixed(8)): string {
  const text = (value: number | readonly number[] | Matrix): string =>
    typeof value === 'number'
      ? write(value)
      : `[${value.map((item: number | readonly number[]) => text(item)).join(Array.isArray(value[0]) ? '\n ' : ' ')}]`;
  return Object.entries(arrays)
    .map(([name, value]) => `${name} = ${text(value)}\n`)
    .join('');
}

function marked(task: Task, text: string): Marking {
  const experiment = experimentOf(task);
  const values = readUpdate(experiment, 1, initialState(experiment));
  const arrays: readonly GivenArray[] = arraysOf(readPrintedText(text, 'test'), 'test');
  const { readings, misfits, unknown } = readArrays(values, arrays);
  // With cross-entropy, δ of the outputs is one step, so dE/dout of the outputs is no quantity.
  expect([misfits, unknown]).toEqual([[], []]);
  return mark(values, readings, roundedAsShown);
}

describe.each(Object.entries(tasks))('of a program with %s error', (loss, task) => {
  test.each(wrongPrograms.filter((program) => (program.loss ?? loss) === loss))(
    'the slip is named first: $slips',
    ({ slips, lines }) => {
      const arrays = runProgram(task, lines);
      const { verdict, slips: found, numbers: judged } = marked(task, printed(arrays));
      expect(verdict).toBe('wrong');
      expect(slips).toContain(found[0]?.slip);
      expect(found[0]?.of).toBe(judged.length);
      expect(found[0]?.explains).toBe(judged.length);
    },
  );

  const right = runProgram(task);
  const only = (pattern: RegExp, change: (value: number) => number): Arrays =>
    Object.fromEntries(
      Object.entries(right).map(([name, value]) => {
        if (!pattern.test(name)) return [name, value];
        if (typeof value === 'number') return [name, change(value)];
        return [
          name,
          value.map((item: number | readonly number[]) => (typeof item === 'number' ? change(item) : item.map(change))),
        ];
      }),
    );

  test.each<readonly [convention: string, verdict: string, arrays: Arrays]>([
    ['as they are', 'right', right],
    ['with the gradients of the descent direction', 'convention', only(/^d/, (value) => -value)],
    [
      'summed over the batch',
      'convention',
      Object.fromEntries(
        Object.entries(only(/^d[Wb]|E_total/, (value) => value * task.x.length)).filter(
          ([name]) => !name.includes('_new'),
        ),
      ),
    ],
    [
      'transposed',
      'convention',
      Object.fromEntries(
        Object.entries(right).map(([name, value]) => [name, /W/.test(name) ? transpose(value as Matrix) : value]),
      ),
    ],
    [
      'with samples as columns',
      'convention',
      Object.fromEntries(
        Object.entries(right).map(([name, value]) => [name, /^d?[AZ]/.test(name) ? transpose(value as Matrix) : value]),
      ),
    ],
  ])('right numbers are right: %s', (_, verdict, arrays) => {
    expect(marked(task, printed(arrays)).verdict).toBe(verdict);
  });

  test.each([
    ['four decimals', (value: number) => value.toFixed(4)],
    ['sixteen digits', (value: number) => value.toPrecision(16)],
    ['float32', (value: number) => Math.fround(value).toPrecision(9)],
    ['scientific form', (value: number) => value.toExponential(8)],
  ])('right numbers are right with %s', (_, write) => {
    expect(marked(task, printed(right, write)).verdict).toBe('right');
  });
});

test('what follows from a wrong number of the learner is right, and is not the first wrong number', () => {
  const task = tasks['half-squared'] as Task;
  const arrays = runProgram(task, {
    outputGradient: (A, Y) => map(A, (a, i, j) => a - (Y[i]?.[j] ?? 0) + 0.1 * (i + 2 * j)),
  });
  const { numbers: judged, first, slips } = marked(task, printed(arrays));
  expect(first?.source).toBe('dA2');
  expect(slips).toEqual([]);
  expect(judged.filter(({ source }) => source === 'dW1').map(({ how }) => how)).toEqual(
    Array.from({ length: 9 }, () => 'own'),
  );
});

test('an infinite number and NaN are wrong', () => {
  const task = tasks['half-squared'] as Task;
  for (const value of ['inf', 'nan', '-inf']) {
    const { verdict, first } = marked(task, `dA2 = ${printedMatrix(4, 2)}\nE_total = ${value}`);
    expect(verdict).toBe('wrong');
    expect(first?.name).toBe('E_total');
  }
});

/** A matrix of the right derivatives by the outs. */
function printedMatrix(rows: number, columns: number): string {
  const { dA2 } = runProgram(tasks['half-squared'] as Task);
  return JSON.stringify((dA2 as Matrix).slice(0, rows).map((row) => row.slice(0, columns)));
}

test('a mistake in the optimizer explains new weights alone', () => {
  const task = tasks['half-squared'] as Task;
  const experiment: DenseExperiment = { ...experimentOf(task), optimizer: { method: 'adam', learningRate: 0.1 } };
  const values = readUpdate(experiment, 1, initialState(experiment));
  const { W1_new } = runProgram(task, {
    // m and v without bias correction.
    newWeight: (w, dw) => w - (0.1 * (0.1 * dw)) / (Math.sqrt(0.001 * dw * dw) + 1e-8),
  });
  const arrays = arraysOf(readPrintedText(printed({ W1_new: W1_new ?? 0 }), 'test'), 'test');
  const { slips } = mark(values, readArrays(values, arrays).readings, roundedAsShown);
  expect(slips.map(({ slip, explains }) => [slip, explains])).toContainEqual(['bias-correction-left-out', 9]);
});

test('PyTorch names that do not tell the layer are not known', () => {
  const experiment = experimentOf(tasks['half-squared'] as Task);
  const values = readUpdate(experiment, 1, initialState(experiment));
  const arrays = arraysOf(readPrintedText('fc1.weight.grad = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]', 'test'), 'test');
  expect(readArrays(values, arrays)).toMatchObject({ misfits: [], unknown: [{ name: 'fc1.weight.grad' }] });
});
