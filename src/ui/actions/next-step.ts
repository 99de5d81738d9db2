import { announceMove } from '../speech/announcements.ts';
import { move } from '../state/prediction.ts';
import type { Action } from './action.ts';
import { hintUnlessMoving } from './hints.ts';

export const nextStep: Action = {
  name: 'next-step',
  keys: ['right', 'l'],
  group: 'step',
  words: { help: 'next equation', hint: 'step' },
  hint: hintUnlessMoving(1),
  change: (model) => move(model, 'step', 1),
  announce: announceMove,
};
