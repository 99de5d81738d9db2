import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAfterUpdate, isLocalOf, type Quantity } from '../../../src/engine/graph/quantity.ts';
import { isTrained } from '../../../src/engine/models/parameters.ts';
import { quantityName } from '../../../src/engine/models/quantity-name.ts';
import { equationOf } from '../../../src/engine/steps/equation.ts';
import { quantityNamed } from '../../../src/engine/steps/name-parser.ts';
import { modelOf } from '../../../src/engine/training/experiment.ts';
import { type Update, updateAt } from '../../../src/engine/training/update.ts';
import { ascii, inGlyphs, unicode } from '../../../src/notation/glyphs.ts';
import { symbolOf } from '../../../src/notation/symbols.ts';
import { lecture } from '../../support/lecture.ts';
import { randomExperiment } from '../../support/random-experiment.ts';
import { reachableQuantities } from '../../support/walking.ts';

test('every quantity of an update is found by its name and by its symbol in ASCII', () => {
  fc.assert(
    fc.property(randomExperiment, (experiment) => {
      const update = updateAt(experiment, 1);
      for (const [name, quantity] of reachableQuantities(update)) {
        for (const text of [name, inGlyphs(symbolOf(experiment.network, quantity, unicode), ascii)]) {
          const found = quantityNamed(update, text);
          expect(found && quantityName(experiment.network, found), text).toBe(name);
        }
      }
    }),
    { numRuns: 100 },
  );
});

/** Names in the forms of `quantityName`. Some of them name quantities of small networks, the others name nothing. */
const randomName = fc.constantFrom('h1', 'h2', 'h1.1', 'h2.1', 'o1', 'o2', 'i1', 'total').chain((unit) => {
  const kind = fc
    .constantFrom('net', 'out', 'E', 'delta', 'target', 'm', 'v', 'g', 'd')
    .map((name) => `${name}_${unit}`);
  const parameter = fc.constantFrom('w1', 'w2', 'w9', 'b1', 'b2');
  const optimizerVariable = fc
    .tuple(fc.constantFrom('m', 'v', 'g', 'mhat', 's'), parameter)
    .map((parts) => parts.join('_'));
  const top = fc.oneof(fc.constantFrom('E_total', 'E', 'E_o1', `out_${unit}`, `net_${unit}`), kind);
  const bottom = fc.oneof(parameter, fc.constantFrom(`out_${unit}`, `net_${unit}`, 'out_h1', 'net_h1'), kind);
  const fraction = fc.tuple(top, bottom).map((parts) => `d${parts.join('/d')}`);
  const suffix = fc.constantFrom('', '', '', '+', '@1', '@2', ':h2.1');
  return fc.tuple(fc.oneof(kind, parameter, optimizerVariable, fraction), suffix).map((parts) => parts.join(''));
});

test('a random name is found only if the update has a quantity of this name', () => {
  const found = new Set<string>();
  fc.assert(
    fc.property(randomExperiment, fc.array(randomName, { maxLength: 40 }), (experiment, names) => {
      const update = updateAt(experiment, 1);
      const reachable = reachableQuantities(update);
      for (const name of names) {
        const quantity = quantityNamed(update, name);
        if (quantity === undefined) continue;
        found.add(name);
        if (mayBeUnreachable(update, quantity)) continue;
        expect(reachable.has(quantityName(experiment.network, quantity)), name).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
  expect(found.size).toBeGreaterThan(50);
});

/** Whether a quantity can have a value although no step depends on it. */
function mayBeUnreachable(update: Update, quantity: Quantity): boolean {
  if (equationOf(update, quantity).kind === 'given') return true;
  // In the forward pass after the update, only E_total is a step.
  if (isAfterUpdate(quantity)) return true;
  return isLocalOf(quantity, 'net', 'parameter') && !isTrained(modelOf(update.experiment), quantity.by.index);
}

describe('a name', () => {
  const update = updateAt(lecture, 1);
  test.each([
    '',
    'w0',
    'w9',
    'w05',
    'b1',
    'net_h3',
    'net_i1',
    'E_h1',
    'delta',
    'dE_total/dw9',
    'dE_o1/dout_o1',
    'm_w1',
    'w5@2',
    'dnet_h2/dw1',
    '__proto__',
    'd/d',
  ])('is not found: %j', (name) => {
    expect(quantityNamed(update, name)).toBeUndefined();
  });

  test('of a derivative may have E instead of E_total', () => {
    expect(quantityNamed(update, 'dE/dw5')).toEqual(quantityNamed(update, 'dE_total/dw5'));
  });

  test('of a delta may be dE_total/dnet_h1', () => {
    for (const unit of ['h1', 'h2', 'o1', 'o2']) {
      expect(quantityNamed(update, `dE_total/dnet_${unit}`)).toEqual(quantityNamed(update, `delta_${unit}`));
      expect(quantityNamed(update, `dE/dnet_${unit}`)).toEqual(quantityNamed(update, `delta_${unit}`));
    }
    expect(quantityNamed(update, 'dE_total/dnet_i1')).toBeUndefined();
    expect(quantityNamed(update, 'dE_total/dnet_h1:o1')).toBeUndefined();
  });

  test('in a batch of one sample may have the number of the sample', () => {
    expect(quantityNamed(update, 'net_h1@1')).toEqual(quantityNamed(update, 'net_h1'));
    expect(quantityNamed(update, 'net_h1@2')).toBeUndefined();
  });
});
