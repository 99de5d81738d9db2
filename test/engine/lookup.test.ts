import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quantityNamed } from '../../src/engine/lookup.ts';
import { quantityName } from '../../src/engine/names.ts';
import { isTrained } from '../../src/engine/parameters.ts';
import { updateAt } from '../../src/engine/update.ts';
import { unicode } from '../../src/notation/glyphs.ts';
import { symbolOf } from '../../src/notation/symbols.ts';
import { lecture } from '../support/lecture.ts';
import { randomExperiment } from '../support/random-experiment.ts';
import { reachableQuantities } from '../support/walking.ts';

test('every quantity of an update is found by its name, and by what it is called on screen', () => {
  fc.assert(
    fc.property(randomExperiment, (experiment) => {
      const update = updateAt(experiment, 1);
      for (const [name, quantity] of reachableQuantities(update)) {
        if (
          'parameter' in quantity &&
          quantity.kind === 'gradient' &&
          !isTrained(experiment.network, quantity.parameter)
        ) {
          continue;
        }
        for (const text of [name, symbolOf(experiment.network, quantity, unicode)]) {
          const found = quantityNamed(update, text);
          expect(found && quantityName(experiment.network, found), text).toBe(name);
        }
      }
    }),
    { numRuns: 100 },
  );
});

describe('a name that is none', () => {
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
    '__proto__',
    'd/d',
  ])('%j is not found', (name) => {
    expect(quantityNamed(update, name)).toBeUndefined();
  });

  test('a batch of one has its sample by number or without', () => {
    expect(quantityNamed(update, 'net_h1@1')).toEqual(quantityNamed(update, 'net_h1'));
    expect(quantityNamed(update, 'net_h1@2')).toBeUndefined();
  });
});
