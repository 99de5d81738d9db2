import type { Worded } from '../messages/word-table.ts';
import type { Announcement } from '../speech/announcement.ts';
import type { Outcome } from '../state/input.ts';
import type { Model } from '../state/model.ts';
import type { KeyName } from './key-name.ts';

/** The section of the help in which an action is. */
export type ActionGroup = 'step' | 'look' | 'show' | 'try' | 'program' | 'answer';

export interface ActionWords {
  readonly help: string;
  /** The help if the experiment has a formula, in place of `help`. */
  readonly helpInFormulas?: string;
  /** The word in the hint line. */
  readonly hint?: string;
  /** The hint if the experiment has a formula. */
  readonly hintInFormulas?: string;
  /** The word in the hint line in another state of the model, such as "stop" during a run. */
  readonly otherHint?: string;
  /** The reasons why the key can be refused, by name. Each follows "Not now: ". */
  readonly refusals?: Readonly<Record<string, string>>;
}

/** A word in the hint line. */
export interface Hint {
  readonly text: string;
  /**
   * If not all hints fit into the hint line, the hints with the lowest ranks are shown. In 80 columns, the hints with
   * ranks up to 8 fit.
   */
  readonly rank: number;
}

/**
 * What a key does. A new action needs a file with an `Action` and a line in the list of a mode. The help, the hints,
 * the docs and the tests read that list.
 */
export interface Action<Words extends ActionWords = ActionWords, Reason extends string = string> extends Worded<Words> {
  readonly keys: readonly KeyName[];
  readonly group: ActionGroup;
  /** The names of the keys in the help, if `keys` is too long for the help. */
  readonly keysText?: string;
  /** The keys that the hint line names. If undefined, the hint line names the first key of `keys`. */
  readonly hintKeys?: readonly KeyName[];
  /**
   * Returns true if the action is enabled, else the reason why not, by its name in `words.refusals`. The hint line and
   * the help call this function without a key, for the action as a whole. An action without this function is always
   * enabled.
   */
  enabled?(model: Model, key?: string): true | Reason;
  /** Whether no reason is shown if a key is pressed while the action is disabled. */
  readonly isRefusedSilently?: boolean;
  /** The hint for the present state of the model; undefined for no hint. */
  hint?(model: Model, words: Words, screen: HintScreen): Hint | undefined;
  /** The model after the key. An action has either this function or `perform`. */
  change?(model: Model, key: string): Model;
  /** The model after the key, and an effect for the program to run. */
  perform?(model: Model, key: string): Outcome;
  /** Whether the notice stays on the screen. Otherwise the key removes it first. */
  readonly keepsNotice?: boolean;
  /** What a screen reader says after the key. */
  readonly announce: Announcement;
}

/** An action whose key can be refused. `words.refusals` has words for each `Reason`. */
export type RefusableAction<Reason extends string> = Action<
  ActionWords & { readonly refusals: Readonly<Record<Reason, string>> },
  Reason
>;

/** The property of the screen on which hints depend. */
export interface HintScreen {
  readonly showsAllPanels: boolean;
}

/** The same action, bound to other keys. */
export function withKeys(action: Action, keys: readonly KeyName[]): Action {
  return { ...action, keys };
}

/** The name of the reason why an action is disabled. Undefined if it is enabled. */
export function refusalOf({ enabled }: Action, model: Model, key?: string): string | undefined {
  const answer = enabled?.(model, key) ?? true;
  return answer === true ? undefined : answer;
}
