import type { Action } from '../actions/action.ts';
import { eraseAll } from '../actions/erase-all.ts';
import { eraseCharacter } from '../actions/erase-character.ts';
import { quitByControlC } from '../actions/quit.ts';
import { redraw } from '../actions/redraw.ts';
import { suspend } from '../actions/suspend.ts';

/** The actions of every mode in which the user types. In these modes q is a character, so only Ctrl-C quits. */
export const typingKeys: readonly Action[] = [eraseCharacter, eraseAll, redraw, suspend, quitByControlC];
