import { announcePanel } from '../speech/announcements.ts';
import type { Action } from './action.ts';
import { hintUnlessMoving } from './hints.ts';
import { focusPanel } from './panel-focus.ts';

export const nextPanel: Action = {
  name: 'next-panel',
  keys: ['tab'],
  group: 'show',
  words: { help: 'focus the next panel', hint: 'panel' },
  hint: (model, words, { showsAllPanels }) => hintUnlessMoving(showsAllPanels ? 12 : 1)(model, words),
  change: (model) => focusPanel(model, 1),
  announce: announcePanel,
};
