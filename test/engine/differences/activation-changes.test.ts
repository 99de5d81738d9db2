import { expect, test } from 'vitest';
import { activationChangeOf } from '../../../src/engine/differences/activation-changes.ts';
import { keysOf } from '../../../src/engine/expressions/keys-of.ts';
import { activations } from '../../../src/engine/models/activations.ts';

const names = keysOf(activations);
const nets = [-30, -8, -3, -1, -0.2, 0, 1e-9, 0.1, 0.9, 2.5, 7, 30];

test.each(names)('the change of %s is the difference of two values, where this difference keeps its digits', (name) => {
  const { value } = activations[name];
  for (const net of nets) {
    for (const change of [-0.05, -0.01, 0.01, 0.05]) {
      const expected = value(net + change) - value(net);
      const error = Math.abs(activationChangeOf(name).change(net, change) - expected);
      expect(error, `from ${net} by ${change}`).toBeLessThan(1e-15 * (1 + Math.abs(net)) + 1e-14 * Math.abs(expected));
    }
  }
});

test.each(names)('a thousand small changes of %s are together twenty large changes', (name) => {
  const { change } = activationChangeOf(name);
  for (const net of nets) {
    const sumOf = (count: number, step: number): number => {
      let sum = 0;
      for (let done = 0; done < count; done++) sum += change(net + done * step, step);
      return sum;
    };
    const expected = sumOf(20, 50 * 2 ** -11);
    const error = Math.abs(sumOf(1000, 2 ** -11) - expected);
    expect(error, `from ${net}`).toBeLessThanOrEqual(1e-11 * Math.abs(expected));
  }
});

test.each(names)('a very small change of %s keeps the digits that the two values lose', (name) => {
  const { change } = activationChangeOf(name);
  for (const net of nets.filter((each) => Math.abs(each) > 1e-3)) {
    // The activation is nearly linear in these changes, so the halves differ from the whole by a factor of 2.
    const ratio = change(net, 1e-20) / change(net, 0.5e-20);
    if (!(name === 'relu' && net < 0)) expect(ratio, `from ${net}`).toBeCloseTo(2, 10);
  }
});
