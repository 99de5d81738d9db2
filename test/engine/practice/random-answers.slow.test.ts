import { expect, test } from 'vitest';
import { candidatesFor, findSlips } from '../../../src/engine/practice/diagnosis.ts';
import { stepsOf } from '../../../src/engine/steps/steps.ts';
import { createRandom } from '../../../src/engine/training/random.ts';
import { roundedAsShown } from '../../../src/notation/number-format.ts';
import { answerOf } from '../../support/questions.ts';
import { mistakeNetworks } from './mistakes/networks.ts';

/** Questions for each network, and wrong answers for each question. */
const [questions, answers] = [8, 200];

test('a slip is named for at most 2 % of random wrong numbers of four digits', () => {
  const random = createRandom(5, 1);
  let [count, named] = [0, 0];
  for (const values of mistakeNetworks.values()) {
    const steps = [...stepsOf(values.update)];
    for (let asked = 0; asked < questions; asked++) {
      const quantity = steps[random.integer(steps.length - 1)]?.quantity;
      const right = quantity && values.numberOf(quantity);
      if (quantity === undefined || right === undefined || right === 0) continue;
      const question = { values, quantity };
      const candidates = candidatesFor(question, roundedAsShown);
      for (let turn = 0; turn < answers; turn++) {
        const answer = answerOf(((2 * random.uniform() - 1) * 4 * right).toPrecision(4));
        count += 1;
        if (findSlips(question, candidates, answer).length > 0) named += 1;
      }
    }
  }
  expect(count).toBeGreaterThan(10_000);
  expect(named / count).toBeLessThan(0.02);
}, 120_000);
