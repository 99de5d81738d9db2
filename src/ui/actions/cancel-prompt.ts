import { announceLeaving } from '../speech/announcements.ts';
import { stepping } from '../state/mode.ts';
import type { Action } from './action.ts';

export const cancelPrompt: Action = {
  name: 'cancel-prompt',
  keys: ['escape'],
  group: 'answer',
  words: { help: 'close the prompt, change nothing' },
  change: (model) => ({ ...model, mode: stepping }),
  announce: announceLeaving,
};
