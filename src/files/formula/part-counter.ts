import { maxParts } from './formula-limits.ts';
import { formulaMessages } from './formula-messages.ts';
import { MistakeAt } from './formula-mistakes.ts';

/**
 * Counts parts. Throws a final MistakeAt if there are more than `maxParts`. `weight` is the number of parts that take as
 * much memory as the counted one, 1 unless given.
 */
export type CountPart = (at: number, weight?: number) => void;

export function createPartCounter(): CountPart {
  let count = 0;
  return (at, weight = 1) => {
    count += weight;
    if (count > maxParts) throw new MistakeAt(at, formulaMessages.tooManyParts(maxParts), true);
  };
}
