import { advance, type Timeline, timelineOf } from '../../src/engine/timeline/timeline.ts';
import type { Experiment } from '../../src/engine/training/experiment.ts';
import { createRun } from '../../src/engine/training/run.ts';
import { type Glyphs, unicode } from '../../src/notation/glyphs.ts';
import type { Action } from '../../src/ui/actions/action.ts';
import { actionFor } from '../../src/ui/actions/key-dispatch.ts';
import { checkOf, judgementOf } from '../../src/ui/app/effects.ts';
import type { Row } from '../../src/ui/draw/rows.ts';
import { reduce } from '../../src/ui/modes/reduce.ts';
import { initialModel, type Mark, type Model } from '../../src/ui/state/model.ts';
import { momentAt, momentBeside } from '../../src/ui/state/snapshot.ts';
import { createView, type View } from '../../src/ui/state/view.ts';
import { lecture } from './lecture.ts';

/** The model after some actions on the lecture. */
export function modelAfter(actions: readonly Action[], experiment: Experiment = lecture): Model {
  return actions.reduce(reduce, initialModel(createRun(experiment)));
}

/** The model after some keys, by their names, with every long way gone to its end. */
export function afterKeys(keys: readonly string[], experiment: Experiment = lecture): Model {
  return keys.reduce(afterKey, initialModel(createRun(experiment)));
}

/** The model after one more key; what the model cannot know is worked out as the program does. */
export function afterKey(model: Model, key: string): Model {
  const action = actionFor(model, key);
  if (action === undefined) return model;
  const { mode, run, position } = model;
  const isAnswer = action.kind === 'confirm' && mode.kind === 'practising' && !mode.isOver && mode.typed !== '';
  if (isAnswer) return reduce(model, judgementOf(model, mode, timelineOf(run)));
  if (action.kind === 'check') return reduce(model, checkOf(model, momentAt(timelineOf(run), position)));
  return arrived(reduce(model, action));
}

export function arrived(model: Model): Model {
  return model.going === undefined ? model : reduce(model, { kind: 'reach', position: model.going });
}

/** The timeline of a marked run that has been where it was marked. */
function knownUntil({ run, position }: Mark): Timeline {
  const timeline = timelineOf(run);
  advance(timeline, position.update);
  return timeline;
}

/** What is shown at a model. */
export function viewOf(model: Model, glyphs: Glyphs = unicode): View {
  const moment = momentAt(timelineOf(model.run), model.position);
  const { mark, mode } = model;
  return createView(model, moment, glyphs, {
    marked: mark && momentBeside(knownUntil(mark), moment, mark.position),
    asked: mode.kind === 'practising' ? momentAt(timelineOf(model.run), mode.asked) : undefined,
  });
}

/** What a row says. */
export function textOf(row: Row): string {
  return row
    .map(({ text }) => text)
    .join('')
    .trim();
}

export const right: Action = { kind: 'move', stride: 'step', direction: 1 };
export const left: Action = { kind: 'move', stride: 'step', direction: -1 };
