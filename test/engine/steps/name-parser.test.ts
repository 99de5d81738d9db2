import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isTrained } from '../../../src/engine/models/parameters.ts';
import { quantityName } from '../../../src/engine/models/quantity-name.ts';
import { equationOf } from '../../../src/engine/steps/equation.ts';
import { quantityNamed } from '../../../src/engine/steps/name-parser.ts';
import { updateAt } from '../../../src/engine/training/update.ts';
import { ascii, inGlyphs, unicode } from '../../../src/notation/glyphs.ts';
import { symbolOf } from '../../../src/notation/symbols.ts';
import { lecture } from '../../support/lecture.ts';
import { randomExperiment } from '../../support/random-experiment.ts';
import { reachableQuantities } from '../../support/walking.ts';

test('every quantity of an update is found by its name, in ASCII and as it is on screen', () => {
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

test('what is found has a name of its own, and is of this update', () => {
  const words = [
    'net',
    'out',
    'E',
    'delta',
    'target',
    'm',
    'v',
    'g',
    'w1',
    'b2',
    'i1',
    'h1',
    'h2',
    'o1',
    'total',
    'h1.1',
  ];
  const word = fc.constantFrom(...words);
  const part = fc.oneof(
    word,
    fc.tuple(word, word).map((both) => both.join('_')),
  );
  const fraction = fc.tuple(part, part).map(([top, bottom]) => `d${top}/d${bottom}`);
  const mark = fc.constantFrom('', '', '+', '@1', '@2', ':h2.1');
  fc.assert(
    fc.property(
      randomExperiment,
      fc.array(fc.tuple(fc.oneof(part, fraction), mark), { maxLength: 40 }),
      (experiment, names) => {
        const update = updateAt(experiment, 1);
        const reachable = reachableQuantities(update);
        for (const [name, ending] of names) {
          const found = quantityNamed(update, name + ending);
          if (found === undefined || equationOf(update, found).kind === 'given') continue;
          // How a net answers to a frozen bias is known, though no step asks.
          if (found.kind === 'net-by-parameter' && !isTrained(experiment.network, found.parameter)) continue;
          const isForwardAgain = name.startsWith('net') || name.startsWith('out') || name.startsWith('E');
          if (!isForwardAgain) expect(reachable.has(quantityName(experiment.network, found)), name + ending).toBe(true);
        }
      },
    ),
    { numRuns: 500 },
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
    'dnet_h2/dw1',
    '__proto__',
    'd/d',
  ])('%j is not found', (name) => {
    expect(quantityNamed(update, name)).toBeUndefined();
  });

  test('a derivative may be written short', () => {
    expect(quantityNamed(update, 'dE/dw5')).toEqual(quantityNamed(update, 'dE_total/dw5'));
  });

  test('a batch of one has its sample by number or without', () => {
    expect(quantityNamed(update, 'net_h1@1')).toEqual(quantityNamed(update, 'net_h1'));
    expect(quantityNamed(update, 'net_h1@2')).toBeUndefined();
  });
});
