import { announceNothing } from '../speech/announcements.ts';
import type { Action } from './action.ts';

export const suspend: Action = {
  name: 'suspend',
  keys: ['ctrl+z'],
  group: 'program',
  words: { help: 'suspend; fg in the shell resumes' },
  effect: () => ({ kind: 'suspend' }),
  announce: announceNothing,
};
