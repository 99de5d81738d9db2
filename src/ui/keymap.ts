import type { Action } from './actions.ts';
import type { Model } from './model.ts';

/** Keys as the terminal room names them: a character, or one of these. */
export type KeyName = string;

export type Group = 'step' | 'look' | 'show' | 'program';

/** A key binding: which keys, what they do, what the help says of it, and when it works. */
export interface Binding {
  readonly keys: readonly KeyName[];
  readonly action: Action;
  readonly group: Group;
  readonly help: string;
  /** What the hint line says of it at a time, if anything. */
  hint?(model: Model): string | undefined;
  /** Keys the hint line names instead of the first. */
  readonly hintKeys?: readonly KeyName[];
  /** True, or why the key does nothing now. */
  enabled(model: Model): true | string;
}

/** Rows that one key scrolls. */
const page = 8;

const always = (): true => true;
const isStepping = ({ mode }: Model): boolean => mode.kind === 'stepping';
const isMoving = ({ running, going }: Model): boolean => running || going !== undefined;
const whileMoving = (model: Model): true | string => isMoving(model) || 'nothing is running';
const atRest =
  (word: string) =>
  (model: Model): string | undefined =>
    isStepping(model) && !isMoving(model) ? word : undefined;
const inMotion =
  (word: string) =>
  (model: Model): string | undefined =>
    isStepping(model) && isMoving(model) ? word : undefined;

/** Every key of the stepper, in the order of the help. */
export const keymap: readonly Binding[] = [
  {
    keys: ['right', 'l'],
    action: { kind: 'move', stride: 'step', direction: 1 },
    group: 'step',
    help: 'next equation',
    hint: atRest('step'),
    enabled: always,
  },
  {
    keys: ['left', 'h'],
    action: { kind: 'move', stride: 'step', direction: -1 },
    group: 'step',
    help: 'back one equation',
    hint: atRest('back'),
    enabled: always,
  },
  {
    keys: ['n'],
    action: { kind: 'move', stride: 'unit', direction: 1 },
    group: 'step',
    help: 'to the end of this unit, or of the next',
    enabled: always,
  },
  {
    keys: ['N'],
    action: { kind: 'move', stride: 'unit', direction: -1 },
    group: 'step',
    help: 'back to the end of the unit before',
    enabled: always,
  },
  {
    keys: ['p'],
    action: { kind: 'move', stride: 'phase', direction: 1 },
    group: 'step',
    help: 'to the end of this phase, or of the next',
    hint: atRest('phase'),
    enabled: always,
  },
  {
    keys: ['P'],
    action: { kind: 'move', stride: 'phase', direction: -1 },
    group: 'step',
    help: 'back to the end of the phase before',
    enabled: always,
  },
  {
    keys: ['e'],
    action: { kind: 'move', stride: 'epoch', direction: 1 },
    group: 'step',
    help: 'to the end of this epoch, or of the next',
    hint: atRest('epoch'),
    enabled: always,
  },
  {
    keys: ['E'],
    action: { kind: 'move', stride: 'epoch', direction: -1 },
    group: 'step',
    help: 'back to the end of the epoch before',
    enabled: always,
  },
  {
    keys: ['g'],
    action: { kind: 'ask for an epoch' },
    group: 'step',
    help: 'go to an epoch: type its number',
    enabled: always,
  },
  {
    keys: ['r'],
    action: { kind: 'run or pause' },
    group: 'step',
    help: 'run, or stop',
    hint: (model) => atRest('run')(model) ?? inMotion('stop')(model),
    enabled: always,
  },
  {
    keys: ['+'],
    action: { kind: 'change speed', by: 1 },
    group: 'step',
    help: 'run faster',
    hint: inMotion('faster'),
    enabled: always,
  },
  {
    keys: ['-'],
    action: { kind: 'change speed', by: -1 },
    group: 'step',
    help: 'run slower',
    hint: inMotion('slower'),
    enabled: always,
  },
  {
    keys: ['escape'],
    action: { kind: 'cancel' },
    group: 'step',
    help: 'stop a run or a long way',
    enabled: whileMoving,
  },
  {
    keys: ['up', 'k'],
    action: { kind: 'choose', by: -1 },
    group: 'look',
    help: 'choose the parameter before; in the formula, the factor before',
    enabled: always,
  },
  {
    keys: ['down', 'j'],
    action: { kind: 'choose', by: 1 },
    group: 'look',
    help: 'choose the next parameter; in the formula, the next factor',
    hint: (model) => (isStepping(model) ? atRest(model.focus === 'formula' ? 'factor' : 'weight')(model) : 'scroll'),
    hintKeys: ['up', 'down'],
    enabled: always,
  },
  {
    keys: ['return'],
    action: { kind: 'open' },
    group: 'look',
    help: 'open a factor: what it comes from',
    hint: atRest('open'),
    enabled: always,
  },
  {
    keys: ['backspace'],
    action: { kind: 'close' },
    group: 'look',
    help: 'close the factor opened last',
    hint: (model) => (model.focus === 'formula' ? atRest('close')(model) : undefined),
    enabled: always,
  },
  {
    keys: ['f'],
    action: { kind: 'follow' },
    group: 'look',
    help: 'follow: let each step choose its parameter',
    hint: (model) => (model.pinned === undefined ? undefined : atRest('follow')(model)),
    enabled: ({ pinned }) => (pinned === undefined ? 'each step already chooses its parameter' : true),
  },
  { keys: ['tab'], action: { kind: 'focus', by: 1 }, group: 'show', help: 'focus the next panel', enabled: always },
  {
    keys: ['shift+tab'],
    action: { kind: 'focus', by: -1 },
    group: 'show',
    help: 'focus the panel before',
    enabled: always,
  },
  {
    keys: ['z'],
    action: { kind: 'zoom' },
    group: 'show',
    help: 'zoom the focused panel, and back',
    hint: (model) => atRest(model.zoomed ? 'unzoom' : 'zoom')(model),
    enabled: always,
  },
  {
    keys: ['pagedown', 'ctrl+d'],
    action: { kind: 'scroll', rows: page },
    group: 'show',
    help: 'scroll the formula down; in the weights, a page on',
    enabled: always,
  },
  {
    keys: ['pageup', 'ctrl+u'],
    action: { kind: 'scroll', rows: -page },
    group: 'show',
    help: 'scroll the formula up; in the weights, a page back',
    enabled: always,
  },
  {
    keys: ['.'],
    action: { kind: 'change decimals' },
    group: 'show',
    help: 'decimals: 4, 6, 8, 12, 2',
    enabled: always,
  },
  {
    keys: ['y'],
    action: { kind: 'by hand' },
    group: 'show',
    help: 'by hand: also show the result of rounded factors',
    enabled: always,
  },
  {
    keys: ['?'],
    action: { kind: 'help' },
    group: 'program',
    help: 'this help',
    hint: (model) => (isStepping(model) ? 'help' : 'back'),
    enabled: always,
  },
  { keys: ['ctrl+l'], action: { kind: 'redraw' }, group: 'program', help: 'redraw the screen', enabled: always },
  { keys: ['ctrl+z'], action: { kind: 'suspend' }, group: 'program', help: 'suspend; fg comes back', enabled: always },
  {
    keys: ['q', 'ctrl+c'],
    action: { kind: 'quit' },
    group: 'program',
    help: 'quit',
    hint: (model) => (isStepping(model) ? 'quit' : undefined),
    enabled: always,
  },
];

/** What a key asks for in the present mode; undefined where it is unbound or not enabled. */
export function actionFor(model: Model, key: KeyName): Action | undefined {
  if (model.mode.kind === 'asking for an epoch') return answerActions.get(key) ?? { kind: 'type', text: key };
  if (model.mode.kind === 'help' && ['q', 'escape'].includes(key)) return { kind: 'cancel' };
  const binding = keymap.find(({ keys }) => keys.includes(key));
  const action = binding?.enabled(model) === true ? binding.action : undefined;
  return model.mode.kind === 'help' && action?.kind === 'choose' ? { kind: 'scroll', rows: action.by } : action;
}

/** What the hint line says of a key. */
export interface Hint {
  readonly keys: readonly KeyName[];
  readonly word: string;
  /** Whether it is said even where there is little room. */
  readonly isFirst: boolean;
}

/** The hints of a moment, in the order of the keymap. */
export function hintsOf(model: Model): readonly Hint[] {
  return keymap.flatMap(({ keys, hintKeys, hint, enabled, group }) => {
    const word = enabled(model) === true ? hint?.(model) : undefined;
    return word === undefined ? [] : [{ keys: hintKeys ?? keys.slice(0, 1), word, isFirst: group === 'program' }];
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
