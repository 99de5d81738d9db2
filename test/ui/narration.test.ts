import { describe, expect, test } from 'vitest';
import { constant } from '../../src/engine/expressions/expression.ts';
import type { DenseExperiment } from '../../src/engine/training/experiment.ts';
import { parseNetwork } from '../../src/files/network-file.ts';
import { narrationText, sentenceFor } from '../../src/ui/lines/narration-line.ts';
import { english } from '../../src/ui/messages/en/english.ts';
import type { NarrationFact } from '../../src/ui/messages/facts.ts';
import { lecture } from '../support/lecture.ts';
import { lessonNamed } from '../support/lessons.ts';
import { classes, xor } from '../support/networks.ts';
import { afterKeys } from '../support/stepper.ts';

type Sentences<Kind extends NarrationFact['kind']> = readonly (readonly [
  fact: Omit<Extract<NarrationFact, { kind: Kind }>, 'kind'>,
  sentence: string,
])[];

const derivative = { unit: 'h1', activation: 'sigmoid', value: 0.2, isSwitchedOff: false } as const;
const path = { unit: 'h1', through: 'o2', isFirst: true, usesOldWeight: true };
const ofW5 = { parameter: 'w5', dampening: 'none' } as const;

const moved = {
  parameter: 'w5',
  direction: 'down',
  distance: '0.0357',
  isTinyChange: false,
  method: undefined,
} as const;
const byEpsilon = { kind: 'division-by-zero', denominator: constant(0), isEpsilonZero: true } as const;
const input = { parameter: 'w5', inputUnit: 'h1', input: '0.5069' } as const;

const qByX = { of: 'q', by: 'x' } as const;
const pathOfX = { of: 'x', through: 'q', error: 'f' } as const;
const slopeOf = (name: 'sigmoid' | 'relu' | 'exp' | 'ln', value: number) =>
  ({ kind: 'function', name, written: name, value }) as const;

/** Examples of the sentence for each kind of fact. The type requires an entry for every kind. */
const sentences: { readonly [Kind in NarrationFact['kind']]: Sentences<Kind> } = {
  start: [[{}, 'Nothing is computed yet. Each press of → computes one equation.']],
  'not-finite-before': [[{}, 'A number became infinite before this update: step back to see where.']],
  'not-finite': [
    [
      { cause: { failed: undefined, isFromStart: false, setting: undefined } },
      'The first non-finite number. A smaller learning rate may help.',
    ],
    [
      { cause: { failed: { kind: 'overflow', operation: 'sum' }, isFromStart: true, setting: undefined } },
      'The first non-finite number. Inputs, targets or weights are too large.',
    ],
    [
      { cause: { failed: { ...byEpsilon, isNumeratorZero: true }, isFromStart: false, setting: undefined } },
      'The first non-finite number. 0/0, as ε is 0: a greater ε helps.',
    ],
    [
      { cause: { failed: { ...byEpsilon, isNumeratorZero: false }, isFromStart: false, setting: undefined } },
      'The first non-finite number. A division by 0, as ε is 0: a greater ε helps.',
    ],
  ],
  'not-finite-since': [[{ first: 'net_o1' }, 'net_o1 was the first non-finite number: step back to see it.']],
  net: [
    [
      { unit: 'h1', isFirstLayer: true, isFirstUnit: true, hasBias: false },
      'Each input times its weight into h1, added.',
    ],
    [
      { unit: 'h1', isFirstLayer: true, isFirstUnit: true, hasBias: true },
      'Each input times its weight into h1, added, and the bias.',
    ],
    [{ unit: 'h2', isFirstLayer: true, isFirstUnit: false, hasBias: false }, "The same inputs, with h2's own weights."],
    [
      { unit: 'o2', isFirstLayer: false, isFirstUnit: false, hasBias: true },
      "The same outs, with o2's own weights, and the bias.",
    ],
    [
      { unit: 'o1', isFirstLayer: false, isFirstUnit: true, hasBias: false },
      'The outs, not the nets, times their weights into o1, added.',
    ],
  ],
  'hidden-out': [
    [{ activation: 'sigmoid', isPositive: true }, 'The sigmoid squeezes net between 0 and 1.'],
    [{ activation: 'tanh', isPositive: false }, 'tanh squeezes net between −1 and 1.'],
    [{ activation: 'identity', isPositive: true }, 'The identity passes net on unchanged.'],
    [{ activation: 'relu', isPositive: true }, 'Above 0, relu passes net on unchanged.'],
    [{ activation: 'relu', isPositive: false }, 'Not above 0: relu lets nothing through.'],
    [{ activation: 'gelu', isPositive: true }, 'gelu of net: the next layer gets this.'],
  ],
  output: [
    [{ target: '0.01', miss: 0 }, 'Exactly right: the target is 0.01.'],
    [{ target: '0.01', miss: 0.251 }, 'Much too high: the target is 0.01.'],
    [{ target: '0.01', miss: 0.249 }, 'Too high: the target is 0.01.'],
    [{ target: '0.01', miss: -0.0101 }, 'Too low: the target is 0.01.'],
    [{ target: '0.01', miss: -0.0099 }, 'A little too low: the target is 0.01.'],
    [{ target: '0.99', miss: -0.3 }, 'Much too low: the target is 0.99.'],
  ],
  'output-error': [
    [
      { unit: 'o1', loss: 'half-squared-error' },
      'How far o1 missed its target, squared: too high and too low both count.',
    ],
    [{ unit: 'o1', loss: 'mean-absolute-error' }, 'How far o1 missed its target: too high and too low count the same.'],
    [{ unit: 'o1', loss: 'categorical-cross-entropy' }, 'This error grows as o1 makes its target less probable.'],
  ],
  'sample-error': [[{ sample: 3 }, 'The error of sample 3.']],
  'total-error': [
    [{ batch: undefined }, 'Training makes this number smaller.'],
    [{ batch: 'mean' }, 'The mean over the batch: training makes this number smaller.'],
    [{ batch: 'sum' }, 'The sum over the batch: training makes this number smaller.'],
  ],
  'total-error-after': [
    [
      { direction: 'down', before: '0.2397' },
      'Forward once more, with new weights: down from 0.2397. One update done.',
    ],
    [{ direction: 'up', before: '0.2397' }, 'Forward once more, with new weights: up from 0.2397. One update done.'],
    [
      { direction: 'none', before: '0.2397' },
      'Forward once more, with new weights: unchanged from 0.2397. One update done.',
    ],
  ],
  'output-gradient': [
    [{ unit: 'o1', sign: 1 }, '① Positive: raising out_o1 raises the error.'],
    [{ unit: 'o1', sign: -1 }, '① Negative: raising out_o1 lowers the error.'],
    [{ unit: 'o1', sign: 0 }, '① o1 is on its target: no change would help.'],
  ],
  'paths-gradient': [
    [{ unit: 'h1', paths: 1, cancellation: 'none' }, '① The one path from h1 to the error.'],
    [{ unit: 'h1', paths: 2, cancellation: 'none' }, '① All paths from h1 to the error, added.'],
    [
      { unit: 'h1', paths: 2, cancellation: 'partly' },
      '① All paths from h1 to the error, added. They pull in opposite directions.',
    ],
    [
      { unit: 'h1', paths: 2, cancellation: 'largely' },
      '① All paths from h1 to the error, added. They largely cancel.',
    ],
  ],
  'activation-derivative': [
    [{ ...derivative, value: 0.241 }, '② The slope of the sigmoid at h1: near its steepest.'],
    [{ ...derivative, value: 0.239 }, '② The slope of the sigmoid at h1: at most 0.25.'],
    [{ ...derivative, value: 0.051 }, '② The slope of the sigmoid at h1: at most 0.25.'],
    [{ ...derivative, value: 0.049 }, '② The slope of the sigmoid at h1: nearly flat here.'],
    [{ ...derivative, activation: 'tanh' }, "② The slope of tanh at h1's net."],
    [
      { ...derivative, activation: 'relu', value: 0, isSwitchedOff: true },
      '② h1 is switched off: no error gets back through it.',
    ],
  ],
  delta: [[{ unit: 'h1' }, '① × ② = δ: how net_h1 changes E. Weights into h1 share it.']],
  'one-step-delta': [[{ activation: 'softmax' }, '① × ② = δ: this loss and softmax leave only this difference.']],
  path: [
    [path, 'δ of o2 times the weight from h1: still the old one.'],
    [{ ...path, usesOldWeight: false }, 'δ of o2 times the weight from h1: the new one.'],
    [{ ...path, isFirst: false }, 'h1 also feeds o2: the error comes back through o2, too.'],
  ],
  'sample-gradient': [[{ parameter: 'w5', sample: 2 }, 'How sample 2 alone would change w5.']],
  'batch-gradient': [
    [{ parameter: 'w5', direction: 'up', reduction: 'mean' }, 'The mean over the batch. Negative: w5 will rise.'],
    [{ parameter: 'w5', direction: 'down', reduction: 'sum' }, 'The sum over the batch. Positive: w5 will fall.'],
  ],
  'shared-bias-gradient': [
    [
      { parameter: 'b1', direction: 'down' },
      'All units share this bias, with input 1: all δ, added. Positive: b1 will fall.',
    ],
  ],
  'bias-gradient': [
    [{ parameter: 'b1', direction: 'none' }, 'The input of a bias is 1, so this is δ itself. 0: b1 will stay.'],
  ],
  'weight-gradient': [
    [{ ...input, direction: 'down' }, '③ The input of w5: 0.5069 from h1. Positive: w5 will fall.'],
    [{ ...input, direction: 'up' }, '③ The input of w5: 0.5069 from h1. Negative: w5 will rise.'],
  ],
  optimizer: [
    [{ variable: 'g', method: 'adam', ...ofW5 }, 'Weight decay: the gradient plus a pull of w5 towards 0.'],
    [{ variable: 'm', method: 'adam', ...ofW5 }, "The moving mean of w5's gradients: their recent direction."],
    [{ variable: 's', method: 'adagrad', ...ofW5 }, "All of w5's squared gradients so far, added."],
    [
      { variable: 's', method: 'rmsprop', ...ofW5 },
      "The moving mean of w5's squared gradients: how large they have been.",
    ],
    [{ variable: 'v', method: 'sgd', ...ofW5 }, "Momentum: μ times the old momentum plus w5's new gradient."],
    [
      { variable: 'v', method: 'sgd', ...ofW5, dampening: 'first update' },
      "Momentum starts as w5's gradient. Dampening starts with the next update.",
    ],
    [
      { variable: 'v', method: 'sgd', ...ofW5, dampening: 'later update' },
      "Momentum: μ times the old momentum plus 1 − τ times w5's new gradient.",
    ],
    [
      { variable: 'v', method: 'adam', ...ofW5 },
      "The moving mean of w5's squared gradients: how large they have been.",
    ],
    [
      { variable: 'mhat', method: 'adam', ...ofW5 },
      'The mean started at 0 and is too small at first: this corrects it.',
    ],
    [{ variable: 'vhat', method: 'adam', ...ofW5 }, 'The same correction for the mean of the squares.'],
  ],
  'new-parameter': [
    [moved, 'Minus α times the gradient: w5 falls by 0.0357.'],
    [{ ...moved, direction: 'up' }, 'Minus a negative number: w5 rises by 0.0357.'],
    [{ ...moved, isTinyChange: true }, 'Minus α times the gradient: w5 falls by 0.0357. It hardly learns.'],
    [{ ...moved, direction: 'none' }, 'The gradient is 0: w5 stays.'],
    [{ ...moved, method: 'adam' }, 'The mean gradient divided by its usual size: w5 falls by 0.0357.'],
    [{ ...moved, method: 'adagrad' }, 'The gradient divided by the size of all gradients so far: w5 falls by 0.0357.'],
    [{ ...moved, method: 'rmsprop' }, 'The gradient divided by its usual size: w5 falls by 0.0357.'],
    [{ ...moved, method: 'sgd' }, 'α times the momentum: w5 falls by 0.0357.'],
    [{ ...moved, method: 'nesterov' }, 'α times the sum of the gradient and μ times the momentum: w5 falls by 0.0357.'],
    [{ ...moved, method: 'adam', direction: 'none' }, 'w5 stays where it is.'],
  ],
  equation: [
    [{ name: 'q', sources: ['x', 'y'], users: ['f'] }, 'q is computed from x and y. f uses it.'],
    [{ name: 's', sources: 7, users: ['a', 'b'] }, 's is computed from 7 quantities. a and b use it.'],
    [{ name: 'r', sources: ['y'], users: [] }, 'r is computed from y. The error does not depend on it.'],
    [{ name: 'k', sources: [], users: 4 }, 'k is a constant. 4 quantities use it.'],
  ],
  'formula-error': [
    [{ error: 'f', batch: undefined }, 'f is the result. Next: how does it change with each number?'],
    [{ error: 'f', batch: 'mean' }, 'The mean of f over the batch. Next: how does it change with each number?'],
  ],
  'formula-sample-error': [[{ error: 'f', sample: 2 }, 'f of sample 2.']],
  'formula-error-after': [
    [{ direction: 'down', before: '0.3' }, 'Forward once more, with new numbers: down from 0.3. One update done.'],
  ],
  'start-of-backward': [[{ error: 'f' }, 'The backward pass starts here: the derivative of f by itself is 1.']],
  'no-path': [[{ name: 'y', error: 'f' }, 'f does not depend on y, so a change of y does not change f.']],
  'local-derivative': [
    [{ ...qByX, reason: { kind: 'copy' } }, 'q is x itself, so it changes just as much: by 1.'],
    [{ ...qByX, reason: { kind: 'term' } }, 'In a sum, q changes just as much as x: by 1.'],
    [{ ...qByX, reason: { kind: 'subtracted' } }, 'x is subtracted: if it rises, q falls just as much.'],
    [{ ...qByX, reason: { kind: 'negated' } }, 'A minus sign: if x rises, q falls just as much.'],
    [{ ...qByX, reason: { kind: 'factor', others: 'y·z' } }, 'In a product, every change of x is multiplied by y·z.'],
    [
      { ...qByX, reason: { kind: 'factor', others: undefined } },
      'In a product, the derivative by x is the product of the other factors.',
    ],
    [{ ...qByX, reason: { kind: 'numerator', divisor: 'y' } }, 'Every change of x is divided by y, as x is.'],
    [{ ...qByX, reason: { kind: 'divisor' } }, 'Quotient rule: x is the divisor, so its square is in the denominator.'],
    [{ ...qByX, reason: { kind: 'power', exponent: '2' } }, 'Power rule: the slope of the square of x is 2 times x.'],
    [{ ...qByX, reason: { kind: 'power', exponent: '3' } }, 'Power rule: 3 times x to the power 3 − 1.'],
    [{ ...qByX, reason: slopeOf('sigmoid', 0.2) }, 'The slope of σ at x. It is at most 0.25.'],
    [{ ...qByX, reason: slopeOf('relu', 0) }, 'x is not above 0: relu passes no change on.'],
    [{ ...qByX, reason: slopeOf('relu', 1) }, 'Above 0, relu passes every change on: 1.'],
    [{ ...qByX, reason: slopeOf('exp', 2) }, 'The slope of exp is exp itself.'],
    [{ ...qByX, reason: slopeOf('ln', 2) }, 'The slope of ln at x is 1/x.'],
    [
      { ...qByX, reason: { kind: 'rules', rules: ['tanh', 'chain', 'sum'] } },
      'Chain rule: the slope of tanh, times how its input changes with x.',
    ],
    [
      { ...qByX, reason: { kind: 'rules', rules: ['product', 'power'] } },
      'Product rule: x is in several factors; each takes its turn.',
    ],
  ],
  'formula-path': [[pathOfX, 'The part of ∂f/∂x through q: ∂f/∂q × ∂q/∂x.']],
  'direct-path': [
    [{ ...pathOfX, through: 'f' }, 'The part of ∂f/∂x on the direct path: the equation of f contains x.'],
  ],
  'formula-paths': [
    [{ name: 'x', error: 'f', paths: 2, cancellation: 'none', outlook: undefined }, 'Both paths from x to f, added.'],
    [
      { name: 'x', error: 'f', paths: 3, cancellation: 'largely', outlook: { parameter: 'x', direction: 'up' } },
      'All 3 paths to f, added: they largely cancel. Negative: x will rise.',
    ],
  ],
  'chain-rule': [
    [{ name: 'x', error: 'f', through: 'q', outlook: undefined }, 'Chain rule: the way from x to f goes through q.'],
    [
      { name: 'x', error: 'f', through: 'q', outlook: { parameter: 'x', direction: 'down' } },
      'Chain rule, through q. Positive: x will fall.',
    ],
  ],
  'formula-batch-gradient': [
    [{ reduction: 'sum', outlook: undefined }, 'The sum over the batch.'],
    [{ reduction: 'mean', outlook: { parameter: 'w', direction: 'none' } }, 'The mean over the batch. 0: w will stay.'],
  ],
};

describe('the sentence for', () => {
  for (const [kind, rows] of Object.entries(sentences)) {
    test.each<readonly [object, string]>(rows)(`the fact ${kind} %j is: %s`, (fact, sentence) => {
      expect(sentenceFor(english, { ...fact, kind } as NarrationFact)).toBe(sentence);
    });
  }
});

/** The narration at the step that computes the quantity `name`, to which / goes after the keys `before`. */
function narrationAt(name: string, experiment: DenseExperiment, before: readonly string[] = []): string {
  return narrationText(afterKeys([...before, '/', ...name, 'return'], experiment).view, 200);
}

/** A copy of the lecture with another optimizer. */
function withOptimizer(optimizer: DenseExperiment['optimizer']): DenseExperiment {
  return { ...lecture, optimizer };
}

const sgd = { method: 'sgd', learningRate: 0.5 } as const;

describe('the narration of', () => {
  test.each<readonly [quantity: string, situation: string, experiment: DenseExperiment, sentence: string]>([
    ['net_h1', 'the first unit', lecture, 'Each input times its weight into h1, added.'],
    ['net_o2', 'a later unit', lecture, "The same outs, with o2's own weights."],
    ['net_h1@1', 'a unit with a bias', xor, 'Each input times its weight into h1, added, and the bias.'],
    ['out_h1', 'a hidden unit', lecture, 'The sigmoid squeezes net between 0 and 1.'],
    ['out_o1', 'an output', lecture, 'Much too high: the target is 0.01.'],
    ['E_o2', 'an output', lecture, 'How far o2 missed its target, squared: too high and too low both count.'],
    ['E_total', 'one sample', lecture, 'Training makes this number smaller.'],
    ['E_total', 'a batch', xor, 'The mean over the batch: training makes this number smaller.'],
    ['E_total@2', 'a batch', xor, 'The error of sample 2.'],
    ['dE_total/dout_o1', 'an output', lecture, '① Positive: raising out_o1 raises the error.'],
    ['dout_o1/dnet_o1', 'a sigmoid', lecture, '② The slope of the sigmoid at o1: near its steepest.'],
    ['delta_o1', 'a squared error', lecture, '① × ② = δ: how net_o1 changes E. Weights into o1 share it.'],
    ['delta_o1', 'softmax with its loss', classes, '① × ② = δ: this loss and softmax leave only this difference.'],
    ['dE_o1/dout_h1', 'the first path', lecture, 'δ of o1 times the weight from h1: still the old one.'],
    ['dE_o2/dout_h1', 'the second path', lecture, 'h1 also feeds o2: the error comes back through o2, too.'],
    [
      'dE_o1/dout_h1',
      'layers one by one',
      { ...lecture, updateOrder: 'layer-by-layer' },
      'δ of o1 times the weight from h1: the new one.',
    ],
    ['dE_total/dout_h1', 'two paths', lecture, '① All paths from h1 to the error, added. They largely cancel.'],
    ['dE_total/dout_h1@1', 'one path', xor, '① The one path from h1 to the error.'],
    ['dE_total/dw5@2', 'a sample of a batch', xor, 'How sample 2 alone would change w5.'],
  ])('$0 ($1) is: $3', (name, _, experiment, sentence) => {
    expect(narrationAt(name, experiment)).toBe(sentence);
  });

  // Finding a gradient or a new weight only selects the weight. These keys go to the steps of ∂E_total/∂w4 and of w4⁺.
  const toGradient = ['p', 'p', 'p'];
  const toNewValue = ['p', 'p', 'p', 'p', 'left'];
  const narrationAfter = (keys: readonly string[], experiment: DenseExperiment): string =>
    narrationText(afterKeys(keys, experiment).view, 200);

  test('a gradient names the input of the weight, or the mean over the batch', () => {
    expect(narrationAfter(toGradient, lecture)).toBe('③ The input of w4: 0.1000 from i2. Positive: w4 will fall.');
    expect(narrationAfter(toGradient, lessonNamed('xor'))).toMatch(/^The mean over the batch\. /);
  });

  test.each<readonly [name: string, optimizer: DenseExperiment['optimizer'], sentence: string]>([
    ['plain gradient descent', sgd, 'Minus α times the gradient: w4 falls by 0.0001565. It hardly learns.'],
    ['momentum', { ...sgd, momentum: 0.9 }, 'α times the momentum: w4 falls by 0.0001565.'],
    [
      'nesterov',
      { ...sgd, momentum: 0.9, nesterov: true },
      'α times the sum of the gradient and μ times the momentum: w4 falls by 0.0002974.',
    ],
    [
      'adam',
      { method: 'adam', learningRate: 0.01 },
      'The mean gradient divided by its usual size: w4 falls by 0.0100.',
    ],
  ])('a new weight with $0 is: $2', (_, optimizer, sentence) => {
    expect(narrationAfter(toNewValue, withOptimizer(optimizer))).toBe(sentence);
  });

  test.each([
    [0.0011, false],
    [0.0009, true],
  ])('a weight that changes by %d times its value ends with "It hardly learns.": %s', (change, endsSo) => {
    // One weight of 1, whose gradient is 1, so that the learning rate is the change.
    const linear = parseNetwork(
      {
        inputs: 1,
        layers: [{ units: 1, activation: 'identity', weights: [[1]] }],
        loss: 'half-squared-error',
        optimizer: { method: 'sgd', learningRate: change },
        samples: [{ input: [1], target: [0] }],
      },
      'linear',
    );
    expect(narrationAfter(['p', 'p', 'p', 'right'], linear).endsWith('It hardly learns.')).toBe(endsSo);
  });

  test.each([
    [0.59, 'They pull in opposite directions.'],
    [0.61, 'They largely cancel.'],
    [0.1, 'They pull in opposite directions.'],
    [-0.5, 'added.'],
  ])('two paths, one of 1 and one of minus %d, ends with: %s', (size, end) => {
    // Both weights from h1 are 1, so the paths are the deltas of the outputs.
    const paths = parseNetwork(
      {
        inputs: 1,
        layers: [
          { units: 1, activation: 'identity', weights: [[1]] },
          { units: 2, activation: 'identity', weights: [[1], [1]] },
        ],
        loss: 'half-squared-error',
        optimizer: sgd,
        samples: [{ input: [1], target: [0, 1 + size] }],
      },
      'paths',
    );
    expect(narrationAt('dE_total/dout_h1', paths).endsWith(end)).toBe(true);
  });

  test('a unit with a negative net says that relu switches the unit off', () => {
    const off = parseNetwork(
      {
        inputs: 1,
        layers: [
          { units: 1, activation: 'relu', weights: [[-1]] },
          { units: 1, activation: 'identity', weights: [[1]] },
        ],
        loss: 'half-squared-error',
        optimizer: sgd,
        samples: [{ input: [1], target: [1] }],
      },
      'off',
    );
    expect(narrationAt('out_h1', off)).toBe('Not above 0: relu lets nothing through.');
    expect(narrationAt('dout_h1/dnet_h1', off)).toBe('② h1 is switched off: no error gets back through it.');
  });
});
