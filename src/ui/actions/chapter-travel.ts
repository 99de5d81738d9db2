import { clampPosition } from '../../engine/timeline/navigation.ts';
import { panels } from '../panels/panel-table.ts';
import { pictures } from '../pictures/picture-table.ts';
import { startPractice } from '../practice/practice-model.ts';
import type { Model } from '../state/model.ts';
import { withoutQuestion } from '../state/prediction.ts';
import { stop, travelTo } from '../state/travel-target.ts';

/** Goes to chapter `number` of the lesson, counted from 1, and shows the panel or the picture of the chapter. */
export function goToChapter(model: Model, number: number): Model {
  const chapter = model.run.experiment.lessonPlan.chapters[number - 1];
  if (chapter === undefined) return model;
  const { view, parameter, expanded, isZoomed } = chapter;
  const position = clampPosition(model.run, chapter.position);
  const shown: Model = {
    ...withoutQuestion(stop(model)),
    selected: parameter,
    expansion: { parameter: parameter ?? 0, names: expanded, focusedFactor: undefined },
    focusedPanel: panels.some(({ name }) => name === view) ? view : 'picture',
    picture: pictures.some(({ name }) => name === view) ? view : 'error',
    isZoomed,
    scroll: undefined,
  };
  // Practice starts without a long move, even if the position of the chapter is many updates away.
  return chapter.isPractice ? startPractice({ ...shown, position }) : { ...travelTo(shown, position), chapter };
}
