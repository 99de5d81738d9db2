import type { PracticeSession } from '../../engine/practice/practice-session.ts';
import type { SavedPractice, SavedQuestion, SessionView } from '../../engine/training/session-view.ts';
import type { Model } from './model.ts';

/** How a session file keeps the screen. Without notices, the help and prompts, which end with the next keys. */
export function savedViewOf(model: Model): SessionView {
  const { run, selected, expansion, focusedPanel, picture, isZoomed, decimals, isByHand } = model;
  const { prediction, speed, chapter, practice, mode } = model;
  return {
    parameter: selected,
    expansion,
    panel: focusedPanel,
    picture,
    isZoomed,
    // In the help, this is the scroll position of the help.
    scroll: mode.kind === 'help' ? undefined : model.scroll,
    decimals,
    isByHand,
    prediction,
    speed,
    chapter: chapter && run.experiment.lessonPlan.chapters.indexOf(chapter),
    practice: savedPracticeOf(practice, savedQuestionOf(model)),
  };
}

export function hasSameSavedView(a: Model, b: Model): boolean {
  return a === b || JSON.stringify(savedViewOf(a)) === JSON.stringify(savedViewOf(b));
}

function savedPracticeOf(practice: PracticeSession, question: SavedQuestion | undefined): SavedPractice {
  const { tally, done, answers, answersUpdate } = practice;
  // JSON has no infinite numbers.
  const finite = [...answers].filter(([, answer]) => Number.isFinite(answer));
  return { tally, done, answers: Object.fromEntries(finite), answersUpdate, question };
}

function savedQuestionOf({ mode, practice: { exercise } }: Model): SavedQuestion | undefined {
  if (mode.kind !== 'practice' || exercise === undefined) return undefined;
  const { name, wrongAnswers, hintsGiven, isOver } = exercise;
  return { name, asked: mode.asked, typed: mode.typed, given: mode.given, wrongAnswers, hintsGiven, isOver };
}
