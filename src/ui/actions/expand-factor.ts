import { announceFactor } from '../speech/announcements.ts';
import { expandFactor as expand } from '../state/expanded-factors.ts';
import type { Action } from './action.ts';
import { hintUnlessMoving } from './hints.ts';

export const expandFactor: Action = {
  name: 'expand-factor',
  keys: ['return'],
  group: 'look',
  words: { help: 'open a factor: show its equation', hint: 'open' },
  hint: hintUnlessMoving(4),
  change: expand,
  announce: announceFactor,
};
