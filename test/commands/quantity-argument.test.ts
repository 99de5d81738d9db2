import { describe, expect, test } from 'vitest';
import { explainedQuantity } from '../../src/commands/quantity-argument.ts';
import { hyperparameterValue, newParameterValue, parameterGradient } from '../../src/engine/models/dense-quantities.ts';
import { updateAt } from '../../src/engine/training/update.ts';
import { lessonNamed } from '../support/lessons.ts';

function quantity(name: string, lesson = 'lecture') {
  return explainedQuantity(updateAt(lessonNamed(lesson), 1), name);
}

test('the name of a parameter stands for its derivative', () => {
  expect(quantity('w5')).toEqual(parameterGradient(4));
  expect(quantity('w5+')).toMatchObject(newParameterValue(4));
});

test('a name may be written as on the screen, with ∂ and δ', () => {
  expect(quantity('∂E_total/∂w5')).toEqual(quantity('dE_total/dw5'));
  expect(quantity('δ_o1')).toEqual(quantity('delta_o1'));
});

test('dE_total/dnet_o1 is delta_o1', () => {
  expect(quantity('dE_total/dnet_o1')).toEqual(quantity('delta_o1'));
  expect(quantity('∂E/∂net_h2')).toEqual(quantity('delta_h2'));
  expect(quantity('dE_total/dnet_h1@2', 'xor')).toEqual(quantity('delta_h1@2', 'xor'));
});

describe('an unknown name', () => {
  test.each<readonly [name: string, lesson: string, hint: string]>([
    ['net_h3', 'lecture', 'did you mean "net_h1"?'],
    ['nothing', 'lecture', 'expected one such as "w1" or "net_h1"'],
    ['w9', 'lecture', 'expected w1 to w8'],
    ['b5', 'xor', 'expected b1 to b4'],
    ['net_h1', 'xor', 'expected the name with a sample of this update: @1, @2, @3, @4'],
    ['dE_total/dw0', 'lecture', 'expected w1 to w8'],
    ['b1', 'lecture', 'as the network has no biases'],
    ['dE_total/db1', 'mazur', 'as b1 is frozen'],
    ['b2+', 'mazur', 'as b2 is frozen'],
    ['dE_total/dw1+', 'lecture', 'did you mean "dE_total/dw1"?'],
    ['v_w1', 'lecture', 'as sgd with these settings has no v'],
    ['delta_i2', 'lecture', 'as i2 is given; its gradient is "dE_total/di2"'],
    ['dE_total/dtarget_o1', 'lecture', 'as target_o1 is given, and training needs no derivative with respect to it'],
    ['h1', 'lecture', 'did you mean "net_h1" or "out_h1"?'],
    ['out_i1', 'lecture', 'did you mean "i1"?'],
    ['dE_total/dh1', 'lecture', 'did you mean "dE_total/dout_h1" or "delta_h1"?'],
    ['dE_total/dh1', 'xor', 'did you mean "dE_total/dout_h1@1" or "delta_h1@1"?'],
    ['dE_o1/dnet_o1', 'lecture', 'did you mean "delta_o1"?'],
    ['dE_o1/dout_o1', 'lecture', 'did you mean "dE_total/dout_o1"?'],
    ['E_h1', 'lecture', 'did you mean "dE_total/dout_h1" or "delta_h1"?'],
    ['z_h1', 'lecture', 'did you mean "net_h1"?'],
    ['dL/dw5', 'lecture', 'did you mean "dE_total/dw5"?'],
    ['dw5', 'lecture', 'did you mean "dE_total/dw5"?'],
    ['w5_new', 'lecture', 'did you mean "w5+"?'],
    ['loss', 'lecture', 'did you mean "E_total"?'],
    ['eta', 'lecture', 'did you mean "alpha"?'],
    [
      'dE_total/dout_o1',
      'xor',
      'did you mean "delta_o1@1"? With binary-cross-entropy, the delta of an output is one step',
    ],
    [
      'dout_o1/dnet_o1@2',
      'xor',
      'did you mean "delta_o1@2"? With binary-cross-entropy, the delta of an output is one step',
    ],
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

test('a setting of another optimizer has no value', () => {
  expect(() => quantity('beta1')).toThrow('sgd has no setting "beta1"');
  expect(quantity('mu')).toEqual(hyperparameterValue('momentum'));
});
