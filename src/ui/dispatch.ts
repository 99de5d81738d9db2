import type { Action } from './actions.ts';
import { type KeyName, keymap, type Word } from './keymap.ts';
import type { Model } from './model.ts';

/** What a key asks for in the present mode; undefined where it is unbound or not enabled. */
export function actionFor(model: Model, key: KeyName): Action | undefined {
  if (model.mode.kind === 'asking') return answerActions.get(key) ?? { kind: 'type', text: key };
  if (model.mode.kind === 'help' && ['q', 'escape'].includes(key)) return { kind: 'cancel' };
  const binding = keymap.find(({ keys }) => keys.includes(key));
  const action = binding?.enabled(model) === true ? binding.action : undefined;
  return model.mode.kind === 'help' && action?.kind === 'choose' ? { kind: 'scroll', rows: action.by } : action;
}

/** What the hint line says of a key. */
export interface Hint extends Word {
  readonly keys: readonly KeyName[];
}

/** The hints of a moment, in the order of the keymap; `showsAll`: all panels are in sight. */
export function hintsOf(model: Model, showsAll: boolean): readonly Hint[] {
  return keymap.flatMap(({ keys, hintKeys, hint, enabled }) => {
    const word = enabled(model) === true ? hint?.(model, showsAll) : undefined;
    return word === undefined ? [] : [{ ...word, keys: hintKeys ?? keys.slice(0, 1) }];
  });
}

const answerActions: ReadonlyMap<KeyName, Action> = new Map<KeyName, Action>([
  ['return', { kind: 'confirm' }],
  ['escape', { kind: 'cancel' }],
  ['backspace', { kind: 'erase' }],
  ['ctrl+c', { kind: 'quit' }],
  ['ctrl+l', { kind: 'redraw' }],
  ['ctrl+z', { kind: 'suspend' }],
]);
