import { expect, test } from 'vitest';
import { commandMessages } from '../../src/commands/command-messages.ts';
import { constant } from '../../src/engine/expressions/expression.ts';

test('the summary of a check names only the verdicts that occur', () => {
  const { summary } = commandMessages.check;
  expect(summary('epoch 1, update 1', ['agrees', 'agrees'], '1.0e-11')).toBe(
    'epoch 1, update 1: 2 of 2 agree; the worst relative error is 1.0e-11',
  );
  expect(summary('epoch 1, update 1', ['kink', 'agrees', 'too-small-to-tell', 'disagrees', 'lost'], '1.0e+0')).toBe(
    'epoch 1, update 1: 1 of 5 agree, 1 disagree, 1 are not finite, 1 at a kink, where there is no slope to compare ' +
      'with, 1 too small to tell; the worst relative error is 1.0e+0',
  );
});

test('the summary of a check names no relative error if no gradient could be compared', () => {
  const { summary } = commandMessages.check;
  expect(summary('epoch 1, update 1', ['too-small-to-tell', 'kink'], undefined)).toBe(
    'epoch 1, update 1: 0 of 2 agree, 1 at a kink, where there is no slope to compare with, 1 too small to tell',
  );
});

const denominator = constant(0);

test.each([
  [
    Number.NaN,
    { failed: undefined, isFromStart: true, setting: undefined },
    'is the first quantity that is not a number; the initial numbers are too large: smaller inputs, targets or weights help',
  ],
  [
    Number.POSITIVE_INFINITY,
    { failed: { kind: 'overflow', operation: 'sum' }, isFromStart: false, setting: undefined },
    'is the first quantity that is infinite: a sum overflows; a smaller learning rate may help',
  ],
  [
    Number.NaN,
    {
      failed: { kind: 'division-by-zero', isNumeratorZero: true, denominator, isEpsilonZero: true },
      isFromStart: false,
      setting: undefined,
    },
    'is the first quantity that is not a number: its equation divides 0 by 0, as √(s) is 0; an epsilon greater than 0 helps',
  ],
] as const)('the message about a divergence to %d names its cause and a remedy', (value, cause, end) => {
  const facts = {
    update: 4,
    epoch: 2,
    quantity: 'net_h1',
    error: 'E_total',
    isOfAllSamples: false,
    value,
    cause,
    denominator: '√(s)',
  };
  expect(commandMessages.train.diverged(facts)).toBe(`stopped at update 4 (epoch 2), where net_h1 ${end}`);
});

test('the title of an update names the sample if the batch has only one sample', () => {
  expect(commandMessages.update.place(1, 3, undefined)).toBe('epoch 1, update 3');
  expect(commandMessages.update.phaseTitle(commandMessages.update.place(1, 3, 96), 'forward')).toBe(
    'Epoch 1, update 3, sample 96, forward',
  );
});
