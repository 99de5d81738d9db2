import { call } from '../../expressions/expression.ts';
import { activation } from '../activation.ts';

/** out = tanh(net). */
export const tanh = () =>
  activation({
    expression: (net) => call('tanh', net),
    hasKink: false,
    pytorch: 'torch.tanh(net)',
    latex: '\\tanh',
  });
