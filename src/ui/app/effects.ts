import { checkGradient } from '../../engine/gradient-check.ts';
import { judge } from '../../engine/practice/judge.ts';
import type { Timeline } from '../../engine/timeline/timeline.ts';
import { readAnswer } from '../../notation/answer-reader.ts';
import { roundedAsShown } from '../../notation/number-format.ts';
import type { Action } from '../actions/action.ts';
import { earlierAnswers } from '../modes/practice-mode.ts';
import { chosenParameter, experimentOf, type Model, type Practising } from '../state/model.ts';
import { type Moment, momentAt } from '../state/snapshot.ts';

/*
 * What a key asks for that the model cannot answer, because it has no numbers: these work it out and put it into an
 * action.
 */

/** What the learner's answer is. */
export function judgementOf(model: Model, mode: Practising, timeline: Timeline): Action {
  const { reading, step } = momentAt(timeline, mode.asked);
  const answer = readAnswer(mode.typed);
  if (answer === undefined || step === undefined) {
    return { kind: 'judge', judgement: { kind: 'unreadable' }, value: undefined };
  }
  const { quantity } = step;
  if (!Number.isFinite(reading.numberOf(quantity))) {
    return { kind: 'judge', judgement: { kind: 'no number' }, value: undefined };
  }
  const judgement = judge({ values: reading, quantity }, answer, roundedAsShown, earlierAnswers(model, mode));
  return { kind: 'judge', judgement, value: answer.value };
}

/** The chosen parameter's derivative beside its central difference. */
export function checkOf(model: Model, { reading }: Moment): Action {
  const check = checkGradient(experimentOf(model), reading.update.number, reading.before, chosenParameter(model));
  return { kind: 'notice', notice: { kind: 'checked', check } };
}
