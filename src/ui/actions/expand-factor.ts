import { announceFactor } from '../speech/announcements.ts';
import { expandFactor as expand, nextDerivation } from '../state/expanded-factors.ts';
import type { Action } from './action.ts';
import { hintUnlessMoving } from './hints.ts';

export const expandFactor: Action = {
  name: 'expand-factor',
  keys: ['return'],
  group: 'look',
  words: { help: 'open a factor: show its equation; again: why', hint: 'open', otherHint: 'why' },
  hint: (model, words) => {
    if (expand(model) === model) return undefined;
    const { otherHint: why } = words;
    return hintUnlessMoving(4)(model, nextDerivation(model) === undefined ? words : { ...words, hint: why ?? '' });
  },
  change: expand,
  announce: announceFactor,
};
