import { call, conditional, constant, difference, rewritten } from '../../expressions/expression.ts';
import { activation } from '../activation.ts';

/** out = net for a positive net, else e^net − 1. */
export const elu = () =>
  activation({
    expression: (net) =>
      conditional(net, net, rewritten(difference(call('exp', net), constant(1)), call('expm1', net))),
    hasKink: false,
    pytorch: 'F.elu(net)',
  });
