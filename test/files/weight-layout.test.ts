import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { networkData } from '../../src/files/network-data.ts';
import { parseNetwork } from '../../src/files/network-file.ts';
import { randomExperiment } from '../support/random-experiment.ts';
import { type Json, lectureFile } from './lecture-file.ts';
import { refusedLines } from './refused-lines.ts';

type Rows = readonly (readonly number[])[];

/** A file with 2 inputs, 3 hidden units and 1 output. */
const fileWith = (hidden: Rows, output: Rows, more: object = {}): Json => ({
  ...lectureFile(),
  layers: [
    { units: 3, activation: 'tanh', weights: hidden },
    { units: 1, activation: 'sigmoid', weights: output },
  ],
  samples: [{ input: [1, 2], target: [1] }],
  ...more,
});

const hiddenByUnits = [
  [1, 2],
  [3, 4],
  [5, 6],
];
const hiddenByInputs = [
  [1, 3, 5],
  [2, 4, 6],
];
const outputByUnits = [[7, 8, 9]];
const outputByInputs = [[7], [8], [9]];
const inputsByUnits = { weightLayout: 'inputs-by-units' };

const withRow = (rows: Rows, row: readonly number[]): Rows => [...rows, row];
const withColumn = (rows: Rows): Rows => rows.map((row) => [...row, 0.5]);

test('weights in the layout inputs-by-units are the same network as in the layout units-by-inputs', () => {
  const network = parseNetwork(fileWith(hiddenByInputs, outputByInputs, inputsByUnits), 'net.json');
  expect(network).toEqual(parseNetwork(fileWith(hiddenByUnits, outputByUnits), 'net.json'));
  expect(network.initial).toEqual(Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9));
});

test('a square matrix is turned, too', () => {
  const layers = [
    {
      units: 2,
      activation: 'tanh',
      weights: [
        [1, 2],
        [3, 4],
      ],
    },
  ];
  const file = { ...lectureFile(), layers, ...inputsByUnits };
  expect(parseNetwork(file, 'net.json').initial).toEqual(Float64Array.of(1, 3, 2, 4));
});

test('a network that was read in the layout inputs-by-units is saved in the layout units-by-inputs', () => {
  const experiment = parseNetwork(fileWith(hiddenByInputs, outputByInputs, inputsByUnits), 'net.json');
  const saved = JSON.parse(JSON.stringify(networkData(experiment))) as Json;
  expect(saved).not.toHaveProperty('weightLayout');
  expect(saved.layers).toMatchObject([{ weights: hiddenByUnits }, { weights: outputByUnits }]);
  expect(parseNetwork(saved, 'net.json')).toEqual(experiment);
});

test('a random network is the same in both layouts', () => {
  const turned = (rows: Rows): Rows => rows[0]?.map((_, column) => rows.map((row) => row[column] ?? 0)) ?? [];
  fc.assert(
    fc.property(randomExperiment, (experiment) => {
      const data = JSON.parse(JSON.stringify(networkData(experiment))) as Json;
      const layers = (data.layers as readonly { readonly weights: Rows }[]).map((layer) => ({
        ...layer,
        weights: turned(layer.weights),
      }));
      expect(parseNetwork({ ...data, layers, ...inputsByUnits }, 'net')).toEqual(parseNetwork(data, 'net'));
    }),
    { numRuns: 50 },
  );
});

describe('one line names the reason if', () => {
  const biasHint = 'biases belong in "bias": {"values": […]} beside "weights"';
  const turned =
    'layers: found weights with a row for each input of the layer, expected a row for each unit of the layer; "weightLayout": "inputs-by-units" reads them as they are';
  const turnedBack =
    'layers: found weights with a row for each unit of the layer, expected a row for each input of the layer; "weightLayout": "units-by-inputs" reads them as they are';

  test.each<readonly [situation: string, data: Json, ...lines: readonly string[]]>([
    ['all matrices are turned', fileWith(hiddenByInputs, outputByInputs), turned],
    ['all matrices are turned the other way', fileWith(hiddenByUnits, outputByUnits, inputsByUnits), turnedBack],
    [
      'all matrices are turned, of which one is square',
      {
        ...lectureFile(),
        layers: [
          {
            units: 2,
            activation: 'sigmoid',
            weights: [
              [1, 2],
              [3, 4],
            ],
          },
          { units: 1, activation: 'sigmoid', weights: [[5], [6]] },
        ],
        samples: [{ input: [1, 2], target: [1] }],
      },
      turned,
    ],
    [
      'the bias is inside the rows of a layer',
      fileWith(withColumn(hiddenByUnits), outputByUnits),
      `layers[0].weights: found 3 numbers in each row, expected 2, one for each input; the bias seems to be inside the row; ${biasHint}`,
    ],
    [
      'the bias is inside the rows of both layers',
      fileWith(withColumn(hiddenByUnits), withColumn(outputByUnits)),
      `layers[0].weights: found 3 numbers in each row, expected 2, one for each input; the bias seems to be inside the row; ${biasHint}`,
      `layers[1].weights: found 4 numbers in each row, expected 3, one for each unit of the layer before; the bias seems to be inside the row; ${biasHint}`,
    ],
    [
      'the biases are a row of the weights',
      fileWith(withRow(hiddenByInputs, [1, 1, 1]), outputByInputs, inputsByUnits),
      `layers[0].weights: found 3 rows, expected 2, one for each input; the bias seems to be a row of the weights; ${biasHint}`,
    ],
    [
      'all matrices are turned, and the biases are a row of one of them',
      fileWith(hiddenByInputs, withRow(outputByInputs, [1])),
      `${turned}; the biases of layers[1] seem to be a row of the weights; ${biasHint}`,
    ],
    [
      'all matrices are turned the other way, and the biases are inside the rows',
      fileWith(withColumn(hiddenByUnits), withColumn(outputByUnits), inputsByUnits),
      `${turnedBack}; the biases of layers[0] and layers[1] seem to be inside the row; ${biasHint}`,
    ],
    [
      'only one of two matrices is turned',
      fileWith(hiddenByInputs, outputByUnits),
      'layers[0].weights: found 2 × 3 weights, expected 3 × 2: the rows and columns are interchanged',
    ],
    [
      'the samples have a number more than "inputs" says, as the weights do',
      { ...fileWith(withColumn(hiddenByUnits), outputByUnits), samples: [{ input: [1, 2, 3], target: [1] }] },
      'layers[0].weights: found 3 numbers in each row, expected 2, one for each input',
    ],
    [
      'a layer with a bias has a number too many in each row',
      {
        ...fileWith(hiddenByUnits, outputByUnits),
        layers: [
          { units: 3, activation: 'tanh', weights: withColumn(hiddenByUnits), bias: { shared: 1 } },
          { units: 1, activation: 'sigmoid', weights: outputByUnits },
        ],
      },
      'layers[0].weights: found 3 numbers in each row, expected 2, one for each input',
    ],
  ])('%s', (_situation, data, ...lines) => {
    expect(refusedLines(data)).toEqual(lines);
  });
});
