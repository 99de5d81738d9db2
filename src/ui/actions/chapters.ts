import { clamped } from '../../engine/timeline/navigation.ts';
import { pictureNames } from '../../engine/training/lesson-plan.ts';
import { practise } from '../modes/practice-mode.ts';
import { type Model, panelNames } from '../state/model.ts';
import { goTo, stopped } from '../state/travel-target.ts';
import { unannounced } from './predict.ts';

/** The model at a chapter of its lesson, with what the chapter is about in sight. */
export function atChapter(model: Model, number: number): Model {
  const chapter = model.run.experiment.lessonPlan.chapters[number - 1];
  if (chapter === undefined) return model;
  const { view, parameter, expanded: opened, isZoomed } = chapter;
  const picture = pictureNames.find((name) => name === view);
  const panel = panelNames.find((name) => name === view) ?? 'picture';
  const there = goTo(
    {
      ...stopped(model),
      pinned: parameter,
      openings: { parameter: parameter ?? 0, names: opened, pointedAt: undefined },
      focus: panel,
      picture: picture ?? 'error',
      zoomed: isZoomed,
      scroll: undefined,
      predicting: unannounced(model),
    },
    clamped(model.run, chapter.position),
  );
  return chapter.isPractice
    ? practise({ ...there, position: clamped(model.run, chapter.position) })
    : { ...there, chapter };
}
