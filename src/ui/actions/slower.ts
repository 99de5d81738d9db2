import { announceProgress } from '../speech/announcements.ts';
import { speeds } from '../state/run-speed.ts';
import { clampIndex } from '../state/selection.ts';
import type { Action } from './action.ts';
import { hintWhileMoving } from './hints.ts';

export const slower: Action = {
  name: 'slower',
  keys: ['-'],
  group: 'step',
  words: { help: 'run slower', hint: 'slower' },
  hint: hintWhileMoving(2),
  change: (model) => ({ ...model, speed: clampIndex(model.speed - 1, speeds.length) }),
  announce: announceProgress,
};
