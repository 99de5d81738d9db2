import { describe, expect, test } from 'vitest';
import { quantityNamed } from '../../src/engine/steps/name-parser.ts';
import { stepOf } from '../../src/engine/steps/steps.ts';
import { updateAt } from '../../src/engine/training/update.ts';
import type { OwnNumbers } from '../../src/ui/state/own-numbers.ts';
import { lecture } from '../support/lecture.ts';
import { frameOf, openStepper, type Stepper, sessionWith } from '../support/stepper.ts';

const own: OwnNumbers = {
  update: 1,
  numbers: new Map([
    ['delta_o1', { value: 0.2, isRight: false }],
    ['dE_total/dw5', { value: 0.1014, isRight: true }],
    ['dE_total/dw7', { value: -0.0444, isRight: true }],
    ['w8+', { value: 0.9, isRight: false }],
  ]),
  first: 'delta_o1',
  text: 'Yours: 0.2. That comes from a slip.',
};

/** The stepper at the step of a quantity, with the numbers of a learner. */
function openedAt(name: string): Stepper {
  const update = updateAt(lecture, 1);
  const quantity = quantityNamed(update, name);
  const step = quantity && stepOf(update, quantity);
  return openStepper({ own, session: sessionWith({ position: { update: 1, step: step ?? 0 } }) });
}

const wide = { columns: 120, rows: 40 };

describe("the learner's own numbers", () => {
  test('are in a column of the weights table, a wrong one with a sign', () => {
    const frame = frameOf(openedAt('delta_o1').view, wide);
    expect(frame).toMatch(/weight +value +∂E\/∂w +yours +new/);
    expect(frame).toMatch(/w5 h1→o1 +0\.3500 +0\.1014/);
    expect(frame).toMatch(/w8 h2→o2 +0\.5000 +!0\.9000/);
  });

  test('are in the weights table of a screen of 80×24 as well, in place of the values', () => {
    expect(frameOf(openedAt('dE_total/dw5').view)).toMatch(/weight +∂E\/∂w +yours/);
  });

  test('are behind the result in the formula, when it is computed', () => {
    expect(frameOf(openedAt('dE_total/dw5').view, wide)).toContain('= •0.0714   yours: 0.1014');
    expect(frameOf(openedAt('delta_o1').view, wide)).not.toContain('yours: 0.1014');
  });

  test('are in the network if they are wrong', () => {
    expect(frameOf(openedAt('delta_o1').view, wide)).toContain('δ yours: 0.2000');
  });

  test('are explained at the step of the first wrong number, and only there', () => {
    const stepper = openedAt('delta_o1');
    expect(frameOf(stepper.view)).toContain(own.text);
    expect(frameOf(stepper.press('right').view)).not.toContain(own.text);
    expect(frameOf(stepper.press('left').view)).toContain(own.text);
  });

  test('are earlier answers of practice', () => {
    const stepper = openedAt('delta_o1');
    stepper.press('/', ...'w5', 'return', 'd', ...'0.1014', 'return');
    expect(stepper.model.practice.exercise?.judgement).toEqual({ kind: 'right', how: 'own' });
  });

  test('belong to their update only', () => {
    const stepper = openedAt('dE_total/dw5').press('e', 'e');
    expect(frameOf(stepper.view, wide)).not.toContain('0.1014');
  });
});
