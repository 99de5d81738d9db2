import { call } from '../../expressions/expression.ts';
import { activation } from '../activation.ts';

/** out = 1/(1 + e^(−net)). */
export const sigmoid = () =>
  activation({
    expression: (net) => call('sigmoid', net),
    hasKink: false,
    pytorch: 'torch.sigmoid(net)',
    latex: '\\sigma',
  });
