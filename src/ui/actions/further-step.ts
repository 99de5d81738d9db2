import { isLast } from '../../engine/timeline/navigation.ts';
import type { Model } from '../state/model.ts';

/** Whether a step follows the present one. */
export function hasFurtherStep({ run, position }: Model): true | 'end' {
  return !isLast(run, position) || 'end';
}

export const furtherStepRefusals = { end: 'this was the last step, because the file trains no number' };
