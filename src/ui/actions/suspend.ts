import { announceNothing } from '../speech/announcements.ts';
import { withEffect } from '../state/input.ts';
import type { Action } from './action.ts';

export const suspend: Action = {
  name: 'suspend',
  keys: ['ctrl+z'],
  group: 'program',
  words: { help: 'suspend; fg in the shell resumes' },
  perform: (model) => withEffect(model, { kind: 'suspend' }),
  keepsNotice: true,
  announce: announceNothing,
};
