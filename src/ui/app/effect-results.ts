import { checkGradient } from '../../engine/gradient-check.ts';
import { answerExercise, judgeAgain, type PracticeSession } from '../../engine/practice/practice-session.ts';
import { namedValues, type Question } from '../../engine/practice/question.ts';
import { readAnswer } from '../../notation/answer-reader.ts';
import { roundedAsShown } from '../../notation/number-format.ts';
import type { Input } from '../state/input.ts';
import type { Size } from '../state/layout.ts';
import { experimentOf } from '../state/model.ts';
import { clampIndex, selectedParameter } from '../state/selection.ts';
import type { View } from '../state/view.ts';
import { scrollRangeAt } from './screen-content.ts';

/*
 * The results of the effects that need numbers. The view has numbers, the model has none.
 */

export function scrolledBy(rows: number, view: View, size: Size): Input {
  const { hiddenAbove, max } = scrollRangeAt(view, size);
  return { kind: 'scrolled', rows: clampIndex(hiddenAbove + rows, max + 1) };
}

function shownQuestion({ askedSnapshot }: View): Question | undefined {
  return askedSnapshot?.step && { values: askedSnapshot.values, quantity: askedSnapshot.step.quantity };
}

/** Judges the typed answer. Undefined if no question is shown. */
export function judgeAnswer(view: View): Input | undefined {
  const { practice, mode } = view.model;
  const question = shownQuestion(view);
  if (mode.kind !== 'practice' || question === undefined) return undefined;
  return {
    kind: 'answered',
    practice: answerExercise(practice, question, readAnswer(mode.typed, namedValues(question)), roundedAsShown),
  };
}

/** The practice with the judgement of the last answer. Undefined if the judgement is there, or there is no answer yet. */
export function judgeGivenAgain(view: View): PracticeSession | undefined {
  const { practice, mode } = view.model;
  const question = shownQuestion(view);
  const isJudged = practice.exercise?.judgement !== undefined;
  if (mode.kind !== 'practice' || mode.given === '' || isJudged || question === undefined) return undefined;
  return judgeAgain(practice, question, readAnswer(mode.given, namedValues(question)), roundedAsShown);
}

/** Checks the selected parameter's derivative by a central difference. */
export function checkSelectedGradient({ model, snapshot }: View): Input {
  const { update, before } = snapshot.values;
  const check = checkGradient(experimentOf(model), update.number, before, selectedParameter(model));
  return { kind: 'notice', notice: { kind: 'checked', check } };
}
