import type { Phase } from '../../../engine/steps/schedule.ts';
import { optimizerNames } from '../../../engine/training/optimizers.ts';
import type { PanelName, Problem, Speed } from '../../state/model.ts';

/** The words of the panels. Another language replaces these, the narration, the legend, and the help of the keymap. */
export const words = {
  logo: 'backstep',
  panels: { network: 'network', formula: 'formula', weights: 'weights', picture: 'picture' } satisfies Record<
    PanelName,
    string
  >,
  /** In place of a picture, during practice. */
  hidden: 'Hidden while you work it out.',
  phases: { forward: 'forward', error: 'error', backward: 'backward', update: 'update' } satisfies Record<
    Phase,
    string
  >,
  epoch: (number: number) => `epoch ${number}`,
  sample: (number: number, all: number) => `sample ${number}/${all}`,
  samples: (first: number, last: number, all: number) => `samples ${first}-${last}/${all}`,
  batch: (number: number, all: number) => `batch ${number}/${all}`,
  update: (number: number) => `update ${number}`,
  columns: { name: 'weight', value: 'value', updated: 'new', difference: 'to marked' },
  all: 'all',
  /** In place of a new value: no update changes this parameter. */
  fixed: 'frozen',
  more: (count: number) => `${count} more`,
  layers: (first: number, last: number, all: number) =>
    first === 0 ? `inputs to layer ${last} of ${all}` : `layers ${first} to ${last} of ${all}`,
  parameters: (first: number, last: number, all: number) => `${first} to ${last} of ${all}`,
  tooSmall: (columns: number, rows: number) => `backstep needs ${columns}×${rows}`,
  going: (done: string, target: string, percent: number) => `going to epoch ${target}: at ${done}, ${percent} %`,
  running: ({ stride, perSecond }: Speed) =>
    `running, ${perSecond.toLocaleString('en')} ${stride}${perSecond === 1 ? '' : 's'} a second`,
  goTo: (typed: string) => `go to the end of epoch: ${typed}_`,
  find: (typed: string) => `find: ${typed}_`,
  change: (name: string, typed: string) => `change ${name} to: ${typed}_`,
  saveAs: (typed: string, usual: string) => `save as${typed === '' ? ` (Enter: ${usual})` : ''}: ${typed}_`,
  problems: {
    unknown: 'there is no such quantity in this update',
    'no step': 'it has no step: it is given, or only a factor',
    'no change': 'that is worked out, not set',
    'no value': 'say what becomes what',
    'too many changes': 'there are too many changes already',
    'no number': 'that is no number',
    'no method': `the methods are ${optimizerNames.join(', ')}`,
    'no activation': 'there is no such activation',
    'rate too small': 'α has to be greater than 0',
    'no such setting': 'the optimizer has no such setting',
    'setting out of range': 'that is out of its range',
    'target out of range': 'the loss wants no such target',
    'loss needs its activation': 'that does not suit the loss',
  } satisfies Record<Problem, string>,
  changeHint: '0.4 | i1 0.2 | target_o1 0.5 | alpha 5 | optimizer adam 0.01 | h tanh',
  saveHint: 'the path of a file, then Enter; Esc goes back',
  /** Where each step shows its equation first. */
  predicting: 'predict',
  /** In place of a value that is still to be predicted. */
  unknown: '?',
  predict: 'What will it be? The next → shows it.',
  chapter: (number: number, text: string) => `${number} ${text}`,
  /** That there are chapters, and how to get there. */
  chapters: '1 … 9 0: chapters.',
  marked: 'marked',
  findHint: 'w12, net_h1, dE_total/dout_h1 … then Enter; Esc goes back',
  goToHint: 'digits, then Enter; Esc goes back; epoch 0 is the start',
  helpTitle: 'keys and signs',
  legend: 'what the signs mean',
  shownSample: (number: number) => `sample ${number}`,
  byHand: 'by hand, all opened',
  error: 'E_total',
  meanError: 'mean E_total',
  /** Where a batch is not all samples: its own E_total is another. */
  errorOfAll: 'E_total of all',
  momentum: 'momentum',
  nesterov: 'nesterov',
  noError: 'Not computed yet.',
  noNumber: 'The error has grown beyond all numbers.',
  errorByEpoch: 'error by epoch',
  logarithmic: 'log scale',
  logarithmicShort: 'log',
  frozen: 'frozen: no update changes it',
  /** What is read aloud besides what the panels say. */
  spoken: {
    phase: (name: string, epoch: number) => `Epoch ${epoch}, ${name}.`,
    going: (target: number) => `Going to epoch ${target}.`,
    panel: (name: string) => `Panel: ${name}.`,
    zoomed: (isOn: boolean, name: string) => (isOn ? `Panel ${name} alone.` : 'All panels.'),
    opened: 'Opened:',
    closed: (name: string) => `Closed: ${name}.`,
    chapter: (number: number, text: string) => `Chapter ${number}: ${text}`,
    start: '? lists the keys, q quits.',
    endOfHelp: 'Press ? once more to go on.',
    parameter: (name: string, value: string) => `${name}: ${value}`,
    gradient: (value: string) => `derivative ${value}`,
    updated: (value: string) => `new ${value}`,
    decimals: (count: number) => `${count} decimals.`,
    byHand: (isOn: boolean) => `By hand: ${isOn ? 'on' : 'off'}.`,
    key: (key: string, help: string) => `${key}: ${help}`,
    answer: 'Your answer:',
  },
};
