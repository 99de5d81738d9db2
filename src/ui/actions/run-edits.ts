import { isSameRun, withEdit, withoutLastEdit } from '../../engine/training/run.ts';
import { readChange } from '../state/change-parser.ts';
import type { Model, Problem } from '../state/model.ts';
import { withRun } from '../state/travel-target.ts';

/** Changes what was typed from the start of the present update on. */
export function edited(model: Model, text: string): Model | Problem {
  const change = readChange(model, text);
  if (typeof change === 'string') return change;
  const edit = { update: model.position.update, change };
  return { ...withRun(model, withEdit(model.run, edit), edit.update), notice: { kind: 'changed', edit } };
}

/** The model without the edit that was made last. */
export function undone(model: Model): Model {
  const edit = model.run.edits.at(-1);
  if (edit === undefined) return model;
  return { ...withRun(model, withoutLastEdit(model.run), edit.update), notice: { kind: 'taken back', edit } };
}

/** The model with its run marked, so that others are compared with it; with nothing marked where it was marked already. */
export function marked(model: Model): Model {
  const { run, position, mark } = model;
  if (mark !== undefined && isSameRun(mark.run, run))
    return { ...model, mark: undefined, notice: { kind: 'unmarked' } };
  return { ...model, mark: { run, position }, notice: { kind: 'marked' } };
}
