import stringWidth from 'string-width';
import { epochOf } from '../../engine/training/experiment.ts';
import type { NarrationFact, NoticeFact } from '../messages/facts.ts';
import type { Messages, ScreenMessages } from '../messages/messages.ts';
import { isMoving, type Model } from '../state/model.ts';
import { ownNumbersText } from '../state/own-numbers.ts';
import { type PresentChapter, presentChapter } from '../state/present-chapter.ts';
import { speeds } from '../state/run-speed.ts';
import type { View } from '../state/view.ts';
import { narrationFact } from './narration-facts.ts';
import { noticeFact } from './notice-facts.ts';

/**
 * The text below the equation. It is the first of these texts that exists: the progress of an automatic run or of a
 * long move, a notice, the question of a prediction, what the mark says of the learner's own number, the text of a chapter, the narration of the present step.
 */
export function narrationText(view: View, width: number): string {
  const { model, messages } = view;
  if (isMoving(model)) return progressText(model, messages);
  if (model.notice !== undefined) return noticeText(view, model.notice);
  if (model.prediction === 'question') return messages.screen.predict;
  const ownText = ownNumbersText(view);
  if (ownText !== undefined) return ownText;
  const chapter = presentChapter(model);
  return chapter === undefined ? stepNarration(view) : chapterText(chapter, width, messages.screen);
}

/** A sentence about the present step. */
function stepNarration(view: View): string {
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

/** The number, the title and the text of a chapter. If all three do not fit into `width` cells, without the title. */
function chapterText({ number, title, text }: PresentChapter, width: number, screen: ScreenMessages): string {
  const whole = screen.chapter(number, `${title}. ${text}`.trimEnd());
  return stringWidth(whole) <= width || text === '' ? whole : screen.chapter(number, text);
}

function progressText({ run, position, travelTarget, isRunning, speed }: Model, { screen }: Messages): string {
  const pace = speeds[speed];
  if (isRunning && pace !== undefined) return screen.running(pace.perSecond, pace.stride);
  if (travelTarget === undefined) return '';
  const isBack = travelTarget.update < position.update;
  const percent = isBack ? undefined : Math.floor((100 * position.update) / travelTarget.update);
  return screen.travelling(
    epochOf(run.experiment, position.update),
    epochOf(run.experiment, travelTarget.update),
    percent,
  );
}
