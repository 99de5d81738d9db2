import { isSameRun } from '../../engine/training/run.ts';
import { announceNotice } from '../speech/announcements.ts';
import type { Model } from '../state/model.ts';
import type { Action } from './action.ts';

export const mark: Action = {
  name: 'mark',
  keys: ['m'],
  group: 'try',
  words: { help: 'mark this run, to compare changed runs with it; again: unmark' },
  change: toggleMark,
  announce: announceNotice,
};

function toggleMark(model: Model): Model {
  const { run, position, marked } = model;
  return marked !== undefined && isSameRun(marked.run, run)
    ? { ...model, marked: undefined, notice: { kind: 'unmarked' } }
    : { ...model, marked: { run, position }, notice: { kind: 'marked' } };
}
