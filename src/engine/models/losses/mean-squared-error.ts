import {
  call,
  conditional,
  constant,
  difference,
  product,
  quotient,
  rewritten,
  square,
} from '../../expressions/expression.ts';
import { plainLoss } from '../loss.ts';

/** The square of a number up to this size is finite. */
const maxSquarable = 1e154;

/** E = (target − out)²/n, where n is the number of outputs. */
export const meanSquaredError = () =>
  plainLoss({
    error: (out, target, outputs) => {
      const shown = quotient(square(difference(target, out)), outputs);
      const size = call('absolute', difference(target, out));
      const withoutSquare = product(quotient(size, outputs), size);
      return rewritten(shown, conditional(difference(size, constant(maxSquarable)), withoutSquare, shown));
    },
    hasKink: false,
    pytorch: '((target - out) ** 2).mean(dim=1)',
  });
