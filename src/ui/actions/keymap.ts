import { stepOf } from '../../engine/steps/steps.ts';
import type { Stride } from '../../engine/timeline/navigation.ts';
import { maxChapters } from '../../engine/training/lesson-plan.ts';
import { updateOf } from '../../engine/training/run.ts';
import { chosenParameter, decimalChoices, isMoving, type Model } from '../state/model.ts';
import type { Binding, KeyName, Word } from './binding.ts';

/** Rows that one key scrolls. */
export const page = 8;

const always = (): true => true;
const isStepping = ({ mode }: Model): boolean => mode.kind === 'stepping';
const whileMoving = (model: Model): true | string => isMoving(model) || 'nothing is running';
const atRest =
  (word: string, rank: number) =>
  (model: Model): Word | undefined =>
    isStepping(model) && !isMoving(model) ? { word, rank } : undefined;
const inMotion =
  (word: string, rank: number) =>
  (model: Model): Word | undefined =>
    isStepping(model) && isMoving(model) ? { word, rank } : undefined;

/** Every key of the stepper, in the order of the help. */
export const keymap: readonly Binding[] = [
  move(['right', 'l'], 'step', 1, 'next equation', atRest('step', 1)),
  move(['left', 'h'], 'step', -1, 'back one equation', atRest('back', 5)),
  move(['n'], 'unit', 1, 'to the end of this unit, or of the next'),
  move(['N'], 'unit', -1, 'back to the end of the unit before'),
  move(['p'], 'phase', 1, 'to the end of this phase, or of the next', atRest('phase', 6)),
  move(['P'], 'phase', -1, 'back to the end of the phase before'),
  move(['e'], 'epoch', 1, 'to the end of this epoch, or of the next', atRest('epoch', 7)),
  move(['E'], 'epoch', -1, 'back to the end of the epoch before'),
  {
    keys: ['g'],
    action: { kind: 'ask', for: 'epoch' },
    group: 'step',
    help: 'go to an epoch: type its number',
    enabled: always,
  },
  {
    keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'],
    written: '1 … 9 0',
    action: (key) => ({ kind: 'chapter', number: key === '0' ? maxChapters : Number(key) }),
    group: 'step',
    help: 'to a chapter of the lesson, from 1 on',
    enabled: ({ run }) => run.experiment.lessonPlan.chapters.length > 0 || 'this one has no chapters',
  },
  {
    keys: ['r'],
    action: { kind: 'run or pause' },
    group: 'step',
    help: 'run, or stop',
    hint: (model) => atRest('run', 8)(model) ?? inMotion('stop', 1)(model),
    enabled: always,
  },
  {
    keys: ['+'],
    action: { kind: 'change speed', by: 1 },
    group: 'step',
    help: 'run faster',
    hint: inMotion('faster', 2),
    enabled: always,
  },
  {
    keys: ['-'],
    action: { kind: 'change speed', by: -1 },
    group: 'step',
    help: 'run slower',
    hint: inMotion('slower', 2),
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
    hint: (model) =>
      isStepping(model)
        ? atRest(model.focus === 'formula' ? 'factor' : 'weight', 2)(model)
        : { word: 'scroll', rank: 1 },
    hintKeys: ['up', 'down'],
    enabled: always,
  },
  {
    keys: ['/'],
    action: { kind: 'ask', for: 'quantity' },
    group: 'look',
    help: 'find by name: choose w12, go to dE_total/dout_h1',
    hint: atRest('find', 12),
    enabled: always,
  },
  {
    keys: ['return'],
    action: { kind: 'open' },
    group: 'look',
    help: 'open a factor: what it comes from',
    hint: atRest('open', 4),
    enabled: always,
  },
  {
    keys: ['backspace'],
    action: { kind: 'close' },
    group: 'look',
    help: 'close the factor opened last',
    hint: (model) => (model.focus === 'formula' ? atRest('close', 9)(model) : undefined),
    enabled: always,
  },
  {
    keys: ['f'],
    action: { kind: 'follow' },
    group: 'look',
    help: 'follow: let each step choose its parameter',
    hint: (model) => (model.pinned === undefined ? undefined : atRest('follow', 3)(model)),
    enabled: ({ pinned }) => (pinned === undefined ? 'each step already chooses its parameter' : true),
  },
  {
    keys: ['tab'],
    action: { kind: 'focus', by: 1 },
    group: 'show',
    help: 'focus the next panel',
    hint: (model, showsAll) => atRest('panel', showsAll ? 11 : 1)(model),
    enabled: always,
  },
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
    hint: (model) => (model.zoomed ? atRest('unzoom', 1)(model) : atRest('zoom', 10)(model)),
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
    help: `decimals: ${decimalChoices.join(', ')}`,
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
    keys: ['v'],
    action: { kind: 'next picture' },
    group: 'show',
    help: 'the next picture: error, slope, activation, gradients, output map',
    hint: atRest('view', 9),
    enabled: always,
  },
  {
    keys: ['d'],
    action: { kind: 'practise' },
    group: 'try',
    help: 'do it yourself: work a number out, with hints',
    hint: atRest('practice', 7.5),
    enabled: always,
  },
  {
    keys: ['t'],
    action: { kind: 'predict' },
    group: 'try',
    help: 'predict: each step shows its equation first, its value on the next key',
    enabled: always,
  },
  {
    keys: ['='],
    action: { kind: 'ask', for: 'change' },
    group: 'try',
    help: 'change a weight, an input, a target, α, the optimizer or an activation',
    hint: atRest('change', 13),
    enabled: always,
  },
  {
    keys: ['u'],
    action: { kind: 'undo' },
    group: 'try',
    help: 'undo the last change',
    enabled: ({ run }) => run.edits.length > 0 || 'nothing is changed',
  },
  {
    keys: ['m'],
    action: { kind: 'mark' },
    group: 'try',
    help: 'mark this run, to compare others with it; again: unmark',
    enabled: always,
  },
  {
    keys: ['c'],
    action: { kind: 'check' },
    group: 'try',
    help: 'check the chosen derivative by central differences',
    enabled: (model) => isDerived(model) || 'its derivative is not computed yet',
  },
  {
    keys: ['s'],
    action: { kind: 'ask', for: 'file' },
    group: 'program',
    help: 'save the session; backstep FILE opens it again',
    enabled: always,
  },
  {
    keys: ['?'],
    action: { kind: 'help' },
    group: 'program',
    help: 'this help',
    hint: (model) => ({ word: isStepping(model) ? 'help' : 'back', rank: 0 }),
    enabled: always,
  },
  { keys: ['ctrl+l'], action: { kind: 'redraw' }, group: 'program', help: 'redraw the screen', enabled: always },
  { keys: ['ctrl+z'], action: { kind: 'suspend' }, group: 'program', help: 'suspend; fg comes back', enabled: always },
  {
    keys: ['q', 'ctrl+c'],
    action: { kind: 'quit' },
    group: 'program',
    help: 'quit',
    hint: (model) => (isStepping(model) ? { word: 'quit', rank: 0 } : undefined),
    enabled: always,
  },
];

/** Whether the chosen parameter's derivative has been computed. */
function isDerived(model: Model): boolean {
  const step = stepOf(updateOf(model.run, model.position.update), {
    kind: 'gradient',
    parameter: chosenParameter(model),
  });
  return step !== undefined && step <= model.position.step;
}

function move(
  keys: readonly KeyName[],
  stride: Stride,
  direction: 1 | -1,
  help: string,
  hint?: Binding['hint'],
): Binding {
  const action = { kind: 'move', stride, direction } as const;
  return { keys, action, group: 'step', help, enabled: always, ...(hint && { hint }) };
}
