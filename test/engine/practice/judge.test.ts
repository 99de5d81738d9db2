import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quantityName } from '../../../src/engine/models/quantity-name.ts';
import { readUpdate } from '../../../src/engine/pass/update-values.ts';
import { candidatesFor, findSlips } from '../../../src/engine/practice/diagnosis.ts';
import { digitsAsked, type Question } from '../../../src/engine/practice/question.ts';
import { isComposite } from '../../../src/engine/steps/explanation.ts';
import { stepsOf } from '../../../src/engine/steps/steps.ts';
import { createRandom } from '../../../src/engine/training/random.ts';
import { initialState } from '../../../src/engine/training/training-state.ts';
import { roundedAsShown } from '../../../src/notation/number-format.ts';
import { roundedProduct } from '../../../src/notation/rounded-product.ts';
import { lecture } from '../../support/lecture.ts';
import { judged, questionOf, verdictOn } from '../../support/questions.ts';
import { randomExperiment } from '../../support/random-experiment.ts';

describe('a right answer', () => {
  test.each([
    ['dE_total/dw2', '0.000247', 'exact'],
    ['dE_total/dw2', '2.4665e-4', 'exact'],
    ['dE_total/dw5', '0,0714', 'exact'],
    ['dE_total/dw5', '.5843*0.2411*0.5069', 'by hand'],
    ['dE_total/dw5', '(0.5943 − 0.01) × 0.5943 × (1 − 0.5943) × 0.5069', 'by hand'],
    ['dE_total/dw1', '0.0001235', 'by hand'],
    // Through a rounded δ.
    ['dE_total/dw1', '0.0001237', 'by hand'],
    ['dE_total/dw7', '-0.04441', 'by hand'],
    ['dE_total/dw7', '-0.04440', 'by hand'],
    ['dE_total/dw5', '0.58*0.24*0.51', 'by hand'],
    ['dE_total/dw5', '0.071400', 'exact'],
    ['net_h1', '0.02750', 'exact'],
    ['dE_total/dw2', '(0.584*0.241*0.35-0.371*0.236*0.45)*0.25*0.1', 'by hand'],
    ['out_h1', '1/(1+exp(-0.0275))', 'exact'],
    ['E_total', '0.2396', 'cut off'],
    ['out_h1', '1/(1+2.718281828^-0.0275)', 'exact'],
    ['E_total+', '0.2326', 'exact'],
  ])('%s: %s is right, %s', (name, text, how) => {
    expect(judged(questionOf(name), text)).toEqual({ kind: 'right', how });
  });

  test('of a few digits is asked for more, and a wrong one of one digit is not diagnosed', () => {
    expect(judged(questionOf('dE_total/dw2'), '0.00025')).toEqual({ kind: 'too short', fits: true, digits: 3 });
    expect(judged(questionOf('dE_total/dw2'), '0.0002')).toEqual({ kind: 'too short', fits: true, digits: 3 });
    expect(judged(questionOf('dE_total/dw2'), '-0.0002')).toEqual({ kind: 'too short', fits: false, digits: 3 });
    expect(judged(questionOf('net_h1'), '0.02')).toEqual({ kind: 'too short', fits: false, digits: 4 });
    expect(judged(questionOf('dE_total/dw2'), '7')).toEqual({ kind: 'too short', fits: false, digits: 3 });
  });

  test('of a weight that hardly moves has to show that it moved', () => {
    expect(digitsAsked(questionOf('w1+'))).toBe(6);
    expect(judged(questionOf('w1+'), '0.1499')).toMatchObject({ kind: 'too short', fits: true });
    expect(judged(questionOf('w1+'), '0.149938')).toEqual({ kind: 'right', how: 'exact' });
    expect(judged(questionOf('w1+'), '0.15-0.5*0.0001235')).toEqual({ kind: 'right', how: 'by hand' });
  });

  test('may follow from an earlier answer that was not right', () => {
    const question = questionOf('dE_total/dw5');
    const earlier = new Map([['delta_o1', 0.2]]);
    expect(judged(question, '0.101', earlier)).toEqual({ kind: 'right', how: 'own' });
    expect(judged(question, '0.101').kind).toBe('wrong');
    expect(judged(question, '0.0714', earlier)).toEqual({ kind: 'right', how: 'exact' });
    expect(judged(questionOf('w5+'), '0.35-0.5*0.101', new Map([['dE_total/dw5', 0.101]]))).toEqual({
      kind: 'right',
      how: 'own',
    });
  });

  test('is never called wrong, rounded to any number of digits or from factors rounded by hand', () => {
    const plan = fc.record({ experiment: randomExperiment, at: fc.nat(), digits: fc.integer({ min: 1, max: 12 }) });
    fc.assert(
      fc.property(plan, ({ experiment, at, digits }) => {
        const reading = readUpdate(experiment, 1, initialState(experiment));
        const steps = [...stepsOf(reading.update)];
        const { quantity } = steps[at % steps.length] ?? { quantity: { kind: 'total-error' } as const };
        const question: Question = { values: reading, quantity };
        const value = reading.numberOf(quantity);
        expect(judged(question, value.toPrecision(digits)).kind).not.toBe('wrong');
        if (!isComposite(reading.update, quantity)) return;
        const factors = roundedProduct(reading, quantity, 4);
        expect(judged(question, factors.toPrecision(Math.max(digits, 3))).kind).not.toBe('wrong');
      }),
      { numRuns: 400 },
    );
  });
});

describe('a wrong answer of the lecture', () => {
  test.each([
    ['dE_total/dw2', '-0.000247', ['sign-flipped', 'target-output-swapped']],
    ['dE_total/dw2', '0.001232', ['path-left-out']],
    ['dE_total/dw2', '0.000123', ['loss-factor', 'input-of-other-weight', 'paths-averaged', 'rate-in-gradient']],
    ['dE_total/dw5', '0.0493', ['weight-for-input']],
    ['w5+', '0.3857', ['sign-flipped', 'update-added', 'target-output-swapped']],
    ['w5+', '0.35', ['old-value']],
    // What w5 carries, in the place of what w6 does.
    ['dE_total/dw6', '0.1409*0.5069', ['input-of-other-weight']],
    ['dE_total/dw6', '0.0714', ['input-of-other-weight']],
    ['w5+', '0.2786', ['loss-factor', 'rate-forgotten']],
    ['w5+', '0.0714', ['gradient-for-new-value']],
    ['w5+', '0.0357', ['change-for-new-value']],
    ['net_o2', '0.4816', ['input-of-other-weight']],
    ['out_h1', '0.0275', ['activation-skipped']],
    ['dout_o1/dnet_o1', '0.4057', ['one-minus-output-for-derivative']],
    ['dE_total/dw3', '0.000313', ['loss-factor', 'input-of-other-weight']],
    ['dE_total/dw3', '0.000247', ['weights-by-column']],
  ])('%s: %s', (name, text, slips) => {
    expect(verdictOn(questionOf(name), text)).toEqual(expect.arrayContaining(slips));
  });

  test("the other unit's σ′ is a right answer for w1 and w2 at three digits", () => {
    for (const name of ['dE_total/dw1', 'dE_total/dw2']) {
      const question = questionOf(name);
      const other = candidatesFor(question, roundedAsShown).filter(({ slip }) => slip === 'derivative-of-other-unit');
      const hidden = other.find(({ about }) => about !== undefined && 'layer' in about && about.layer === 1);
      expect(verdictOn(question, (hidden?.numbers[0] ?? 0).toPrecision(3))).toEqual(['right, exact']);
    }
  });

  test('its ties, for w1 to w8 and w1⁺ to w8⁺, to the digits that are asked for', async () => {
    const weights = Array.from({ length: 8 }, (_, at) => at + 1);
    const names = [...weights.map((at) => `dE_total/dw${at}`), ...weights.map((at) => `w${at}+`)];
    const table = names.flatMap((name) => {
      const question = questionOf(name);
      const ties = candidatesFor(question, roundedAsShown).map(({ slip, numbers }) => {
        const text = (numbers[0] ?? 0).toPrecision(digitsAsked(question));
        const verdict = verdictOn(question, text);
        return { text, slip, verdict };
      });
      for (const { slip, verdict } of ties) {
        expect(verdict.includes(slip) || verdict[0]?.startsWith('right')).toBe(true);
        if (slip === 'sign-flipped' && name.startsWith('dE')) expect(verdict).toContain('target-output-swapped');
        if (slip === 'rate-forgotten') expect(verdict).toContain('loss-factor');
      }
      const byText = new Map(ties.map(({ text, verdict }) => [text, verdict.join(', ')]));
      return [name, ...[...byText].map(([text, verdict]) => `  ${text.padStart(12)}  ${verdict}`)];
    });
    await expect(`${table.join('\n')}\n`).toMatchFileSnapshot('lecture-ties.txt');
  });
});

test('10,000 random numbers are taken for slips no more often than chance has it', () => {
  const { uniform } = createRandom(7, 1);
  const names = ['dE_total/dw1', 'dE_total/dw5', 'w1+', 'w5+', 'net_o1', 'delta_h1', 'dE_total/dout_h1', 'E_o1'];
  let [hits, expected, count] = [0, 0, 0];
  for (const name of names) {
    const question = questionOf(name);
    const right = question.values.numberOf(question.quantity);
    const width = 4 * Math.abs(right);
    const digits = digitsAsked(question);
    const steps = 1 / 10 ** Math.ceil(digits - Math.log10(width));
    const candidates = candidatesFor(question, roundedAsShown);
    // The part of ± width that lies within the rounding of some slip's number.
    const near = candidates
      .flatMap(({ numbers }) => numbers)
      .filter((value) => Math.abs(value) <= width)
      .flatMap((value) => [Math.floor(value / steps), Math.ceil(value / steps)]);
    const chance = (new Set(near).size * steps) / (2 * width);
    for (let turn = 0; turn < 10_000 / names.length; turn++) {
      const value = (2 * uniform() - 1) * width;
      const answer = { value, min: value - steps / 2, max: value + steps / 2, digits, unit: steps };
      count += 1;
      expected += chance;
      if (findSlips(candidates, answer).length > 0) hits += 1;
    }
  }
  expect(count).toBe(10_000);
  expect(hits).toBeLessThan(expected + 4 * Math.sqrt(expected));
  // Most random numbers are no slip at all.
  expect(hits / count).toBeLessThan(0.2);
});

test('what a finding is about is a quantity of the question', () => {
  const { findings } = { findings: [], ...judged(questionOf('dE_total/dw2'), '0.001232') };
  const names = findings.map(({ about }) => about && quantityName(lecture.network, about));
  expect(names).toEqual(['dE_o2/dout_h1']);
});
