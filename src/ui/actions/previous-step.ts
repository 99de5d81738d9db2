import { announceFactor, announceMove } from '../speech/announcements.ts';
import { move } from '../state/prediction.ts';
import { shownDerivation, withoutDerivation } from '../state/shown-derivation.ts';
import type { Action } from './action.ts';
import { hintUnlessMoving } from './hints.ts';

export const previousStep: Action = {
  name: 'previous-step',
  keys: ['left', 'h'],
  group: 'step',
  words: { help: 'back one equation', hint: 'back' },
  hint: hintUnlessMoving(5),
  change: (model) => (shownDerivation(model) === undefined ? move(model, 'step', -1) : withoutDerivation(model)),
  announce: (view, before) => announceMove(view, before) ?? announceFactor(view, before),
};
