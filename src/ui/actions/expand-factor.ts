import { announceFactor } from '../speech/announcements.ts';
import { expandFactor as expand } from '../state/expanded-factors.ts';
import type { Action } from './action.ts';
import { hintAtRest } from './hints.ts';

export const expandFactor: Action = {
  name: 'expand-factor',
  keys: ['return'],
  group: 'look',
  words: { help: 'open a factor: its own equation', hint: 'open' },
  hint: hintAtRest(4),
  change: expand,
  announce: announceFactor,
};
