import { call, difference, negative, quotient } from '../../expressions/expression.ts';
import { plainLoss } from '../loss.ts';

/** E = |target − out|/n, where n is the number of outputs. */
export const meanAbsoluteError = () =>
  plainLoss({
    error: (out, target, outputs) => quotient(call('absolute', difference(target, out)), outputs),
    writtenDerivative: (out, target, outputs) => quotient(negative(call('sign', difference(target, out))), outputs),
    hasKink: true,
    pytorch: '(target - out).abs().mean(dim=1)',
  });
