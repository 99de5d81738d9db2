import { announceMove } from '../speech/announcements.ts';
import { isMoving } from '../state/model.ts';
import { stop } from '../state/travel-target.ts';
import type { RefusableAction } from './action.ts';

export const stopMoving: RefusableAction<'resting'> = {
  name: 'stop',
  keys: ['escape'],
  group: 'step',
  words: { help: 'stop a run or a long move', refusals: { resting: 'nothing is running' } },
  enabled: (model) => isMoving(model) || 'resting',
  // Users often press Escape without checking whether anything moves.
  isRefusedSilently: true,
  change: stop,
  announce: announceMove,
};
