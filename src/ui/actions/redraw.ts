import { announceNothing } from '../speech/announcements.ts';
import type { Action } from './action.ts';

export const redraw: Action = {
  name: 'redraw',
  keys: ['ctrl+l'],
  group: 'program',
  words: { help: 'redraw the screen' },
  effect: () => ({ kind: 'redraw' }),
  announce: announceNothing,
};
