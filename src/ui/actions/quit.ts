import { announceNothing } from '../speech/announcements.ts';
import { withEffect } from '../state/input.ts';
import type { Action } from './action.ts';
import { hintAlways } from './hints.ts';

export const quit: Action = {
  name: 'quit',
  keys: ['q', 'ctrl+c'],
  group: 'program',
  words: { help: 'quit', hint: 'quit' },
  hint: hintAlways(0),
  perform: (model) => withEffect(model, { kind: 'quit' }),
  keepsNotice: true,
  announce: announceNothing,
};

/** For modes in which q has another meaning. It has no hint, because Ctrl-C quits everywhere. */
export const quitByControlC: Action = { ...quit, keys: ['ctrl+c'], hint: () => undefined };
