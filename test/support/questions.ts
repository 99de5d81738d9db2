import { readUpdate } from '../../src/engine/pass/update-values.ts';
import type { Answer } from '../../src/engine/practice/answer.ts';
import { type EarlierAnswers, type Judgement, judge } from '../../src/engine/practice/judge.ts';
import type { Question } from '../../src/engine/practice/question.ts';
import { quantityNamed } from '../../src/engine/steps/name-parser.ts';
import { initialState } from '../../src/engine/training/training-state.ts';
import { readAnswer } from '../../src/notation/answer-reader.ts';
import { roundedAsShown } from '../../src/notation/number-format.ts';
import { lecture } from './lecture.ts';

/** A question about the named quantity of the first update. */
export function questionOf(name: string, experiment = lecture): Question {
  const values = readUpdate(experiment, 1, initialState(experiment));
  const quantity = quantityNamed(values.update, name);
  if (quantity === undefined) throw new Error(`there is no quantity ${name}`);
  return { values, quantity };
}

export function answerOf(text: string): Answer {
  const answer = readAnswer(text);
  if (answer === undefined) throw new Error(`${text} is not an answer`);
  return answer;
}

export function judged(question: Question, text: string, earlier: EarlierAnswers = new Map()): Judgement {
  return judge(question, answerOf(text), roundedAsShown, earlier);
}

/** The names of the slips that may explain a wrong answer; or the way in which an answer is right or too short. */
export function verdictOn(question: Question, text: string, earlier?: EarlierAnswers): readonly string[] {
  const judgement = judged(question, text, earlier);
  if (judgement.kind === 'wrong') return [...new Set(judgement.findings.map(({ slip }) => slip))];
  return judgement.kind === 'right' ? [`right, ${judgement.how}`] : ['right so far'];
}
