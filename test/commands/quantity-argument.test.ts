import { describe, expect, test } from 'vitest';
import { explainedQuantity } from '../../src/commands/quantity-argument.ts';
import { updateAt } from '../../src/engine/training/update.ts';
import { lessonNamed } from '../support/lessons.ts';

function quantity(name: string, lesson = 'lecture') {
  return explainedQuantity(updateAt(lessonNamed(lesson), 1), name);
}

test('the name of a parameter stands for its derivative', () => {
  expect(quantity('w5')).toEqual({ kind: 'gradient', parameter: 4 });
  expect(quantity('w5+')).toMatchObject({ kind: 'updated', parameter: 4 });
});

test('a name may be written as on the screen, with ∂ and δ', () => {
  expect(quantity('∂E_total/∂w5')).toEqual(quantity('dE_total/dw5'));
  expect(quantity('δ_o1')).toEqual(quantity('delta_o1'));
});

describe('an unknown name', () => {
  test.each<readonly [name: string, lesson: string, hint: string]>([
    ['net_h3', 'lecture', 'did you mean "net_h1"?'],
    ['nothing', 'lecture', 'expected one such as "w1" or "net_h1"'],
    ['w9', 'lecture', 'expected w1 to w8'],
    ['b5', 'xor', 'expected b1 to b4'],
    ['net_h1', 'xor', 'expected the name with a sample of this update: @1, @2, @3, @4'],
    ['net_h1@9', 'xor', 'expected the name with a sample of this update: @1, @2, @3, @4'],
  ])('%s in %s gets the hint: %s', (name, lesson, hint) => {
    expect(() => quantity(name, lesson)).toThrow(`found no quantity "${name}" in update 1, ${hint}`);
  });

  test('gets a hint with at most four samples', () => {
    expect(() => quantity('net_h1', 'softmax')).toThrow(/of this update: (@\d+, ){4}…$/);
  });
});

test('a frozen parameter has no derivative', () => {
  expect(() => quantity('b1', 'mazur')).toThrow('b1 is frozen');
});
