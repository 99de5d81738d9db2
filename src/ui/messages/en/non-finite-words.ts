import type { NonFiniteCause } from '../../../engine/timeline/non-finite-cause.ts';

/** Why a number is infinite or NaN, as far as it is known, and what helps. */
export function nonFiniteAdvice({ failed, isFromStart, setting }: NonFiniteCause): string {
  if (failed?.kind === 'division-by-zero' && failed.isEpsilonZero) {
    return `${failed.isNumeratorZero ? '0/0' : 'A division by 0'}, as ε is 0: a greater ε helps.`;
  }
  if (failed?.kind === 'undefined') return 'Not defined for this input.';
  if (failed?.kind === 'division-by-zero' && isFromStart)
    return failed.isNumeratorZero ? 'It is 0/0.' : 'A division by 0.';
  if (setting === 'weightDecay') return 'A smaller weight decay helps.';
  if (setting === 'momentum') return 'A momentum below 1 helps.';
  return isFromStart ? 'Inputs, targets or weights are too large.' : 'A smaller learning rate may help.';
}
