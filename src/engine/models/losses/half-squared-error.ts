import { constant, difference, product, rewritten, square } from '../../expressions/expression.ts';
import { plainLoss } from '../loss.ts';

/** E = ½(target − out)². */
export const halfSquaredError = () =>
  plainLoss({
    error: (out, target) => {
      const deviation = difference(target, out);
      // ½d·d is finite for some differences d whose square is infinite.
      return rewritten(product(constant(0.5), square(deviation)), product(constant(0.5), deviation, deviation));
    },
    hasKink: false,
    pytorch: '(0.5 * (target - out) ** 2).sum(dim=1)',
  });
