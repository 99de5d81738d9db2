import { panelNamed } from '../panels/panel-table.ts';
import { announceSelection } from '../speech/announcements.ts';
import { experimentOf, isMoving } from '../state/model.ts';
import { selectParameter } from '../state/selection.ts';
import type { Action } from './action.ts';

export const selectNext: Action = {
  name: 'select-next',
  keys: ['down', 'j'],
  group: 'look',
  words: {
    help: 'select the next parameter; in the formula, the next factor',
    hint: 'weight',
    otherHint: 'factor',
    hintInFormulas: 'number',
  },
  hintKeys: ['up', 'down'],
  hint: (model, { hint = '', otherHint = '', hintInFormulas = '' }) => {
    if (isMoving(model)) return undefined;
    const item = experimentOf(model).kind === 'dense' ? hint : hintInFormulas;
    return { text: panelNamed(model.focusedPanel).select === undefined ? item : otherHint, rank: 2 };
  },
  change: (model) => (panelNamed(model.focusedPanel).select ?? selectParameter)(model, 1),
  announce: announceSelection,
};
