import { announcePanel } from '../speech/announcements.ts';
import type { Action } from './action.ts';
import { focusPanel } from './panel-focus.ts';

export const previousPanel: Action = {
  name: 'previous-panel',
  keys: ['shift+tab'],
  group: 'show',
  words: { help: 'focus the panel before' },
  change: (model) => focusPanel(model, -1),
  announce: announcePanel,
};
