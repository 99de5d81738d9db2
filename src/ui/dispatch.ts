import type { Action } from './actions.ts';
import { actionOf, type KeyName, keymap, type Word } from './keymap.ts';
import type { Model } from './model.ts';

/** What a key asks for in the present mode; undefined where it is unbound or not enabled. */
export function actionFor(model: Model, key: KeyName): Action | undefined {
  if (model.mode.kind === 'asking') return answerActions.get(key) ?? { kind: 'type', text: key };
  if (model.mode.kind === 'practising') {
    const own = practiceKeys.find(({ keys }) => keys.includes(key));
    const typed: Action | undefined = isArithmetic(key) ? { kind: 'type', text: key } : undefined;
    return own?.actions[own.keys.indexOf(key)] ?? answerActions.get(key) ?? typed;
  }
  if (model.mode.kind === 'help' && ['q', 'escape'].includes(key)) return { kind: 'cancel' };
  const binding = keymap.find(({ keys }) => keys.includes(key));
  const action = binding?.enabled(model) === true ? actionOf(binding, key) : undefined;
  return model.mode.kind === 'help' && action?.kind === 'choose' ? { kind: 'scroll', rows: action.by } : action;
}

/** What the hint line says of a key. */
export interface Hint extends Word {
  readonly keys: readonly KeyName[];
}

/** The hints of a moment, in the order of the keymap; `showsAll`: all panels are in sight. */
export function hintsOf(model: Model, showsAll: boolean): readonly Hint[] {
  if (model.mode.kind === 'practising') return practiceKeys;
  return keymap.flatMap(({ keys, hintKeys, hint, enabled }) => {
    const word = enabled(model) === true ? hint?.(model, showsAll) : undefined;
    return word === undefined ? [] : [{ ...word, keys: hintKeys ?? keys.slice(0, 1) }];
  });
}

/** Whether a key is a part of a number or a calculation. */
function isArithmetic(key: KeyName): boolean {
  return /^[\d.,+\-−*×·/÷^()e ²½]$/i.test(key);
}

/** Keys that do something of their own while a number is asked for, and what the hint line says of them. */
const practiceKeys: readonly (Hint & { readonly actions: readonly Action[] })[] = [
  { keys: ['return'], word: 'answer', rank: 0, actions: [{ kind: 'confirm' }] },
  { keys: ['?'], word: 'hint', rank: 1, actions: [{ kind: 'hint' }] },
  {
    keys: ['left', 'right'],
    word: 'other steps',
    rank: 3,
    actions: [
      { kind: 'skip', by: -1 },
      { kind: 'skip', by: 1 },
    ],
  },
  {
    keys: ['up', 'down'],
    word: 'weight',
    rank: 4,
    actions: [
      { kind: 'choose', by: -1 },
      { kind: 'choose', by: 1 },
    ],
  },
  { keys: ['escape'], word: 'leave', rank: 2, actions: [{ kind: 'cancel' }] },
];

const answerActions: ReadonlyMap<KeyName, Action> = new Map<KeyName, Action>([
  ['return', { kind: 'confirm' }],
  ['escape', { kind: 'cancel' }],
  ['backspace', { kind: 'erase' }],
  ['ctrl+u', { kind: 'clear' }],
  ['ctrl+c', { kind: 'quit' }],
  ['ctrl+l', { kind: 'redraw' }],
  ['ctrl+z', { kind: 'suspend' }],
]);
