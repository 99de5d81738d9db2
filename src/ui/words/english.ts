import type { Phase } from '../../engine/equations/sections.ts';
import type { PanelName, Problem, Speed } from '../model.ts';

/** The words of the panels. Another language replaces these, the narration, the legend, and the help of the keymap. */
export const words = {
  logo: 'backstep',
  panels: { network: 'network', formula: 'formula', weights: 'weights', error: 'error by epoch' } satisfies Record<
    PanelName,
    string
  >,
  phases: { forward: 'forward', error: 'error', backward: 'backward', update: 'update' } satisfies Record<
    Phase,
    string
  >,
  epoch: (number: number) => `epoch ${number}`,
  sample: (number: number, all: number) => `sample ${number}/${all}`,
  samples: (first: number, last: number, all: number) => `samples ${first}-${last}/${all}`,
  batch: (number: number, all: number) => `batch ${number}/${all}`,
  update: (number: number) => `update ${number}`,
  columns: { name: 'weight', value: 'value', updated: 'new' },
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
  problems: {
    unknown: 'there is no such quantity in this update',
    'no step': 'it has no step: it is given, or only a factor',
  } satisfies Record<Problem, string>,
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
  logarithmic: 'log scale',
  frozen: 'frozen: no update changes it',
};
