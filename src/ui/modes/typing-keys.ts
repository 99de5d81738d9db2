import { type Action, withKeys } from '../actions/action.ts';
import { eraseAll } from '../actions/erase-all.ts';
import { eraseCharacter } from '../actions/erase-character.ts';
import { quit } from '../actions/quit.ts';
import { redraw } from '../actions/redraw.ts';
import { suspend } from '../actions/suspend.ts';

/** The keys of every mode in which something is typed: q is a character there. */
export const typingKeys: readonly Action[] = [
  eraseCharacter,
  eraseAll,
  redraw,
  suspend,
  { ...withKeys(quit, ['ctrl+c']), hint: () => undefined },
];
