import { panelNamed } from '../panels/panel-table.ts';
import { announceFactor } from '../speech/announcements.ts';
import { collapseFactor as collapse } from '../state/expanded-factors.ts';
import type { Action } from './action.ts';
import { hintUnlessMoving } from './hints.ts';

export const collapseFactor: Action = {
  name: 'collapse-factor',
  keys: ['backspace'],
  group: 'look',
  words: { help: 'close the factor opened last', hint: 'close' },
  hint: (model, words) =>
    panelNamed(model.focusedPanel).select === undefined ? undefined : hintUnlessMoving(10)(model, words),
  change: collapse,
  announce: announceFactor,
};
