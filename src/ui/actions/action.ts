import type { Worded } from '../messages/word-table.ts';
import type { Announcement } from '../speech/announcement.ts';
import type { Effect } from '../state/input.ts';
import type { Model } from '../state/model.ts';
import type { KeyName } from './key-name.ts';

/** The sections of the help. */
export type ActionGroup = 'step' | 'look' | 'show' | 'try' | 'program' | 'answer';

export interface ActionWords {
  readonly help: string;
  /** The word in the hint line. */
  readonly hint?: string;
  /** The word in the hint line in another state of the model, such as "stop" during a run. */
  readonly otherHint?: string;
  /** Why the key does nothing while the action is disabled. Follows "Not now: ". */
  readonly refusal?: string;
}

/** A word in the hint line. */
export interface Hint {
  readonly text: string;
  /** If the line is too short for all hints, it shows those with the lowest ranks. Ranks to 8 fit into 80 columns. */
  readonly rank: number;
}

/**
 * What a key does. A new action needs a file with an `Action` and a line in the list of a mode. The help, the hints,
 * the docs and the tests read that list.
 */
export interface Action<Words extends ActionWords = ActionWords> extends Worded<Words> {
  readonly keys: readonly KeyName[];
  readonly group: ActionGroup;
  /** The names of the keys in the help, if `keys` is too long for the help. */
  readonly keysText?: string;
  /** The keys that the hint line names. Without it, the hint line names the first key of `keys`. */
  readonly hintKeys?: readonly KeyName[];
  /** Whether the key does anything now; always unless given. If not, the screen shows `words.refusal`. */
  enabled?(model: Model): boolean;
  /** Whether a disabled key gives no notice. */
  readonly isRefusedSilently?: boolean;
  /** The hint for the present state of the model; undefined for no hint. */
  hint?(model: Model, words: Words, screen: HintScreen): Hint | undefined;
  /** The model after the key. */
  change?(model: Model, key: string): Model;
  /** The effect for the program to run, if there is one. `model` is the model before the key. */
  effect?(model: Model, key: string): Effect | undefined;
  /** What a screen reader says after the key. */
  readonly announce: Announcement;
}

/** The property of the screen on which hints depend. */
export interface HintScreen {
  readonly showsAllPanels: boolean;
}

/** The same action, bound to other keys. */
export function withKeys(action: Action, keys: readonly KeyName[]): Action {
  return { ...action, keys };
}

export function isEnabled({ enabled }: Action, model: Model): boolean {
  return enabled?.(model) ?? true;
}
