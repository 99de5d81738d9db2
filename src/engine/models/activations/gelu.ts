import { call, product } from '../../expressions/expression.ts';
import { activation } from '../activation.ts';

/** out = net·Φ(net). */
export const gelu = () =>
  activation({
    expression: (net) => product(net, call('normal-cdf', net)),
    hasKink: false,
    pytorch: 'F.gelu(net)',
  });
