import { describe, expect, test } from 'vitest';
import { type Json, lectureFile, lectureWith } from './lecture-file.ts';
import { refusedLines } from './refused-lines.ts';

const matrix = (rows: number, columns: number) => Array.from({ length: rows }, () => Array(columns).fill(0.5));

test('mistakes in all parts of a file are reported in the order of the file', () => {
  const file = {
    chapters: [{ title: 'One', text: 'Look.', after: 'net_h9' }],
    ...lectureFile(),
    samples: [
      { input: [1, 2], target: [0, 'x'] },
      { input: [1, 2, 3], target: [0, 1] },
    ],
    inputNames: ['a'],
  };
  (file as Json).layers = [
    { units: 2, activation: 'sigmod', weights: [[1, 2], [3]] },
    { units: 2, activation: 'sigmoid', weights: matrix(2, 2) },
  ];
  expect(refusedLines(file)).toEqual([
    'chapters[0].after: found "net_h9", expected a quantity of this network, such as "net_o1"',
    'layers[0].activation: found "sigmod", did you mean "sigmoid"?',
    'layers[0].weights[1]: found 1 number, expected 2, one for each input',
    'samples[0].target[1]: found "x", expected a finite number',
    'samples[1].input: found 3 numbers, expected 2, one for each input',
    'and 1 more mistake',
  ]);
});

test('several unknown keys, each misspelt in its own way, get a line each', () => {
  const file = { ...lectureFile(), batchsize: 2, shufle: { seed: 1 }, zebra: 3 };
  expect(refusedLines(file)).toEqual([
    'found the unknown key "batchsize", did you mean "batchSize"?',
    'found the unknown key "shufle", did you mean "shuffle"?',
    expect.stringContaining('found the unknown key "zebra", expected "name"'),
  ]);
});

test('misspelt keys of samples are listed for the first samples, and counted in all', () => {
  const samples = Array.from({ length: 1000 }, (_, index) =>
    index === 1 ? { input: [1, 2], target: [0, 1] } : { inputt: [1, 2], target: [0, 1] },
  );
  expect(refusedLines(lectureWith('samples', samples))).toEqual([
    ...[0, 2, 3, 4, 5].map((index) => `samples[${index}]: found the unknown key "inputt", did you mean "input"?`),
    'and 994 more mistakes',
  ]);
});

describe('an optimizer without a known method', () => {
  const methods = '"sgd", "adagrad", "rmsprop", "adam" or "adamw"';
  test.each<readonly [optimizer: object, lines: readonly string[]]>([
    [
      { method: 'SGD', learningRate: -1, momentum: 'x', rho: 0.9, weightDecay: { weights: -1 } },
      [
        'optimizer.method: found "SGD", did you mean "sgd"?',
        'optimizer.learningRate: found -1, expected a number greater than 0',
        'optimizer.momentum: found "x", expected a number not below 0',
        'optimizer.weightDecay.weights: found -1, expected a number not below 0',
      ],
    ],
    [
      { method: 'SGD', lr: 0.1 },
      [
        'optimizer.method: found "SGD", did you mean "sgd"?',
        'optimizer: found the unknown key "lr", did you mean "learningRate"?',
      ],
    ],
    [
      {},
      [
        `optimizer.method: found nothing, expected ${methods}`,
        'optimizer.learningRate: found nothing, expected a number greater than 0',
      ],
    ],
    [
      { type: 'sgd', lr: 0.1 },
      [
        'optimizer: found the unknown key "type", did you mean "method"?',
        'optimizer: found the unknown key "lr", did you mean "learningRate"?',
      ],
    ],
    [{ name: 'sgd', learningRate: 0.1 }, ['optimizer: found the unknown key "name", did you mean "method"?']],
    [
      { method: 3, learningRate: 0.1, nesterov: 1 },
      [`optimizer.method: found 3, expected ${methods}`, 'optimizer.nesterov: found 1, expected true or false'],
    ],
  ])('%j', (optimizer, lines) => {
    expect(refusedLines(lectureWith('optimizer', optimizer))).toEqual(lines);
  });

  test('that is not an object gets one message', () => {
    for (const value of [3, [], null]) expect(refusedLines(lectureWith('optimizer', value))).toHaveLength(1);
  });
});

test('weights beside an initializer with a mistake are reported with this mistake', () => {
  expect(refusedLines(lectureWith('layers[0].init', { method: 'normal' }))).toEqual([
    'layers[0]: found both "weights" and "init", expected one of them',
    'layers[0].init.seed: found nothing, expected a whole number from 0 to 4294967295',
  ]);
});

test('a list of very many mistakes ends with their number', () => {
  const samples = Array.from({ length: 1000 }, (_, index) => ({ input: [1, index % 2 ? 'x' : 2], target: [0, 1] }));
  expect(refusedLines(lectureWith('samples', samples))).toEqual([
    ...[1, 3, 5, 7, 9].map((index) => `samples[${index}].input[1]: found "x", expected a finite number`),
    'and 495 more mistakes',
  ]);
});

test('a row of very many mistakes ends with their number', () => {
  expect(refusedLines(lectureWith('layers[0].weights[0]', Array(150_000).fill('x'))).at(-1)).toBe(
    'and 149995 more mistakes',
  );
});

test('an object of very many unknown keys ends with their number', () => {
  const zebras = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`zebra${index}`, 1]));
  const lines = refusedLines({ ...lectureFile(), ...zebras });
  expect(lines).toHaveLength(6);
  expect(lines[4]).toMatch(/^found the unknown key "zebra4", /);
  expect(lines[5]).toBe('and 19995 more mistakes');
});

test('a misspelt key in very many samples, of which one is right, is counted in each of them', () => {
  const samples = [...Array(2000).fill({ input: [1, 2], tagret: [0, 1] }), { input: [1, 2], target: [0, 1] }];
  const lines = refusedLines(lectureWith('samples', samples));
  expect(lines[0]).toBe('samples[0]: found the unknown key "tagret", did you mean "target"?');
  expect(lines[5]).toBe('and 1995 more mistakes');
});

/** Files with one mistake that makes other parts wrong too. */
test.each<readonly [mistake: string, data: unknown, line: string]>([
  [
    'a wrong number of units, which the next layer does not fit',
    lectureWith('layers[0].units', 3),
    'layers[0].weights: found 2 rows, expected 3, one for each unit',
  ],
  [
    'a row too many of weights, which the next layer fits',
    {
      ...lectureFile(),
      layers: [
        { units: 2, activation: 'relu', weights: matrix(3, 2) },
        { units: 2, activation: 'relu', weights: matrix(2, 3) },
      ],
    },
    'layers[0].weights: found 3 rows, expected 2, one for each unit',
  ],
  [
    'a wrong number of output units, which the targets and names do not fit',
    { ...lectureWith('layers[1].units', 3), outputNames: ['a', 'b'] },
    'layers[1].weights: found 2 rows, expected 3, one for each unit',
  ],
  [
    'a wrong number of inputs, which the weights, the samples and the names do not fit',
    { ...lectureWith('inputs', 3), inputNames: ['a', 'b'] },
    'layers[0].weights: found 2 numbers in each row, expected 3, one for each input',
  ],
  [
    'a wrong number of inputs with random weights, which all samples do not fit',
    {
      ...lectureWith('inputs', 3),
      layers: [{ units: 2, activation: 'sigmoid', init: { method: 'uniform', seed: 1 } }],
      samples: Array(9).fill({ input: [1, 2], target: [0, 1] }),
    },
    'samples: found 2 numbers in the input of each sample, expected 3, one for each input',
  ],
  [
    'too many units for the memory, which the weights do not fit',
    lectureWith('layers[1].units', 90_000_000),
    'layers: found a network of 180000004 parameters, expected at most 100000000',
  ],
  [
    'a misspelt key of weights',
    lectureWith('layers[0]', { units: 2, activation: 'relu', weigths: matrix(2, 2) }),
    'layers[0]: found the unknown key "weigths", did you mean "weights"?',
  ],
  [
    'another name for weights',
    lectureWith('layers[0]', { units: 2, activation: 'relu', kernel: matrix(2, 2) }),
    'layers[0]: found the unknown key "kernel", did you mean "weights"?',
  ],
  [
    'another name for the learning rate',
    lectureWith('optimizer', { method: 'sgd', lr: 0.1 }),
    'optimizer: found the unknown key "lr", did you mean "learningRate"?',
  ],
  [
    'a misspelt loss, which the output layer and the targets do not fit',
    { ...lectureFile(), loss: 'binary-crossentropy', samples: [{ input: [1, 2], target: [-1, 1] }] },
    'loss: found "binary-crossentropy", did you mean "binary-cross-entropy", which adds up the outputs instead of averaging over them?',
  ],
  [
    'a number in place of the list of targets in all samples',
    lectureWith('samples', Array(150).fill({ input: [1, 2], target: 1 })),
    'samples[0].target: found 1, expected an array of numbers, one for each output',
  ],
  [
    'a misspelt key in all samples',
    lectureWith('samples', Array(150).fill({ input: [1, 2], tagret: [0, 1] })),
    'samples[0]: found the unknown key "tagret", did you mean "target"?',
  ],
  [
    'a loss that does not fit the output layer, and targets that only fit another loss',
    {
      ...lectureWith('layers[1].activation', 'tanh'),
      loss: 'binary-cross-entropy',
      samples: Array(3).fill({ input: [1, 2], target: [-1, 1] }),
    },
    'layers[1].activation: found "tanh", expected "sigmoid", which the loss binary-cross-entropy needs',
  ],
  [
    'a wrong number of units, and a chapter about the unit that is missing',
    { ...lectureWith('layers[0].units', 3), chapters: [{ title: 'One', text: 'Look.', after: 'net_h4' }] },
    'layers[0].weights: found 2 rows, expected 3, one for each unit',
  ],
  [
    'a missing optimizer, and practice of its variables',
    { ...lectureWith('optimizer', undefined), practice: ['v_w1+'] },
    'optimizer: found nothing, expected an object with "method" and "learningRate"',
  ],
])('%s is reported alone', (_mistake, data, line) => {
  expect(refusedLines(data)).toEqual([line]);
});

test('mistakes of the network file are listed before those of the CSV file', () => {
  const text = 'a,b,c,d\n1,2,x,4\n5,6,7\n8,9,1,y\n';
  expect(refusedLines({ ...lectureWith('samples', 'data.csv'), loss: 'mse' }, { source: 'data.csv', text })).toEqual([
    'loss: found "mse", did you mean "mean-squared-error"?',
    'data.csv: line 2, "c": found "x", expected a finite number',
    'data.csv: line 3: found 3 columns, expected 4, 2 for the inputs and 2 for the outputs',
    'data.csv: line 4, "d": found "y", expected a finite number',
  ]);
});

test('a CSV file that cannot be read is reported after the mistakes of the network file', () => {
  const mistakes = [{ source: 'data.csv', listed: ['no such file'], count: 1 }];
  expect(
    refusedLines({ ...lectureWith('samples', 'data.csv'), loss: 'mse' }, { source: 'data.csv', mistakes }),
  ).toEqual(['loss: found "mse", did you mean "mean-squared-error"?', 'data.csv: no such file']);
});

test('mistakes of both files together are counted', () => {
  const text = `1,2,3,4\n${'1,2,x,y\n'.repeat(3)}`;
  const file = { ...lectureWith('samples', 'data.csv'), loss: 'mse' };
  expect(refusedLines(file, { source: 'data.csv', text }).at(-1)).toBe('and 2 more mistakes');
});
