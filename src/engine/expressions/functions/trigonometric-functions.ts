import { call, negative } from '../expression.ts';
import type { FunctionOfOne } from '../function-row.ts';

export const sin: FunctionOfOne = {
  inputs: 'one',
  names: ['sin'],
  apply: Math.sin,
  derivative: (x) => call('cos', x),
  hasKink: false,
  latex: '\\sin',
  pytorch: (x) => `torch.sin(${x})`,
  numpy: (x) => `np.sin(${x})`,
};

export const cos: FunctionOfOne = {
  inputs: 'one',
  names: ['cos'],
  apply: Math.cos,
  derivative: (x) => negative(call('sin', x)),
  hasKink: false,
  latex: '\\cos',
  pytorch: (x) => `torch.cos(${x})`,
  numpy: (x) => `np.cos(${x})`,
};
