import type { Answer, Rounding } from './answer.ts';
import { type EarlierAnswers, type Judgement, judge } from './judge.ts';
import type { Question } from './question.ts';

/**
 * The hints, in the order in which they are given: a question that leads to the formula, the formula in symbols, the
 * formula with numbers, and the answer.
 */
export const hints = ['question', 'formula', 'numbers', 'answer'] as const;

export type Hint = (typeof hints)[number];

export interface Tally {
  /** The number of questions that are over. */
  readonly asked: number;
  readonly right: number;
  /** The number of right answers at the first try, without a hint. */
  readonly atFirstTry: number;
}

/** unreadable: the answer is neither a number nor a calculation. no number: the right answer is infinite or NaN. */
export type AnswerJudgement = Judgement | { readonly kind: 'unreadable' | 'no number' };

/** A question that the learner is working on, or has just finished. */
export interface Exercise {
  /** The name of the quantity, and the number of its update. */
  readonly name: string;
  readonly update: number;
  /** The judgement of the last answer. */
  readonly judgement: AnswerJudgement | undefined;
  readonly wrongAnswers: number;
  readonly hintsGiven: number;
  readonly isOver: boolean;
}

/** A learner's practice so far. Only the functions of this file create a session. */
export interface PracticeSession {
  readonly tally: Tally;
  /** The names of the quantities whose questions are over. */
  readonly done: readonly string[];
  readonly exercise: Exercise | undefined;
  /** The learner's answers to the questions of one update. */
  readonly answers: EarlierAnswers;
  /** The number of the update that `answers` belong to. */
  readonly answersUpdate: number;
}

export const newPractice: PracticeSession = {
  tally: { asked: 0, right: 0, atFirstTry: 0 },
  done: [],
  exercise: undefined,
  answers: new Map(),
  answersUpdate: 0,
};

/** Asks for a quantity of an update. If the previous question is not over, it is dropped and does not count. */
export function startExercise(session: PracticeSession, name: string, update: number): PracticeSession {
  const exercise: Exercise = { name, update, judgement: undefined, wrongAnswers: 0, hintsGiven: 0, isOver: false };
  return { ...session, exercise };
}

/** Judges an answer. `answer` is undefined for a text that is neither a number nor a calculation. */
export function answerExercise(
  session: PracticeSession,
  question: Question,
  answer: Answer | undefined,
  rounding: Rounding,
): PracticeSession {
  const { exercise } = session;
  if (exercise === undefined || exercise.isOver) return session;
  const judgement = judgementOf(session, question, answer, rounding);
  const judged: PracticeSession = { ...session, exercise: { ...exercise, judgement } };
  if (answer === undefined) return judged;
  if (judgement.kind === 'right') return finish(withAnswer(judged, exercise, answer.value), true);
  if (judgement.kind !== 'wrong') return judged;
  return {
    ...withAnswer(judged, exercise, answer.value),
    exercise: { ...exercise, judgement, wrongAnswers: exercise.wrongAnswers + 1 },
  };
}

/** Judges the last answer of a saved practice again, because judgements are not saved. The tally stays the same. */
export function judgeAgain(
  session: PracticeSession,
  question: Question,
  answer: Answer | undefined,
  rounding: Rounding,
): PracticeSession {
  const { exercise } = session;
  if (exercise === undefined) return session;
  return { ...session, exercise: { ...exercise, judgement: judgementOf(session, question, answer, rounding) } };
}

function judgementOf(
  { exercise, answers, answersUpdate }: PracticeSession,
  question: Question,
  answer: Answer | undefined,
  rounding: Rounding,
): AnswerJudgement {
  if (answer === undefined) return { kind: 'unreadable' };
  if (!Number.isFinite(question.values.numberOf(question.quantity))) return { kind: 'no number' };
  return judge(question, answer, rounding, answersUpdate === exercise?.update ? answers : new Map());
}

/** Gives the next hint. The last hint is the answer, so it ends the question. */
export function giveHint(session: PracticeSession): PracticeSession {
  const { exercise } = session;
  if (exercise === undefined || exercise.isOver) return session;
  const hintsGiven = exercise.hintsGiven + 1;
  const hinted = { ...session, exercise: { ...exercise, hintsGiven } };
  return hintsGiven === hints.length ? finish(hinted, false) : hinted;
}

/**
 * Ends the question without a right answer, and counts it in the tally. Does nothing if the learner has neither
 * answered wrongly nor asked for a hint.
 */
export function giveUp(session: PracticeSession): PracticeSession {
  const { exercise } = session;
  const hasTried = exercise !== undefined && exercise.wrongAnswers + exercise.hintsGiven > 0;
  return hasTried && !exercise.isOver ? finish(session, false) : session;
}

/** The hint that was given last; undefined before the first hint. */
export function lastHint({ hintsGiven }: Exercise): Hint | undefined {
  return hints[hintsGiven - 1];
}

/** Stores an answer, so that later answers are judged as right if they are calculated correctly from it. */
function withAnswer(session: PracticeSession, { name, update }: Exercise, value: number): PracticeSession {
  const earlier = session.answersUpdate === update ? session.answers : [];
  return { ...session, answersUpdate: update, answers: new Map([...earlier, [name, value]]) };
}

function finish(session: PracticeSession, isRight: boolean): PracticeSession {
  const { exercise, tally, done } = session;
  if (exercise === undefined) return session;
  const isFirstTry = isRight && exercise.wrongAnswers === 0 && exercise.hintsGiven === 0;
  return {
    ...session,
    tally: {
      asked: tally.asked + 1,
      right: tally.right + (isRight ? 1 : 0),
      atFirstTry: tally.atFirstTry + (isFirstTry ? 1 : 0),
    },
    done: [...done, exercise.name],
    exercise: { ...exercise, isOver: true },
  };
}
