import { conditional, constant } from '../../expressions/expression.ts';
import { activation } from '../activation.ts';

/** out = net for a positive net, else 0. */
export const relu = () =>
  activation({
    expression: (net) => conditional(net, net, constant(0)),
    hasKink: true,
    pytorch: 'torch.relu(net)',
  });
