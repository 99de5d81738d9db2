import { epochOf } from '../../engine/training/experiment.ts';
import type { NarrationFact, NoticeFact } from '../messages/facts.ts';
import type { Messages } from '../messages/messages.ts';
import { isMoving, type Model } from '../state/model.ts';
import { speeds } from '../state/run-speed.ts';
import type { View } from '../state/view.ts';
import { narrationFact } from './narration-facts.ts';
import { noticeFact } from './notice-facts.ts';

/**
 * The text below the equation: the progress of a run or of a long move, else a notice, else the question of a prediction,
 * else the text of a chapter or the narration of the present step.
 */
export function narrationText(view: View, width: number): string {
  const { model, messages } = view;
  if (isMoving(model)) return progressText(model, messages);
  if (model.notice !== undefined) return noticeText(view, model.notice);
  if (model.prediction === 'question') return messages.screen.predict;
  return model.chapter === undefined ? stepNarration(view) : chapterText(view, width);
}

/** A sentence about the present step. */
export function stepNarration(view: View): string {
  const fact = narrationFact(view);
  return fact === undefined ? '' : sentenceFor(view.messages, fact);
}

export function sentenceFor({ narration }: Messages, fact: NarrationFact): string {
  const write: (fact: never) => string = narration[fact.kind];
  return write(fact as never);
}

export function noticeText(view: View, notice: NonNullable<Model['notice']>): string {
  const fact: NoticeFact = noticeFact(view, notice);
  const write: (fact: never) => string = view.messages.notices[fact.kind];
  return write(fact as never);
}

/** The number, the title and the text of the present chapter. If they do not fit into `width` cells, without the title. */
function chapterText({ model, messages: { screen } }: View, width: number): string {
  const { chapter, run } = model;
  if (chapter === undefined) return '';
  const number = run.experiment.lessonPlan.chapters.indexOf(chapter) + 1;
  // An edit may have changed the numbers in the text.
  if (run.edits.length > 0) return screen.chapter(number, `${chapter.title}.`);
  const whole = screen.chapter(number, `${chapter.title}. ${chapter.text}`);
  return whole.length <= width ? whole : screen.chapter(number, chapter.text);
}

function progressText({ run, position, travelTarget, isRunning, speed }: Model, { screen }: Messages): string {
  const pace = speeds[speed];
  if (isRunning && pace !== undefined) return screen.running(pace.perSecond, pace.stride);
  if (travelTarget === undefined) return '';
  const percent = Math.floor((100 * position.update) / Math.max(travelTarget.update, 1));
  return screen.travelling(
    epochOf(run.experiment, position.update),
    epochOf(run.experiment, travelTarget.update),
    Math.min(percent, 100),
  );
}
