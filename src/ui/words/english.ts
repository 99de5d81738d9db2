import type { Phase } from '../../engine/equations/steps.ts';
import type { PanelName, Speed } from '../model.ts';

/** All words on screen that are not narration; another language replaces this file and the narration. */
export const words = {
  panels: { network: 'network', formula: 'formula', weights: 'weights', error: 'error by epoch' } satisfies Record<
    PanelName,
    string
  >,
  phases: { forward: 'forward', error: 'error', backward: 'backward', update: 'update' } satisfies Record<
    Phase,
    string
  >,
  epoch: 'epoch',
  sample: 'sample',
  samples: 'samples',
  step: 'step',
  target: 'target',
  columns: { name: 'weight', route: (arrow: string) => `in${arrow}to`, value: 'value', updated: 'new' },
  all: 'all',
  more: (count: number) => `${count} more`,
  tooSmall: (columns: number, rows: number) => `backstep needs ${columns}×${rows}`,
  going: (done: string, target: string, percent: number) => `going to epoch ${target}: at ${done}, ${percent} %`,
  running: ({ stride, perSecond }: Speed) =>
    `running, ${perSecond.toLocaleString('en')} ${stride}${perSecond === 1 ? '' : 's'} a second`,
  goTo: (typed: string) => `go to the end of epoch: ${typed}_`,
  goToHint: 'digits, then Enter; Esc goes back; epoch 0 is the start',
  helpTitle: 'keys',
  helpHint: 'up and down scroll, ? or Esc goes back',
  byHand: 'by hand',
  byHandWhy: 'factors rounded first',
  noError: 'Not computed yet.',
  logarithmic: 'log scale',
  through: 'through',
  given: 'given',
  frozen: 'frozen: no update changes it',
  stopHint: 'r stop',
  logo: 'backstep',
};
