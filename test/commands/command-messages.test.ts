import { expect, test } from 'vitest';
import { commandMessages } from '../../src/commands/command-messages.ts';

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

test.each([
  [Number.NaN, true, 'is the first quantity that is not a number; the initial numbers are too large'],
  [Number.POSITIVE_INFINITY, false, 'is the first quantity that is infinite; a smaller learning rate may help'],
])('the message about a divergence to %d names its cause or a remedy', (value, isBeforeFirstChange, end) => {
  const facts = { update: 4, epoch: 2, quantity: 'net_h1', value, isBeforeFirstChange };
  expect(commandMessages.train.diverged(facts)).toBe(`stopped at update 4 (epoch 2), where net_h1 ${end}`);
});

test('the title of an update names the sample if the batch has only one sample', () => {
  expect(commandMessages.update.place(1, 3, undefined)).toBe('epoch 1, update 3');
  expect(commandMessages.update.phaseTitle(commandMessages.update.place(1, 3, 96), 'forward')).toBe(
    'Epoch 1, update 3, sample 96, forward',
  );
});
