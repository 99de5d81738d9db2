import { announceMove } from '../speech/announcements.ts';
import { isMoving } from '../state/model.ts';
import { withoutQuestion } from '../state/prediction.ts';
import { stop } from '../state/travel-target.ts';
import type { Action } from './action.ts';

export const run: Action = {
  name: 'run',
  keys: ['r'],
  group: 'step',
  words: { help: 'run, or stop', hint: 'run', otherHint: 'stop' },
  hint: (model, { hint = '', otherHint = '' }) =>
    isMoving(model) ? { text: otherHint, rank: 1 } : { text: hint, rank: 9 },
  change: (model) =>
    isMoving(model) ? stop(model) : { ...withoutQuestion(model), isRunning: true, pendingStrides: 0 },
  announce: announceMove,
};
