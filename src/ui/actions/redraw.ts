import { announceNothing } from '../speech/announcements.ts';
import { withEffect } from '../state/input.ts';
import type { Action } from './action.ts';

export const redraw: Action = {
  name: 'redraw',
  keys: ['ctrl+l'],
  group: 'program',
  words: { help: 'redraw the screen' },
  perform: (model) => withEffect(model, { kind: 'redraw' }),
  keepsNotice: true,
  announce: announceNothing,
};
