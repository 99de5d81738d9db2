import { announceProgress } from '../speech/announcements.ts';
import { speeds } from '../state/run-speed.ts';
import { clampIndex } from '../state/selection.ts';
import type { Action } from './action.ts';
import { hintWhileMoving } from './hints.ts';

export const faster: Action = {
  name: 'faster',
  keys: ['+'],
  group: 'step',
  words: { help: 'run faster', hint: 'faster' },
  hint: hintWhileMoving(2),
  change: (model) => ({ ...model, speed: clampIndex(model.speed + 1, speeds.length) }),
  announce: announceProgress,
};
