import { panelNamed } from '../panels/panel-table.ts';
import { announceSelection } from '../speech/announcements.ts';
import { selectParameter } from '../state/selection.ts';
import type { Action } from './action.ts';

export const selectPrevious: Action = {
  name: 'select-previous',
  keys: ['up', 'k'],
  group: 'look',
  words: { help: 'select the parameter before; in the formula, the factor before' },
  change: (model) => (panelNamed(model.focusedPanel).select ?? selectParameter)(model, -1),
  announce: announceSelection,
};
