import { announceNotice } from '../speech/announcements.ts';
import type { Action } from './action.ts';

export const byHand: Action = {
  name: 'by-hand',
  keys: ['y'],
  group: 'show',
  words: { help: 'by hand: also show the product of rounded factors' },
  change: (model) => ({
    ...model,
    isByHand: !model.isByHand,
    notice: { kind: model.isByHand ? 'not-by-hand' : 'by-hand' },
  }),
  announce: announceNotice,
};
