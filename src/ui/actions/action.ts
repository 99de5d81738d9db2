import type { Refusal } from '../messages/facts.ts';
import type { Worded } from '../messages/word-table.ts';
import type { Announcement } from '../speech/announcement.ts';
import type { Effect } from '../state/input.ts';
import type { Model } from '../state/model.ts';
import type { KeyName } from './key-name.ts';

/** The sections of the help. */
export type ActionGroup = 'step' | 'look' | 'show' | 'try' | 'program' | 'answer';

export interface ActionWords {
  readonly help: string;
  /** In the hint line. */
  readonly hint?: string;
  /** In the hint line in another state. */
  readonly otherHint?: string;
}

/** A word in the hint line. Those of a low rank are shown first where there is little room. */
export interface Hint {
  readonly text: string;
  readonly rank: number;
}

/**
 * What a key does. A new action is a file with one of these and a line in the list of a mode: the help, the hints, the
 * docs and the tests read it from there.
 */
export interface Action<Words extends ActionWords = ActionWords> extends Worded<Words> {
  readonly keys: readonly KeyName[];
  readonly group: ActionGroup;
  /** How the help names the keys, where they are too many. */
  readonly keysText?: string;
  /** The keys that the hint line names; the first one unless given. */
  readonly hintKeys?: readonly KeyName[];
  /** True, or why the key does nothing now. */
  enabled?(model: Model): true | Refusal;
  /** Whether nothing is said where the key does nothing. */
  readonly isRefusedSilently?: boolean;
  /** What the hint line says of it at present, if anything. */
  hint?(model: Model, words: Words, screen: HintScreen): Hint | undefined;
  /** The model after the key. */
  change?(model: Model, key: string): Model;
  /** What the program is to do besides, with the model before the key. */
  effect?(model: Model, key: string): Effect | undefined;
  /** What a screen reader says. */
  readonly announce: Announcement;
}

/** What the hint line knows of the screen. */
export interface HintScreen {
  readonly showsAllPanels: boolean;
}

/** The same action on other keys. */
export function withKeys(action: Action, keys: readonly KeyName[]): Action {
  return { ...action, keys };
}

/** Why an action does nothing now; undefined if it is enabled. */
export function refusalOf({ enabled }: Action, model: Model): Refusal | undefined {
  const answer = enabled?.(model) ?? true;
  return answer === true ? undefined : answer;
}
