import {
  call,
  conditional,
  constant,
  difference,
  negative,
  product,
  rewritten,
  sum,
} from '../../expressions/expression.ts';
import { activation } from '../activation.ts';

const one = constant(1);

/** out = net·σ(net). */
export const silu = () =>
  activation({
    expression: (net) => product(net, call('sigmoid', net)),
    // σ(net)·(1 + net − out)
    writtenDerivative: (net, out) => {
      const shown = difference(sum([one, net]), out);
      const stable = sum([one, product(out, call('exp', negative(net)))]);
      return product(call('sigmoid', net), rewritten(shown, conditional(net, stable, shown), stable));
    },
    hasKink: false,
    pytorch: 'F.silu(net)',
  });
