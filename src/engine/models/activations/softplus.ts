import { call } from '../../expressions/expression.ts';
import { activation } from '../activation.ts';

/** out = ln(1 + e^net). */
export const softplus = () =>
  activation({
    expression: (net) => call('softplus', net),
    hasKink: false,
    // Not F.softplus, because it returns net itself for net > 20.
    pytorch: 'torch.logaddexp(net, torch.zeros_like(net))',
  });
