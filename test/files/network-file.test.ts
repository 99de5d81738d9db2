import { describe, expect, test } from 'vitest';
import { activationNames } from '../../src/engine/models/activations.ts';
import { parseNetwork } from '../../src/files/network-file.ts';
import { lecture } from '../support/lecture.ts';
import { lectureFile, lectureWith } from './lecture-file.ts';
import { refusedLines } from './refused-lines.ts';

describe('parseNetwork', () => {
  test('returns the experiment of the lecture for its network file', () => {
    expect(parseNetwork(lectureFile(), 'lecture.json')).toEqual(lecture);
  });

  test('fills in the defaults of missing keys', () => {
    const { name, description, batchSize, updateOrder, inputNames, outputNames } = parseNetwork(
      lectureWith('name', undefined),
      'some/where/plain.json',
    );
    expect(name).toBe('plain');
    expect([description, batchSize, updateOrder]).toEqual(['', 1, 'simultaneous']);
    expect([inputNames, outputNames]).toEqual([[], []]);
  });

  test('names an experiment without a name after its file, with control characters replaced', () => {
    expect(parseNetwork(lectureWith('name', undefined), 'a\u001b[2Jb.json').name).toBe('a\ufffd[2Jb');
  });

  test('reads layers, biases, samples, the loss, the batch size, the update order and names', () => {
    const experiment = parseNetwork(
      {
        ...lectureFile(),
        name: 'full',
        description: 'Ünïcödé and 日本語 🎓 are text.',
        inputs: 1,
        layers: [
          { units: 2, activation: 'tanh', weights: [[1], [2]], bias: { values: [3, 4] } },
          { units: 1, activation: 'relu', weights: [[5, 6]], bias: { shared: 7, trainable: false } },
          { units: 2, activation: 'softmax', weights: [[8], [9]], bias: { values: [10, 11], trainable: false } },
        ],
        loss: 'categorical-cross-entropy',
        samples: [
          { input: [1], target: [0, 1] },
          { input: [2], target: [3, 0] },
          { input: [3], target: [0.5, 0.5] },
        ],
        batchSize: 2,
        updateOrder: 'layer-by-layer',
        inputNames: ['height'],
        outputNames: ['cat', 'dog'],
      },
      'net.json',
    );
    const { network, initial, samples } = experiment;
    expect(initial).toEqual(Float64Array.of(1, 2, 5, 6, 8, 9, 3, 4, 7, 10, 11));
    expect(network.layers.map(({ bias }) => bias)).toEqual([
      { each: 'unit', trainable: true },
      { each: 'layer', trainable: false },
      { each: 'unit', trainable: false },
    ]);
    expect(network.layers.map(({ activation }) => activation)).toEqual(['tanh', 'relu', 'softmax']);
    expect(samples.count).toBe(3);
    expect(samples.inputs).toEqual(Float64Array.of(1, 2, 3));
    expect(samples.targets).toEqual(Float64Array.of(0, 1, 3, 0, 0.5, 0.5));
    expect(experiment).toMatchObject({
      name: 'full',
      description: 'Ünïcödé and 日本語 🎓 are text.',
      loss: 'categorical-cross-entropy',
      optimizer: { method: 'sgd', learningRate: 0.5 },
      batchSize: 2,
      updateOrder: 'layer-by-layer',
      inputNames: ['height'],
      outputNames: ['cat', 'dog'],
    });
  });

  test('makes one batch of all samples if batchSize is "all"', () => {
    const sample = { input: [1, 2], target: [3, 4] };
    const data = { ...lectureWith('samples', [sample, sample, sample]), batchSize: 'all' };
    expect(parseNetwork(data, 'net.json').batchSize).toBe(3);
  });

  test('makes one batch of all samples if batchSize is above the number of samples', () => {
    expect(parseNetwork(lectureWith('batchSize', 64), 'net.json').batchSize).toBe(1);
    expect(parseNetwork(lectureWith('batchSize', Number.MAX_SAFE_INTEGER), 'net.json').batchSize).toBe(1);
  });

  test('accepts the largest seed, 4294967295', () => {
    const { shuffle } = parseNetwork({ ...lectureFile(), shuffle: { seed: 4_294_967_295 } }, 'net.json');
    expect(shuffle).toEqual({ seed: 4_294_967_295 });
  });

  test('copies its data, so that a change of the experiment does not change the data', () => {
    const data = lectureFile();
    parseNetwork(data, 'net.json').initial.fill(0);
    expect(data).toEqual(lectureFile());
  });
});

const topKeys =
  '"name", "description", "inputs", "layers", "loss", "optimizer", "samples", "weightLayout", "batchSize", "reduction", "updateOrder", "shuffle", "inputNames", "outputNames", "chapters" or "practice"';
const listed = activationNames.map((name) => `"${name}"`);
const anyActivation = `${listed.slice(0, -1).join(', ')} or ${listed.at(-1)}`;
const withBinaryCrossEntropy = { ...lectureFile(), loss: 'binary-cross-entropy' };
const withCategoricalCrossEntropy = {
  ...lectureWith('layers[1].activation', 'softmax'),
  loss: 'categorical-cross-entropy',
};

/** Mistakes in a network file. Each line of the message is `net.json: ` and one of the texts that are given here. */
const mistakes: readonly (readonly [mistake: string, data: unknown, ...lines: readonly string[]])[] = [
  ['null in place of its object', null, 'found null, expected an object that describes a network'],
  ['an array in place of its object', [], 'found an empty array, expected an object that describes a network'],
  ['text in place of its object', 'net', 'found "net", expected an object that describes a network'],
  [
    'no keys',
    {},
    'inputs: found nothing, expected a whole number from 1 to 100000000',
    'layers: found nothing, expected an array of layers',
    'loss: found nothing, expected "half-squared-error", "mean-squared-error", "mean-absolute-error", "binary-cross-entropy" or "categorical-cross-entropy"',
    'optimizer: found nothing, expected an object with "method" and "learningRate"',
    'samples: found nothing, expected an array of samples, or the path of a CSV file',
  ],

  [
    'a misspelt key',
    { ...lectureFile(), batchsize: 1 },
    'found the unknown key "batchsize", did you mean "batchSize"?',
  ],
  [
    'a chapter in a later epoch than there can be',
    { ...lectureFile(), chapters: [{ title: 'One', text: 'Look.', epoch: 1e9 }] },
    'chapters[0].epoch: found 1000000000, expected at most 100000000',
  ],
  [
    'a chapter after an unknown quantity',
    { ...lectureFile(), chapters: [{ title: 'One', text: 'Look.', after: 'net_h3' }] },
    'chapters[0].after: found "net_h3", expected a quantity of this network, such as "net_o1"',
  ],
  [
    'a chapter after a quantity without a step',
    { ...lectureFile(), chapters: [{ title: 'One', text: 'Look.', after: 'i1' }] },
    'chapters[0].after: found "i1", expected a quantity that has a step of its own',
  ],
  [
    'a chapter that chooses an unknown parameter',
    { ...lectureFile(), chapters: [{ title: 'One', text: 'Look.', choose: 'w9' }] },
    'chapters[0].choose: found "w9", expected a parameter, such as "w1"',
  ],
  [
    'a chapter that opens an unknown quantity',
    { ...lectureFile(), chapters: [{ title: 'One', text: 'Look.', open: ['dE'] }] },
    'chapters[0].open[0]: found "dE", expected a quantity of this network, such as "net_o1"',
  ],
  [
    'a chapter with an unknown panel',
    { ...lectureFile(), chapters: [{ title: 'One', text: 'Look.', panel: 'slopes' }] },
    'chapters[0].panel: found "slopes", did you mean "slope"?',
  ],
  [
    'more than ten chapters',
    { ...lectureFile(), chapters: Array.from({ length: 11 }, () => ({ title: 'One', text: 'Look.' })) },
    'chapters: found an array, expected at most 10 chapters',
  ],
  [
    'practice of a quantity without a step',
    { ...lectureFile(), practice: ['w1'] },
    'practice[0]: found "w1", expected a quantity that has a step of its own',
  ],
  ['an unknown key', { ...lectureFile(), zebra: 1 }, `found the unknown key "zebra", expected ${topKeys}`],
  [
    'an unknown key that resembles only a key that is already there',
    { ...lectureFile(), layer: 1 },
    'found the unknown key "layer", did you mean "layers", which is also there?',
  ],
  [
    'the key __proto__',
    JSON.parse(`{"__proto__": 1,${JSON.stringify(lectureFile()).slice(1)}`),
    `found the unknown key "__proto__", expected ${topKeys}`,
  ],
  [
    'a key with control characters',
    { ...lectureFile(), 'a\u001b\u009b\u202e"': 1 },
    `found the unknown key "a\\u001b\\u009b\\u202e\\"", expected ${topKeys}`,
  ],
  [
    'a long key',
    { ...lectureFile(), ['x'.repeat(99)]: 1 },
    `found the unknown key "${'x'.repeat(40)}…", expected ${topKeys}`,
  ],
  [
    'a required key that is misspelt',
    lectureWith('layers[0]', {
      units: 2,
      activaton: 'relu',
      weights: [
        [1, 2],
        [3, 4],
      ],
    }),
    'layers[0]: found the unknown key "activaton", did you mean "activation"?',
  ],
  [
    'an unknown initializer',
    lectureWith('layers[0]', { units: 2, activation: 'relu', init: { method: 'zeros', seed: 1 } }),
    'layers[0].init.method: found "zeros", which does not exist here, expected "xavier-uniform", "xavier-normal", "he-uniform", "he-normal", "lecun-normal", "uniform" or "normal"',
  ],
  [
    'an initializer without a seed',
    lectureWith('layers[0]', { units: 2, activation: 'relu', init: { method: 'normal' } }),
    'layers[0].init.seed: found nothing, expected a whole number from 0 to 4294967295',
  ],
  [
    'both weights and an initializer',
    lectureWith('layers[0].init', { method: 'normal', seed: 1 }),
    'layers[0]: found both "weights" and "init", expected one of them',
  ],
  [
    'a missing key, and an unknown key that does not resemble the missing one',
    { ...lectureWith('layers[0].weights', undefined), zebra: 1 },
    'layers[0]: found neither "weights" nor "init", expected one of them',
    `found the unknown key "zebra", expected ${topKeys}`,
  ],
  ['true for shuffle', { ...lectureFile(), shuffle: true }, 'shuffle: found true, expected an object with "seed"'],
  [
    'a seed below 0',
    { ...lectureFile(), shuffle: { seed: -1 } },
    'shuffle.seed: found -1, expected a whole number from 0 to 4294967295',
  ],
  [
    'a seed above the largest',
    { ...lectureFile(), shuffle: { seed: 4_294_967_296 } },
    'shuffle.seed: found 4294967296, expected a whole number from 0 to 4294967295',
  ],
  [
    'a fractional seed',
    { ...lectureFile(), shuffle: { seed: 0.5 } },
    'shuffle.seed: found 0.5, expected a whole number from 0 to 4294967295',
  ],

  [
    'a name with a line break',
    lectureWith('name', 'a\nb'),
    'name: found "a\\nb", expected text on one line, without control characters',
  ],
  ['an empty name', lectureWith('name', ''), 'name: found "", expected at least one character'],
  [
    'a description that is not text',
    lectureWith('description', 3),
    'description: found 3, expected text on one line, without control characters',
  ],

  ['no inputs', lectureWith('inputs', 0), 'inputs: found 0, expected a whole number from 1 to 100000000'],
  [
    'too many inputs',
    lectureWith('inputs', 100_000_001),
    'inputs: found 100000001, expected a whole number from 1 to 100000000',
  ],
  [
    'a fractional number of inputs',
    lectureWith('inputs', 1.5),
    'inputs: found 1.5, expected a whole number from 1 to 100000000',
  ],
  ['no layers', lectureWith('layers', []), 'layers: found an empty array, expected at least one layer'],
  ['layers that are not an array', lectureWith('layers', {}), 'layers: found an object, expected an array of layers'],
  [
    'a layer that is not an object',
    lectureWith('layers[1]', 2),
    'layers[1]: found 2, expected an object with the layer\'s "units", "activation" and "weights"',
  ],
  [
    'a layer of no units',
    lectureWith('layers[0].units', 0),
    'layers[0].units: found 0, expected a whole number from 1 to 100000000',
  ],
  [
    'units as text',
    lectureWith('layers[0].units', '2'),
    'layers[0].units: found "2", expected a whole number from 1 to 100000000',
  ],
  [
    'too many units',
    lectureWith('layers[0].units', 1e20),
    'layers[0].units: found 100000000000000000000, expected a whole number from 1 to 100000000',
  ],
  [
    'too many parameters',
    lectureWith('layers[0].units', 50_000_000),
    'layers: found a network of 200000000 parameters, expected at most 100000000',
  ],

  [
    'a misspelt activation',
    lectureWith('layers[0].activation', 'sigmiod'),
    'layers[0].activation: found "sigmiod", did you mean "sigmoid"?',
  ],
  [
    'an activation as PyTorch spells it',
    lectureWith('layers[0].activation', 'LeakyReLU'),
    'layers[0].activation: found "LeakyReLU", did you mean "leaky-relu"?',
  ],
  [
    'an unknown activation',
    lectureWith('layers[0].activation', 'wavelet'),
    `layers[0].activation: found "wavelet", expected ${anyActivation}`,
  ],
  [
    'an activation that is not text',
    lectureWith('layers[0].activation', 3),
    `layers[0].activation: found 3, expected ${anyActivation}`,
  ],
  [
    'softmax in a hidden layer',
    lectureWith('layers[0].activation', 'softmax'),
    'layers[0].activation: found "softmax" in a hidden layer, expected it in the output layer only',
  ],

  [
    'neither weights nor an initializer',
    lectureWith('layers[0].weights', undefined),
    'layers[0]: found neither "weights" nor "init", expected one of them',
  ],
  [
    'a number for weights',
    lectureWith('layers[0].weights', 0.5),
    'layers[0].weights: found 0.5, expected rows of numbers, one row for each unit',
  ],
  [
    'one row of numbers for all weights',
    lectureWith('layers[0].weights', [1, 2]),
    'layers[0].weights[0]: found 1, expected a row of numbers',
  ],
  [
    'a weight as text',
    lectureWith('layers[0].weights[1][0]', '0.25'),
    'layers[0].weights[1][0]: found "0.25", expected a finite number',
  ],
  [
    'a weight of null',
    lectureWith('layers[0].weights[1][0]', null),
    'layers[0].weights[1][0]: found null, expected a finite number',
  ],
  [
    'a number of inputs above all numbers of the program',
    lectureWith('inputs', JSON.parse('1e400')),
    'inputs: found a number above 1.8e308, the largest possible number, expected a whole number from 1 to 100000000',
  ],
  [
    'a number below all numbers of the program',
    lectureWith('samples[0].target[1]', JSON.parse('-1e400')),
    'samples[0].target[1]: found a number below -1.8e308, the smallest possible number, expected a finite number',
  ],
  [
    'an infinite weight',
    lectureWith('layers[0].weights[1][0]', JSON.parse('1e999')),
    'layers[0].weights[1][0]: found a number above 1.8e308, the largest possible number, expected a finite number',
  ],
  [
    'too few rows of weights',
    lectureWith('layers[0].weights', [[1, 2]]),
    'layers[0].weights: found 1 row, expected 2, one for each unit',
  ],
  [
    'too many rows of weights',
    lectureWith('layers[1].weights', [
      [1, 2],
      [3, 4],
      [5, 6],
    ]),
    'layers[1].weights: found 3 rows, expected 2, one for each unit',
  ],
  [
    'too many weights in a row',
    lectureWith('layers[0].weights[1]', [1, 2, 3]),
    'layers[0].weights[1]: found 3 numbers, expected 2, one for each input',
  ],
  [
    'too few weights in a row',
    lectureWith('layers[1].weights[0]', [1]),
    'layers[1].weights[0]: found 1 number, expected 2, one for each unit of the layer before',
  ],

  [
    'a number for a bias',
    lectureWith('layers[0].bias', 0.35),
    'layers[0].bias: found 0.35, expected an object with "values" or "shared"',
  ],
  [
    'an empty bias',
    lectureWith('layers[0].bias', {}),
    'layers[0].bias: found neither "values" nor "shared", expected one of them',
  ],
  [
    'both kinds of bias',
    lectureWith('layers[0].bias', { values: [1, 2], shared: 3 }),
    'layers[0].bias: found both "values" and "shared", expected one of them',
  ],
  [
    'too few biases',
    lectureWith('layers[0].bias', { values: [1] }),
    'layers[0].bias.values: found 1 number, expected 2, one for each unit',
  ],
  [
    'a bias that is not a number',
    lectureWith('layers[0].bias', { values: [1, true] }),
    'layers[0].bias.values[1]: found true, expected a finite number',
  ],
  [
    'biases that are not an array',
    lectureWith('layers[0].bias', { values: 1 }),
    'layers[0].bias.values: found 1, expected an array of numbers, one for each unit',
  ],
  [
    'a shared bias as text',
    lectureWith('layers[0].bias', { shared: '1' }),
    'layers[0].bias.shared: found "1", expected a finite number',
  ],
  [
    'a word for trainable',
    lectureWith('layers[0].bias', { shared: 1, trainable: 'no' }),
    'layers[0].bias.trainable: found "no", expected true or false',
  ],

  [
    'an unknown loss',
    lectureWith('loss', 'surprise'),
    'loss: found "surprise", expected "half-squared-error", "mean-squared-error", "mean-absolute-error", "binary-cross-entropy" or "categorical-cross-entropy"',
  ],
  [
    'a misspelt loss',
    lectureWith('loss', 'mean_squared_error'),
    'loss: found "mean_squared_error", did you mean "mean-squared-error"?',
  ],
  [
    'a softmax output layer with another loss than categorical cross-entropy',
    lectureWith('layers[1].activation', 'softmax'),
    'loss: found "half-squared-error", expected "categorical-cross-entropy", which a softmax output layer needs',
  ],
  [
    'categorical cross-entropy after a sigmoid',
    lectureWith('loss', 'categorical-cross-entropy'),
    'layers[1].activation: found "sigmoid", expected "softmax", which the loss categorical-cross-entropy needs',
  ],
  [
    'binary cross-entropy after tanh',
    { ...withBinaryCrossEntropy, layers: lectureWith('layers[1].activation', 'tanh').layers },
    'layers[1].activation: found "tanh", expected "sigmoid", which the loss binary-cross-entropy needs',
  ],
  [
    'a target above 1',
    { ...withBinaryCrossEntropy, samples: [{ input: [0, 0], target: [1, 1.5] }] },
    'samples[0].target[1]: found 1.5, expected a number from 0 to 1, as binary-cross-entropy needs',
  ],
  [
    'a target below 0',
    { ...withBinaryCrossEntropy, samples: [{ input: [0, 0], target: [-0.5, 1] }] },
    'samples[0].target[0]: found -0.5, expected a number from 0 to 1, as binary-cross-entropy needs',
  ],
  [
    'a target below 0 for categorical cross-entropy',
    { ...withCategoricalCrossEntropy, samples: [{ input: [0, 0], target: [2, -1] }] },
    'samples[0].target[1]: found -1, expected a number not below 0, as categorical-cross-entropy needs',
  ],

  [
    'a misspelt optimizer',
    lectureWith('optimizer', { method: 'Adam-W', learningRate: 0.1 }),
    'optimizer.method: found "Adam-W", did you mean "adamw"?',
  ],
  [
    'an optimizer without a method',
    lectureWith('optimizer', { learningRate: 0.1 }),
    'optimizer.method: found nothing, expected "sgd", "adagrad", "rmsprop", "adam" or "adamw"',
  ],
  [
    'a setting that the method does not have',
    lectureWith('optimizer.beta1', 0.9),
    'optimizer: found the unknown key "beta1", did you mean "beta1" with the method "adam" or "adamw"?',
  ],
  [
    'a misspelt setting',
    lectureWith('optimizer', { method: 'adam', learningRate: 0.1, beta_2: 0.9 }),
    'optimizer: found the unknown key "beta_2", did you mean "beta2"?',
  ],
  [
    'a beta1 of 1',
    lectureWith('optimizer', { method: 'adam', learningRate: 0.1, beta1: 1 }),
    'optimizer.beta1: found 1, expected a number from 0 to below 1',
  ],
  [
    'momentum below 0',
    lectureWith('optimizer.momentum', -0.1),
    'optimizer.momentum: found -0.1, expected a number not below 0',
  ],
  [
    'nesterov without momentum',
    lectureWith('optimizer.nesterov', true),
    'optimizer.nesterov: found true, expected a "momentum" greater than 0 beside it',
  ],
  [
    'dampening without momentum',
    lectureWith('optimizer.dampening', 0.5),
    'optimizer.dampening: found 0.5, expected a "momentum" greater than 0 beside it',
  ],
  [
    'nesterov with dampening',
    lectureWith('optimizer', { method: 'sgd', learningRate: 0.1, momentum: 0.9, dampening: 0.5, nesterov: true }),
    'optimizer.nesterov: found true, expected no "dampening" beside it',
  ],
  [
    'a weight decay that is neither a number nor an object',
    lectureWith('optimizer.weightDecay', 'weights'),
    'optimizer.weightDecay: found "weights", expected a number not below 0, or an object with "weights" and "biases"',
  ],
  [
    'a weight decay of the weights below 0',
    lectureWith('optimizer.weightDecay', { weights: -1 }),
    'optimizer.weightDecay.weights: found -1, expected a number not below 0',
  ],
  ['an unknown reduction', lectureWith('reduction', 'total'), 'reduction: found "total", expected "mean" or "sum"'],
  [
    'no learning rate',
    lectureWith('optimizer', { method: 'sgd' }),
    'optimizer.learningRate: found nothing, expected a number greater than 0',
  ],
  [
    'a learning rate of 0',
    lectureWith('optimizer.learningRate', 0),
    'optimizer.learningRate: found 0, expected a number greater than 0',
  ],
  [
    'an infinite learning rate',
    lectureWith('optimizer.learningRate', Number.POSITIVE_INFINITY),
    'optimizer.learningRate: found a number above 1.8e308, the largest possible number, expected a number greater than 0',
  ],
  [
    'the name of an optimizer in place of its object',
    lectureWith('optimizer', 'sgd'),
    'optimizer: found "sgd", expected an object with "method" and "learningRate"',
  ],

  ['no samples', lectureWith('samples', []), 'samples: found an empty array, expected at least one sample'],
  [
    'a CSV file that was not read',
    lectureWith('samples', 'data.csv'),
    'samples: found "data.csv", expected an array of samples, as no CSV file can be read here',
  ],
  [
    'a number for samples',
    lectureWith('samples', 3),
    'samples: found 3, expected an array of samples, or the path of a CSV file',
  ],
  [
    'a sample that is not an object',
    lectureWith('samples[0]', [1, 2]),
    'samples[0]: found an array, expected an object with "input" and "target"',
  ],
  [
    'too few inputs in a sample',
    lectureWith('samples[0].input', [1]),
    'samples[0].input: found 1 number, expected 2, one for each input',
  ],
  [
    'too many targets in a sample',
    lectureWith('samples[0].target', [1, 2, 3]),
    'samples[0].target: found 3 numbers, expected 2, one for each output',
  ],
  [
    'a target that is not an array',
    lectureWith('samples[0].target', 1),
    'samples[0].target: found 1, expected an array of numbers, one for each output',
  ],
  [
    'an input that is not an array',
    lectureWith('samples[0].input', 1),
    'samples[0].input: found 1, expected an array of numbers, one for each input',
  ],

  [
    'an inexact number of samples in a batch',
    lectureWith('batchSize', 2 ** 53),
    'batchSize: found 9007199254740992, expected at most 9007199254740991',
  ],
  ['an empty batch', lectureWith('batchSize', 0), 'batchSize: found 0, expected a whole number, at least 1, or "all"'],
  [
    'a fractional batch size',
    lectureWith('batchSize', 0.5),
    'batchSize: found 0.5, expected a whole number, at least 1, or "all"',
  ],
  [
    'an unknown word for the batch size',
    lectureWith('batchSize', 'every'),
    'batchSize: found "every", expected a whole number, at least 1, or "all"',
  ],
  [
    'an unknown update order',
    lectureWith('updateOrder', 'sequential'),
    'updateOrder: found "sequential", expected "simultaneous" or "layer-by-layer"',
  ],
  ['too few input names', lectureWith('inputNames', ['a']), 'inputNames: found 1 name, expected 2, one for each input'],
  [
    'too many output names',
    lectureWith('outputNames', ['a', 'b', 'c']),
    'outputNames: found 3 names, expected 2, one for each output',
  ],
  [
    'a number as an input name',
    lectureWith('inputNames', ['a', 3]),
    'inputNames[1]: found 3, expected text on one line, without control characters',
  ],
  [
    'a blank input name',
    lectureWith('inputNames', ['a', ' ']),
    'inputNames[1]: found " ", expected at least one character other than spaces',
  ],
  [
    'an empty output name',
    lectureWith('outputNames', ['', 'b']),
    'outputNames[0]: found "", expected at least one character other than spaces',
  ],
  [
    'output names that are not an array',
    lectureWith('outputNames', 'a, b'),
    'outputNames: found "a, b", expected an array of names, one for each output',
  ],
  [
    'input names that are not an array',
    lectureWith('inputNames', 1),
    'inputNames: found 1, expected an array of names, one for each input',
  ],
];

const namedMistakes = mistakes.map(([mistake, data, ...lines]) => ({ mistake, data, lines }));

test.each(namedMistakes)('parseNetwork refuses a file with $mistake', ({ data, lines }) => {
  expect(refusedLines(data)).toEqual(lines);
});
