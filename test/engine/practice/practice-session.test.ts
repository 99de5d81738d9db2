import { expect, test } from 'vitest';
import { readUpdate, type UpdateValues } from '../../../src/engine/pass/update-values.ts';
import {
  type AnswerJudgement,
  answerExercise,
  newPractice,
  type PracticeSession,
  startExercise,
} from '../../../src/engine/practice/practice-session.ts';
import { quantityNamed } from '../../../src/engine/steps/name-parser.ts';
import { initialState } from '../../../src/engine/training/training-state.ts';
import { roundedAsShown } from '../../../src/notation/number-format.ts';
import { lecture } from '../../support/lecture.ts';
import { answerOf } from '../../support/questions.ts';

const first = readUpdate(lecture, 1, initialState(lecture));
const second = readUpdate(lecture, 2, first.after);

/** Answers to questions, one after the other: the update, the quantity and the number that is typed. */
type Answers = readonly (readonly [values: UpdateValues, name: string, text: string])[];

/** The judgement of the last answer. */
function judgementAfter(answers: Answers): AnswerJudgement | undefined {
  return answers.reduce(afterAnswer, newPractice).exercise?.judgement;
}

function afterAnswer(session: PracticeSession, [values, name, text]: Answers[number]): PracticeSession {
  const quantity = quantityNamed(values.update, name);
  if (quantity === undefined) throw new Error(`there is no quantity ${name}`);
  const asked = startExercise(session, name, values.update.number);
  return answerExercise(asked, { values, quantity }, answerOf(text), roundedAsShown);
}

// With the wrong net_h1 = 0.5, out_h1 = σ(0.5) = 0.6225.
test('an answer that follows from any earlier wrong answer in the same update is right', () => {
  const answers: Answers = [
    [first, 'net_h1', '0.5000'],
    [first, 'net_h2', '0.7000'],
    [first, 'out_h1', '0.6225'],
  ];
  expect(judgementAfter(answers)).toEqual({ kind: 'right', how: 'own' });
});

test('an answer that follows from a wrong answer in another update is wrong', () => {
  const answers: Answers = [
    [first, 'net_h1', '0.5000'],
    [second, 'out_h1', '0.6225'],
  ];
  expect(judgementAfter(answers)?.kind).toBe('wrong');
});
