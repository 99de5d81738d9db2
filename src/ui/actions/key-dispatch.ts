import { practiceWords } from '../messages/en/practice-words.ts';
import type { Model, Practising } from '../state/model.ts';
import type { Action } from './action.ts';
import { actionOf, type Binding, type KeyName, type Word } from './binding.ts';
import { keymap, page } from './keymap.ts';

/** What a key asks for in the present mode; undefined where it is unbound or not enabled. */
export function actionFor(model: Model, key: KeyName): Action | undefined {
  if (model.mode.kind === 'asking') return answerActions.get(key) ?? typing(model, key);
  if (model.mode.kind === 'practising') return practiceAction(key) ?? typing(model, key);
  if (model.mode.kind === 'help' && ['q', 'escape'].includes(key)) return { kind: 'cancel' };
  const binding = keymap.find(({ keys }) => keys.includes(key));
  const enabled = binding?.enabled(model);
  const action =
    binding === undefined || enabled === undefined
      ? undefined
      : enabled === true
        ? actionOf(binding, key)
        : whyNot(model, binding, enabled);
  return model.mode.kind === 'help' && action?.kind === 'choose' ? { kind: 'scroll', rows: action.by } : action;
}

/** What pasted text asks for: to be typed, where something is being typed, and otherwise nothing: it is no command. */
export function typingOf(model: Model, text: string): readonly Action[] {
  return [...text].flatMap((character) => typing(model, character) ?? []);
}

function typing({ mode }: Model, key: KeyName): Action | undefined {
  const isTaken = (mode.kind === 'asking' && isText(key)) || (mode.kind === 'practising' && isArithmetic(key));
  return isTaken ? { kind: 'type', text: key } : undefined;
}

/** Says why a key does nothing now. Of Escape, which many press to be sure, nothing is said. */
function whyNot({ mode }: Model, { keys }: Binding, reason: string): Action | undefined {
  if (mode.kind !== 'stepping' || keys.includes('escape')) return undefined;
  return { kind: 'notice', notice: { kind: 'refused', reason } };
}

/** What the hint line says of a key. */
export interface Hint extends Word {
  readonly keys: readonly KeyName[];
}

/** The hints of a moment, in the order of the keymap; `showsAll`: all panels are in sight. */
export function hintsOf(model: Model, showsAll: boolean): readonly Hint[] {
  if (model.mode.kind === 'practising') return practiceHints(model.mode);
  return keymap.flatMap(({ keys, hintKeys, hint, enabled }) => {
    const word = enabled(model) === true ? hint?.(model, showsAll) : undefined;
    return word === undefined ? [] : [{ ...word, keys: hintKeys ?? keys.slice(0, 1) }];
  });
}

/** Whether a key is a part of a number or a calculation. */
function isArithmetic(key: KeyName): boolean {
  return /^[\da-zσ.,+\-−*×·/÷^() ²½]$/i.test(key);
}

/** Whether a key is a character, and not one with a name. */
function isText(key: KeyName): boolean {
  return [...key].length === 1 && key >= ' ';
}

/** What keys that are no text do while a number is asked for. */
function practiceAction(key: KeyName): Action | undefined {
  switch (key) {
    case '?':
      return { kind: 'hint' };
    case 'left':
    case 'right':
      return { kind: 'skip', by: key === 'right' ? 1 : -1 };
    case 'up':
    case 'down':
      return { kind: 'choose', by: key === 'down' ? 1 : -1 };
    case 'pagedown':
    case 'ctrl+d':
      return { kind: 'scroll', rows: page };
    case 'pageup':
      return { kind: 'scroll', rows: -page };
    default:
      return answerActions.get(key);
  }
}

function practiceHints({ isOver }: Practising): readonly Hint[] {
  return [
    { keys: ['return'], word: isOver ? practiceWords.goOn : practiceWords.answer, rank: 0 },
    ...(isOver ? [] : [{ keys: ['?'], word: 'hint', rank: 1 }]),
    { keys: ['left', 'right'], word: 'other steps', rank: 3 },
    { keys: ['up', 'down'], word: 'weight', rank: 4 },
    { keys: ['escape'], word: 'leave', rank: 2 },
  ];
}

const answerActions: ReadonlyMap<KeyName, Action> = new Map<KeyName, Action>([
  ['return', { kind: 'confirm' }],
  ['escape', { kind: 'cancel' }],
  ['backspace', { kind: 'erase' }],
  ['ctrl+u', { kind: 'clear' }],
  ['ctrl+c', { kind: 'quit' }],
  ['ctrl+l', { kind: 'redraw' }],
  ['ctrl+z', { kind: 'suspend' }],
]);
