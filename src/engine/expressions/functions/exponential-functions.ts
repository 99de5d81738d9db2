import { line } from '../derivation-lines.ts';
import { call, constant, power, product, quotient } from '../expression.ts';
import type { FunctionOfOne } from '../function-row.ts';

const one = constant(1);

export const exp: FunctionOfOne = {
  inputs: 'one',
  names: ['exp'],
  apply: Math.exp,
  derivative: (_x, y) => y,
  hasKink: false,
  pytorch: (x) => `torch.exp(${x})`,
  numpy: (x) => `np.exp(${x})`,
};

/** eˣ − 1, with all digits for an x near 0. */
export const expm1: FunctionOfOne = {
  inputs: 'one',
  names: ['expm1'],
  apply: Math.expm1,
  derivative: (x) => call('exp', x),
  hasKink: false,
  pytorch: (x) => `torch.expm1(${x})`,
  numpy: (x) => `np.expm1(${x})`,
};

export const ln: FunctionOfOne = {
  inputs: 'one',
  names: ['ln', 'log'],
  apply: Math.log,
  derivative: (x) => quotient(one, x),
  hasKink: false,
  latex: '\\ln',
  pytorch: (x) => `torch.log(${x})`,
  numpy: (x) => `np.log(${x})`,
};

export const sqrt: FunctionOfOne = {
  inputs: 'one',
  names: ['sqrt'],
  apply: Math.sqrt,
  derivative: (_x, y) => quotient(one, product(constant(2), y)),
  lines: (x) => ({
    value: [line(call('sqrt', x)), line(power(x, constant(0.5)), 'definition')],
    derivative: [
      line(product(constant(0.5), power(x, constant(-0.5))), 'power'),
      line(quotient(one, product(constant(2), call('sqrt', x))), 'definition'),
    ],
  }),
  hasKink: false,
  pytorch: (x) => `torch.sqrt(${x})`,
  numpy: (x) => `np.sqrt(${x})`,
};
