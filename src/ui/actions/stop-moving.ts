import { announceMove } from '../speech/announcements.ts';
import { isMoving } from '../state/model.ts';
import { stop } from '../state/travel-target.ts';
import type { Action } from './action.ts';

export const stopMoving: Action = {
  name: 'stop',
  keys: ['escape'],
  group: 'step',
  words: { help: 'stop a run or a long move', refusal: 'nothing is running' },
  enabled: isMoving,
  // Users often press Escape without checking whether anything moves.
  isRefusedSilently: true,
  change: stop,
  announce: announceMove,
};
