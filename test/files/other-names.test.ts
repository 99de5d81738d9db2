import { describe, expect, test } from 'vitest';
import { hyperparameters } from '../../src/engine/graph/optimizer-names.ts';
import { activationNames } from '../../src/engine/models/activations.ts';
import { lossNames } from '../../src/engine/models/losses.ts';
import { initializerNames } from '../../src/engine/training/initializers.ts';
import { optimizerNames } from '../../src/engine/training/optimizers.ts';
import { jsonSchema } from '../../src/files/json-schema.ts';
import { suggestedNames, vocabularyHint } from '../../src/files/name-hint.ts';
import { otherNames, type Vocabulary } from '../../src/files/other-names.ts';
import { lectureFile, lectureWith } from './lecture-file.ts';
import { refusedLines } from './refused-lines.ts';

const names: Readonly<Record<Exclude<Vocabulary, 'key'>, readonly string[]>> = {
  activation: activationNames,
  loss: lossNames,
  optimizer: optimizerNames,
  initializer: initializerNames,
};

test.each<readonly [Exclude<Vocabulary, 'key'>, text: string, hint: string]>([
  ['activation', 'linear', 'did you mean "identity"?'],
  ['activation', 'None', 'did you mean "identity"?'],
  ['activation', 'logistic', 'did you mean "sigmoid"?'],
  ['activation', 'tansig', 'did you mean "tanh"?'],
  ['activation', 'nn.ReLU', 'did you mean "relu"?'],
  ['activation', 'torch.nn.LeakyReLU', 'did you mean "leaky-relu"?'],
  ['activation', 'lrelu', 'did you mean "leaky-relu", whose slope for negative nets is 0.01?'],
  ['activation', 'swish', 'did you mean "silu"?'],
  ['activation', 'sigmod', 'did you mean "sigmoid"?'],
  ['activation', 'log_softmax', 'did you mean "softmax", as the loss "categorical-cross-entropy" takes the logarithm?'],
  ['loss', 'MSELoss', 'did you mean "mean-squared-error"?'],
  ['loss', 'nn.MSELoss', 'did you mean "mean-squared-error"?'],
  ['loss', 'L1Loss', 'did you mean "mean-absolute-error"?'],
  [
    'loss',
    'sum-squared-error',
    'did you mean "half-squared-error", which is half of it, with "reduction": "sum" if it adds up the samples?',
  ],
  ['loss', 'BCELoss', 'did you mean "binary-cross-entropy", which adds up the outputs instead of averaging over them?'],
  ...['BinaryCrossentropy', 'binary_crossentropy', 'F.binary_cross_entropy', 'keras.losses.BinaryCrossentropy'].map(
    (name) =>
      [
        'loss',
        name,
        'did you mean "binary-cross-entropy", which adds up the outputs instead of averaging over them?',
      ] as const,
  ),
  ['loss', 'mean_squared_error', 'did you mean "mean-squared-error"?'],
  ['initializer', 'he_normal', 'did you mean "he-normal", whose distribution is not truncated, unlike that of Keras?'],
  ['initializer', 'kaiming_normal_', 'did you mean "he-normal"?'],
  [
    'loss',
    'BCEWithLogitsLoss',
    'did you mean "binary-cross-entropy", after a "sigmoid" output layer, which adds up the outputs instead of averaging over them?',
  ],
  ['loss', 'CrossEntropyLoss', 'did you mean "categorical-cross-entropy", after a "softmax" output layer?'],
  ['loss', 'NLLLoss', 'did you mean "categorical-cross-entropy", after a "softmax" output layer?'],
  [
    'loss',
    'sparse_categorical_crossentropy',
    'did you mean "categorical-cross-entropy", with "class" in place of "target" in each sample?',
  ],
  ['loss', 'categorical_crossentropy', 'did you mean "categorical-cross-entropy"?'],
  ['loss', 'rmse', 'did you mean "mean-squared-error", which is the square of it?'],
  ['optimizer', 'SGD', 'did you mean "sgd"?'],
  ['optimizer', 'momentum', 'did you mean "sgd", with a "momentum" greater than 0?'],
  ['optimizer', 'NAG', 'did you mean "sgd", with a "momentum" greater than 0 and "nesterov": true?'],
  ['optimizer', 'torch.optim.RMSprop', 'did you mean "rmsprop"?'],
  ['optimizer', 'AdamOptimizer', 'did you mean "adam"?'],
  ['initializer', 'kaiming_uniform_', 'did you mean "he-uniform"?'],
  [
    'initializer',
    'glorot_normal',
    'did you mean "xavier-normal", whose distribution is not truncated, unlike that of Keras?',
  ],
  ['initializer', 'GlorotUniform', 'did you mean "xavier-uniform"?'],
  ['initializer', 'he', 'did you mean "he-uniform" or "he-normal"?'],
  [
    'initializer',
    'lecun_uniform',
    'did you mean "lecun-normal", which has the same variance, but a normal distribution?',
  ],
])('for the %s %s, the hint is: %s', (vocabulary, text, hint) => {
  expect(vocabularyHint(text, names[vocabulary], vocabulary)).toBe(hint);
});

test.each<readonly [Exclude<Vocabulary, 'key'>, texts: readonly string[]]>([
  ['activation', ['selu', 'celu', 'prelu', 'relu6', 'hardtanh', 'mish', 'softsign', 'logsigmoid']],
  ['loss', ['huber', 'HuberLoss', 'hinge', 'SmoothL1Loss', 'KLDivLoss', 'msle', 'mape']],
  ['optimizer', ['nadam', 'radam', 'adamax', 'adadelta', 'lbfgs', 'rprop', 'asgd']],
  ['initializer', ['zeros', 'orthogonal']],
])('for things without a relative, nothing is suggested: %s %j', (vocabulary, texts) => {
  for (const text of texts) {
    expect(vocabularyHint(text, names[vocabulary], vocabulary), text).toMatch(/^which does not exist here, expected "/);
  }
});

describe('keys of other programs', () => {
  const layer = {
    units: 2,
    activation: 'sigmoid',
    weights: [
      [1, 2],
      [3, 4],
    ],
  };
  test.each<readonly [data: object, line: string]>([
    [{ ...lectureFile(), batch_size: 1 }, 'found the unknown key "batch_size", did you mean "batchSize"?'],
    [
      { ...lectureFile(), learning_rate: 1 },
      'found the unknown key "learning_rate", did you mean "learningRate" in "optimizer"?',
    ],
    [{ ...lectureFile(), momentum: 0.9 }, 'found the unknown key "momentum", did you mean "momentum" in "optimizer"?'],
    [
      { ...lectureFile(), epochs: 10 },
      'found the unknown key "epochs", expected the number of epochs on the command line, as in backstep train FILE --epochs 100',
    ],
    [
      lectureWith('optimizer', { method: 'adam', eta: 0.1 }),
      'optimizer: found the unknown key "eta", did you mean "learningRate"?',
    ],
    [
      lectureWith('optimizer', { method: 'rmsprop', learningRate: 0.1, alpha: 0.9 }),
      'optimizer: found the unknown key "alpha", did you mean "rho"?',
    ],
    [
      lectureWith('optimizer', { method: 'adam', learningRate: 0.1, betas: [0.9, 0.999] }),
      'optimizer: found the unknown key "betas", did you mean "beta1" or "beta2"?',
    ],
    ...(['alpha', 'negativeSlope', 'negative_slope'] as const).map(
      (key) =>
        [
          lectureWith('layers[0]', { ...layer, activation: 'leaky-relu', [key]: 0.3 }),
          `layers[0]: found the unknown key "${key}", expected none, as the slope of leaky-relu is always 0.01 and the α of elu always 1`,
        ] as const,
    ),
    [
      lectureWith('layers[0]', { ...layer, use_bias: true }),
      'layers[0]: found the unknown key "use_bias", did you mean "bias"?',
    ],
    [
      lectureWith('layers[0]', { ...layer, bias: { values: [1, 2] }, use_bias: true }),
      'layers[0]: found the unknown key "use_bias", did you mean "bias", which is also there?',
    ],
    ...(['kernel_regularizer', 'reg', 'regularization'] as const).map(
      (key) =>
        [
          lectureWith('layers[0]', { ...layer, [key]: 0.3 }),
          `layers[0]: found the unknown key "${key}", did you mean "weightDecay" in "optimizer"?`,
        ] as const,
    ),
    [
      lectureWith('optimizer', { method: 'sgd', learningRate: 0.1, lr: 0.2 }),
      'optimizer: found the unknown key "lr", did you mean "learningRate", which is also there?',
    ],
    [
      { ...lectureFile(), batchSize: 1, batch_size: 1 },
      'found the unknown key "batch_size", did you mean "batchSize", which is also there?',
    ],
    [
      lectureWith('optimizer', { method: 'sgd', learningRate: 0.1, eps: 1e-7 }),
      'optimizer: found the unknown key "eps", did you mean "epsilon" with the method "adagrad", "rmsprop", "adam" or "adamw"?',
    ],
    [
      lectureWith('optimizer', { method: 'sgd', learningRate: 0.1, betas: [0.9, 0.999] }),
      'optimizer: found the unknown key "betas", did you mean "beta1" or "beta2" with the method "adam" or "adamw"?',
    ],
    [
      lectureWith('optimizer', { method: 'sgd', learningRate: 0.1, beta_1: 0.9 }),
      'optimizer: found the unknown key "beta_1", did you mean "beta1" with the method "adam" or "adamw"?',
    ],
    [
      lectureWith('optimizer', { method: 'adam', learningRate: 0.1, momentum: 0.9 }),
      'optimizer: found the unknown key "momentum", did you mean "momentum" with the method "sgd"?',
    ],
    [
      lectureWith('layers[0]', { ...layer, biases: [1, 2] }),
      'layers[0]: found the unknown key "biases", did you mean "bias"?',
    ],
    [
      lectureWith('layers[0]', { ...layer, learningRate: 0.1 }),
      'layers[0]: found the unknown key "learningRate", did you mean "learningRate" in "optimizer"?',
    ],
    [
      lectureWith('samples[0]', { x: [1, 2], y: [3, 4] }),
      'samples[0]: found the unknown key "x", did you mean "input"?',
    ],
  ])('%j', (data, line) => {
    expect(refusedLines(data)[0]).toBe(line);
  });

  const { properties } = jsonSchema() as { readonly properties: object };
  // These keys may be meant for several objects, or for none.
  const ambiguous = ['$schema', 'name', 'description', 'practice'];

  test.each(Object.keys(properties).filter((name) => !ambiguous.includes(name)))(
    'the key %s in a layer belongs at the top of the file',
    (name) => {
      const [line] = refusedLines(lectureWith('layers[0]', { ...layer, [name]: 1 }));
      expect(line).toBe(`layers[0]: found the unknown key "${name}", did you mean "${name}" at the top of the file?`);
    },
  );

  test.each(hyperparameters)('the key %s at the top of the file belongs into the optimizer', (name) => {
    const [line] = refusedLines({ ...lectureFile(), [name]: 0.1 });
    expect(line).toBe(`found the unknown key "${name}", did you mean "${name}" in "optimizer"?`);
  });
});

describe('the table of other names', () => {
  test.each(Object.entries(otherNames))('of each %s has names as they are compared', (vocabulary, table) => {
    const { same, similar, none } = table;
    const all = [...Object.values(same).flatMap((each) => each ?? []), ...Object.keys(similar), ...none];
    for (const name of all) expect(name).toMatch(/^[\p{Ll}\p{N}]+$/u);
    if (vocabulary !== 'key') expect(new Set(all).size, 'no name stands for two things').toBe(all.length);
  });

  test('suggests only names of the vocabulary', () => {
    for (const [vocabulary, known] of Object.entries(names) as [Exclude<Vocabulary, 'key'>, readonly string[]][]) {
      const { same, similar } = otherNames[vocabulary];
      for (const text of [...Object.values(same).flatMap((each) => each ?? []), ...Object.keys(similar)]) {
        expect(suggestedNames(text, known, vocabulary), text).not.toEqual([]);
      }
    }
  });

  test('suggests only keys of network files', () => {
    const schema = JSON.stringify(jsonSchema());
    for (const key of Object.keys(otherNames.key.same)) expect(schema).toContain(`"${key}":`);
  });
});
