import type { PracticeSession } from '../../engine/practice/practice-session.ts';
import type { SavedExpansion, SavedPractice, SavedQuestion, SessionView } from '../../engine/training/session-view.ts';
import { experimentOf, type Model } from './model.ts';
import { presentExpansion } from './present-expansion.ts';

/**
 * The parts of the screen that a session file keeps. Notices, the help and prompts are left out, because the next keys
 * end them.
 */
export function savedViewOf(model: Model): SessionView {
  const { run, selected, focusedPanel, picture, isZoomed, decimals, isByHand } = model;
  const { prediction, speed, chapter, practice, mode } = model;
  return {
    parameter: selected,
    expansion: savedExpansionOf(model),
    panel: focusedPanel,
    picture,
    isZoomed,
    // In the help, `scroll` belongs to the help.
    scroll: mode.kind === 'help' ? undefined : model.scroll,
    decimals,
    isByHand,
    prediction,
    speed,
    chapter: chapter && run.experiment.lessonPlan.chapters.indexOf(chapter),
    practice: savedPracticeOf(practice, savedQuestionOf(model)),
  };
}

/** A network keeps the expanded factors of the last formula that had any, a formula only those that are shown. */
function savedExpansionOf(model: Model): SavedExpansion {
  const expansion = experimentOf(model).kind === 'dense' ? model.expansion : presentExpansion(model);
  return { parameter: expansion.parameter, names: expansion.names, focusedFactor: expansion.focusedFactor };
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
