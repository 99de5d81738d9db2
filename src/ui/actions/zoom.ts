import { announceZoom } from '../speech/announcements.ts';
import { isMoving } from '../state/model.ts';
import type { Action } from './action.ts';

export const zoom: Action = {
  name: 'zoom',
  keys: ['z'],
  group: 'show',
  words: { help: 'zoom the focused panel, and back', hint: 'zoom', otherHint: 'unzoom' },
  hint: (model, { hint = '', otherHint = '' }) => {
    if (isMoving(model)) return undefined;
    return model.isZoomed ? { text: otherHint, rank: 1 } : { text: hint, rank: 11 };
  },
  change: (model) => ({ ...model, isZoomed: !model.isZoomed, scroll: undefined }),
  announce: announceZoom,
};
