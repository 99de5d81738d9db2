import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DenseExperiment } from '../../src/engine/training/experiment.ts';
import type { Optimizer } from '../../src/engine/training/optimizers.ts';
import { sampleOrderOf } from '../../src/engine/training/shuffle.ts';
import { pytorchProgram } from '../../src/notation/pytorch/pytorch-program.ts';
import { optimizerCode, pythonNumber } from '../../src/notation/pytorch/pytorch-terms.ts';
import { lecture } from '../support/lecture.ts';
import { classes, twoInputs } from '../support/networks.ts';

function programOf(experiment: DenseExperiment, epochs: number): string {
  return [...pytorchProgram(experiment, epochs)].join('');
}

test.each<readonly [Optimizer, code: string]>([
  [{ method: 'sgd', learningRate: 0.5 }, 'SGD([W1, b1], lr=0.5, momentum=0.0, weight_decay=0.0)'],
  [
    { method: 'sgd', learningRate: 0.5, momentum: 0.9, nesterov: true, weightDecay: 0.01 },
    'SGD([W1, b1], lr=0.5, momentum=0.9, nesterov=True, weight_decay=0.01)',
  ],
  [
    { method: 'sgd', learningRate: 0.5, momentum: 0.9, dampening: 0.2 },
    'SGD([W1, b1], lr=0.5, momentum=0.9, dampening=0.2, weight_decay=0.0)',
  ],
  [
    { method: 'sgd', learningRate: 0.5, weightDecay: { weights: 0.01, biases: 0 } },
    'SGD([{"params": [W1], "weight_decay": 0.01}, {"params": [b1], "weight_decay": 0.0}], lr=0.5, momentum=0.0)',
  ],
  [{ method: 'adagrad', learningRate: 1 }, 'Adagrad([W1, b1], lr=1.0, eps=1e-10, weight_decay=0.0)'],
  // PyTorch calls ρ alpha.
  [
    { method: 'rmsprop', learningRate: 0.1, rho: 0.8 },
    'RMSprop([W1, b1], lr=0.1, alpha=0.8, eps=1e-8, weight_decay=0.0)',
  ],
  [
    { method: 'adam', learningRate: 0.1, beta1: 0.7 },
    'Adam([W1, b1], lr=0.1, betas=(0.7, 0.999), eps=1e-8, weight_decay=0.0)',
  ],
  [
    { method: 'adamw', learningRate: 0.1, epsilon: 1e-6 },
    'AdamW([W1, b1], lr=0.1, betas=(0.9, 0.999), eps=0.000001, weight_decay=0.0)',
  ],
])('%j is written with all its settings, in the words of PyTorch', (optimizer, code) => {
  const variables = [
    { name: 'W1', kind: 'weight' },
    { name: 'b1', kind: 'bias' },
  ] as const;
  expect(optimizerCode(optimizer, variables)).toBe(`torch.optim.${code}`);
});

test('the cross-entropy of classes is −Σ target × ln out', () => {
  expect(programOf(classes, 1)).toContain('return -(target * F.log_softmax(net, dim=1)).sum(dim=1).mean()\n');
});

test('a program adds up the errors of a batch if the reduction is sum', () => {
  expect(programOf({ ...classes, reduction: 'sum' }, 1)).toContain('.sum(dim=1).sum()\n');
});

test('a program without trained biases has one parameter group', () => {
  const experiment: DenseExperiment = {
    ...classes,
    optimizer: { method: 'adamw', learningRate: 0.1, weightDecay: { weights: 0.1, biases: 0.2 } },
  };
  expect(programOf(experiment, 1)).toContain('torch.optim.AdamW([{"params": [W1, W2, W3], "weight_decay": 0.1}], lr');
});

test('any name of an experiment stays in one comment, which Python does not take for a declaration of an encoding', () => {
  const linesOf = (name: string) => programOf({ ...lecture, name }, 1).split(/\r\n|[\r\n]/);
  const plain = linesOf('lecture');
  const anyName = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('Encoding: one-hot', 'a\nimport os', 'a\rb', '"""', "'''", '\\', 'a\u2028b', '#', '{x}'),
  );
  fc.assert(
    fc.property(anyName, (name) => {
      const lines = linesOf(name);
      expect(lines).toHaveLength(plain.length);
      for (const [index, line] of lines.entries()) {
        if (line === plain[index]) continue;
        expect(line).toMatch(/^# /);
        // PEP 263 looks at the first two lines.
        expect(index).toBeGreaterThanOrEqual(2);
      }
    }),
  );
});

test('every finite number is a Python float that is the same double', () => {
  const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(anyNumber, (number) => {
      const code = pythonNumber(number);
      expect(code).toMatch(/^-?(?:\d+\.\d+(?:e[+-]\d+)?|\d+e[+-]\d+)$/);
      expect(Number(code)).toBe(number === 0 ? 0 : number);
    }),
    { numRuns: 2000, examples: [[-0], [5e-324], [1e21], [1.7976931348623157e308]] },
  );
});

test('a program lists the order of the samples in each epoch, but only if they are shuffled', () => {
  const shuffled: DenseExperiment = { ...twoInputs, shuffle: { seed: 1 } };
  const orders = [1, 2].map((epoch) => `    [${sampleOrderOf(shuffled, epoch)?.samples.join(', ')}],\n`).join('');
  const program = programOf(shuffled, 2);
  expect(program).toContain(`orders = [\n${orders}]\n`);
  // Lists in Python count from 0.
  expect(program).toContain(
    'for epoch in range(1, 2 + 1):\n    for batch in torch.tensor(orders[epoch - 1]).split(1):\n',
  );
  expect(programOf(lecture, 2)).not.toContain('orders');
});
