import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Quantity } from '../../../src/engine/graph/quantity.ts';
import { quantityName } from '../../../src/engine/models/quantity-name.ts';
import { readUpdate } from '../../../src/engine/pass/update-values.ts';
import { createCalculation } from '../../../src/engine/practice/calculation.ts';
import {
  networkConvention,
  otherConventions,
  replacementOf,
} from '../../../src/engine/practice/marking/conventions.ts';
import { type GivenArray, readArrays } from '../../../src/engine/practice/marking/given-array.ts';
import { mark } from '../../../src/engine/practice/marking/marking.ts';
import { digitsAsked } from '../../../src/engine/practice/question.ts';
import { stepsOf } from '../../../src/engine/steps/steps.ts';
import { initialState } from '../../../src/engine/training/training-state.ts';
import { roundedAsShown } from '../../../src/notation/number-format.ts';
import { judged } from '../../support/questions.ts';
import { randomExperiment } from '../../support/random-experiment.ts';

const wantedAnswers = 10_000;

test('10,000 right answers, rounded in many ways, are never called wrong', () => {
  const plan = fc.record({ experiment: randomExperiment, digits: fc.integer({ min: 0, max: 8 }), seed: fc.nat() });
  let count = 0;
  for (const { experiment, digits, seed } of fc.sample(plan, { numRuns: 1500, seed: 11 })) {
    if (count >= wantedAnswers) break;
    const values = readUpdate(experiment, 1, initialState(experiment));
    const steps = [...stepsOf(values.update)];
    for (let at = 0; at < 12; at++) {
      const quantity = steps[(seed + 7 * at) % steps.length]?.quantity;
      const value = quantity && values.numberOf(quantity);
      if (quantity === undefined || value === undefined || !Number.isFinite(value)) continue;
      const question = { values, quantity };
      const asked = digitsAsked(question);
      const answers = [value.toPrecision(asked + digits), value.toExponential(asked + 1), String(value)];
      for (const answer of answers) {
        count += 1;
        expect(judged(question, answer).kind, `${quantityName(experiment.network, quantity)} = ${answer}`).toBe(
          'right',
        );
      }
    }
  }
  expect(count).toBeGreaterThanOrEqual(wantedAnswers);
}, 120_000);

/** The numbers as single names, each with some decimals. */
function given(numbers: readonly (readonly [name: string, value: number])[], decimals: number): readonly GivenArray[] {
  return numbers.map(([name, value]) => ({
    name,
    shape: [],
    values: [Number(value.toFixed(decimals))],
    tolerances: [0.5 * 10 ** -decimals + 1e-12],
    mayBeByHand: decimals <= 6,
    source: 'test',
    line: undefined,
  }));
}

test('right numbers of whole programs are never called wrong, in any convention', () => {
  const plan = fc.record({ experiment: randomExperiment, decimals: fc.integer({ min: 4, max: 12 }), choice: fc.nat() });
  for (const { experiment, decimals, choice } of fc.sample(plan, { numRuns: 100, seed: 12 })) {
    const values = readUpdate(experiment, 1, initialState(experiment));
    const { update } = values;
    const conventions = [networkConvention, ...otherConventions(update)];
    const convention = conventions[choice % conventions.length] ?? networkConvention;
    const numberOf = createCalculation({
      update,
      replacements: convention === networkConvention ? [] : [replacementOf(update, convention)],
      isComputed: () => true,
      read: values.numberOf,
    });
    const quantities = [...stepsOf(update)].map(({ quantity }) => quantity).filter(isPrinted);
    const numbers = quantities.map(
      (quantity) => [quantityName(experiment.network, quantity), numberOf(quantity)] as const,
    );
    if (numbers.some(([, value]) => !Number.isFinite(value))) continue;
    const { readings } = readArrays(values, given(numbers, decimals));
    const { verdict, first } = mark(values, readings, roundedAsShown);
    expect(verdict, JSON.stringify([convention, first?.name])).not.toBe('wrong');
  }
}, 300_000);

/** What programs print: errors, nets, outs, gradients and new parameters, before the update of the error. */
function isPrinted(quantity: Quantity): boolean {
  if (quantity.kind === 'gradient') return true;
  return (
    quantity.kind === 'value' &&
    quantity.of.block.role !== 'optimizer' &&
    !(quantity.after === true && quantity.of.block.role !== 'parameter')
  );
}
