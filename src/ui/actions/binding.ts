import type { Model } from '../state/model.ts';
import type { Action } from './action.ts';

/** Keys as the terminal room names them: a character, or one of these. */
export type KeyName = string;

export type Group = 'step' | 'look' | 'show' | 'try' | 'program';

/** A key binding: which keys, what they do, what the help says of it, and when it works. */
export interface Binding {
  readonly keys: readonly KeyName[];
  /** Of several keys, what each does. */
  readonly action: Action | ((key: KeyName) => Action);
  readonly group: Group;
  readonly help: string;
  /** What the hint line says of it at a time, if anything; `showsAll`: all panels are in sight. */
  hint?(model: Model, showsAll: boolean): Word | undefined;
  /** What the help calls the keys, where they are too many to name. */
  readonly written?: string;
  /** Keys the hint line names instead of the first. */
  readonly hintKeys?: readonly KeyName[];
  /** True, or why the key does nothing now. */
  enabled(model: Model): true | string;
}

/** A word for the hint line. Where there is little room, those of a low rank are said first. */
export interface Word {
  readonly word: string;
  readonly rank: number;
}

/** What a key of a binding does. */
export function actionOf({ action }: Binding, key: KeyName): Action {
  return typeof action === 'function' ? action(key) : action;
}
