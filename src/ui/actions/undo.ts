import { withoutLastEdit } from '../../engine/training/run.ts';
import { announceNotice } from '../speech/announcements.ts';
import type { Model } from '../state/model.ts';
import { switchRun } from '../state/travel-target.ts';
import type { RefusableAction } from './action.ts';

export const undo: RefusableAction<'unchanged'> = {
  name: 'undo',
  keys: ['u'],
  group: 'try',
  words: { help: 'undo the last change', refusals: { unchanged: 'nothing is changed' } },
  enabled: ({ run }) => run.edits.length > 0 || 'unchanged',
  change: withoutEdit,
  announce: announceNotice,
};

function withoutEdit(model: Model): Model {
  const edit = model.run.edits.at(-1);
  if (edit === undefined) return model;
  return { ...switchRun(model, withoutLastEdit(model.run), edit.update), notice: { kind: 'undone', edit } };
}
