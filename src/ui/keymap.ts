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
  /** A word for the hint line; bindings without one are in the help only. */
  readonly hint?: string;
  /** True, or why the key does nothing now. */
  enabled(model: Model): true | string;
}

const always = (): true => true;
const whileMoving = ({ running, going }: Model): true | string =>
  running || going !== undefined ? true : 'nothing is running';

/** Every key of the stepper, in the order of the help. */
export const keymap: readonly Binding[] = [
  move(['right', 'l'], 'step', 1, 'next equation', 'step'),
  move(['left', 'h'], 'step', -1, 'back one equation', 'back'),
  move(['n'], 'unit', 1, 'to the end of this unit, or of the next'),
  move(['N'], 'unit', -1, 'back to the end of the unit before'),
  move(['p'], 'phase', 1, 'to the end of this phase, or of the next', 'phase'),
  move(['P'], 'phase', -1, 'back to the end of the phase before'),
  move(['e'], 'epoch', 1, 'to the end of this epoch, or of the next', 'epoch'),
  move(['E'], 'epoch', -1, 'back to the end of the epoch before'),
  {
    keys: ['g'],
    action: { kind: 'ask for an epoch' },
    group: 'step',
    help: 'go to an epoch: type its number',
    enabled: always,
  },
  { keys: ['r'], action: { kind: 'run or pause' }, group: 'step', help: 'run, or pause', hint: 'run', enabled: always },
  { keys: ['+'], action: { kind: 'change speed', by: 1 }, group: 'step', help: 'run faster', enabled: always },
  { keys: ['-'], action: { kind: 'change speed', by: -1 }, group: 'step', help: 'run slower', enabled: always },
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
    hint: 'weight',
    enabled: always,
  },
  {
    keys: ['f'],
    action: { kind: 'follow' },
    group: 'look',
    help: 'follow: let each step choose its parameter',
    enabled: ({ pinned }) => (pinned === undefined ? 'each step already chooses its parameter' : true),
  },
  {
    keys: ['return'],
    action: { kind: 'open' },
    group: 'look',
    help: 'open a factor: what it comes from',
    hint: 'open',
    enabled: always,
  },
  {
    keys: ['backspace'],
    action: { kind: 'close' },
    group: 'look',
    help: 'close the factor opened last',
    enabled: always,
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
    hint: 'zoom',
    enabled: always,
  },
  {
    keys: ['pagedown', 'ctrl+d'],
    action: { kind: 'scroll', by: 1 },
    group: 'show',
    help: 'scroll the focused panel down',
    enabled: always,
  },
  {
    keys: ['pageup', 'ctrl+u'],
    action: { kind: 'scroll', by: -1 },
    group: 'show',
    help: 'scroll the focused panel up',
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
  { keys: ['?'], action: { kind: 'help' }, group: 'program', help: 'this help', hint: 'help', enabled: always },
  { keys: ['ctrl+l'], action: { kind: 'redraw' }, group: 'program', help: 'redraw the screen', enabled: always },
  { keys: ['ctrl+z'], action: { kind: 'suspend' }, group: 'program', help: 'suspend; fg comes back', enabled: always },
  { keys: ['q', 'ctrl+c'], action: { kind: 'quit' }, group: 'program', help: 'quit', hint: 'quit', enabled: always },
];

/** What a key asks for in the present mode; undefined where it is unbound or not enabled. */
export function actionFor(model: Model, key: KeyName): Action | undefined {
  if (model.mode.kind === 'asking for an epoch') return answerActions.get(key) ?? { kind: 'type', text: key };
  if (model.mode.kind === 'help' && key === 'q') return { kind: 'cancel' };
  const binding = keymap.find(({ keys }) => keys.includes(key));
  if (binding === undefined) return model.mode.kind === 'help' && key === 'escape' ? { kind: 'cancel' } : undefined;
  return model.mode.kind === 'help' || binding.enabled(model) === true ? binding.action : undefined;
}

const answerActions: ReadonlyMap<KeyName, Action> = new Map<KeyName, Action>([
  ['return', { kind: 'confirm' }],
  ['escape', { kind: 'cancel' }],
  ['backspace', { kind: 'erase' }],
  ['ctrl+c', { kind: 'quit' }],
  ['ctrl+l', { kind: 'redraw' }],
  ['ctrl+z', { kind: 'suspend' }],
]);

function move(
  keys: readonly KeyName[],
  stride: 'step' | 'unit' | 'phase' | 'epoch',
  direction: 1 | -1,
  help: string,
  hint?: string,
): Binding {
  return {
    keys,
    action: { kind: 'move', stride, direction },
    group: 'step',
    help,
    ...(hint === undefined ? {} : { hint }),
    enabled: always,
  };
}
