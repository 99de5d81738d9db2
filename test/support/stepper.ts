import type { Experiment } from '../../src/engine/experiment.ts';
import { createRun } from '../../src/engine/run.ts';
import { timelineOf } from '../../src/engine/timeline/timeline.ts';
import { type Glyphs, unicode } from '../../src/notation/glyphs.ts';
import type { Action } from '../../src/ui/actions.ts';
import { actionFor } from '../../src/ui/dispatch.ts';
import { initialModel, type Model } from '../../src/ui/model.ts';
import { momentAt } from '../../src/ui/moment.ts';
import { reduce } from '../../src/ui/reduce.ts';
import { createView, type View } from '../../src/ui/view.ts';
import { lecture } from './lecture.ts';

/** The model after some actions on the lecture. */
export function modelAfter(actions: readonly Action[], experiment: Experiment = lecture): Model {
  return actions.reduce(reduce, initialModel(createRun(experiment)));
}

/** The model after some keys, by their names, with every long way gone to its end. */
export function afterKeys(keys: readonly string[], experiment: Experiment = lecture): Model {
  return keys.reduce(
    (model, key) => {
      const action = actionFor(model, key);
      return action === undefined ? model : arrived(reduce(model, action));
    },
    initialModel(createRun(experiment)),
  );
}

export function arrived(model: Model): Model {
  return model.going === undefined ? model : reduce(model, { kind: 'reach', position: model.going });
}

/** What is shown at a model. */
export function viewOf(model: Model, glyphs: Glyphs = unicode): View {
  const timeline = timelineOf(model.run);
  return createView(model, momentAt(timeline, model.position), glyphs);
}

export const right: Action = { kind: 'move', stride: 'step', direction: 1 };
export const left: Action = { kind: 'move', stride: 'step', direction: -1 };
