import { announceLeaving } from '../speech/announcements.ts';
import { stepping } from '../state/mode.ts';
import type { Action } from './action.ts';
import { hintAlways } from './hints.ts';

export const leaveHelp: Action = {
  name: 'leave-help',
  keys: ['?', 'escape', 'q'],
  group: 'program',
  words: { help: 'leave the help', hint: 'back' },
  hint: hintAlways(0),
  change: (model) => ({ ...model, mode: stepping, scroll: undefined }),
  announce: announceLeaving,
};
