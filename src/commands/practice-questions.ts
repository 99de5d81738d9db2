import type { Quantity } from '../engine/graph/quantity.ts';
import { quantityName } from '../engine/models/quantity-name.ts';
import type { UpdateValues } from '../engine/pass/update-values.ts';
import {
  answerExercise,
  type Exercise,
  giveHint,
  giveUp,
  type Hint,
  hints,
  lastHint,
  newPractice,
  type PracticeSession,
  startExercise,
} from '../engine/practice/practice-session.ts';
import { digitsAsked, namedValues, type Question } from '../engine/practice/question.ts';
import { modelOf } from '../engine/training/experiment.ts';
import { printable } from '../files/quoting.ts';
import { readAnswer } from '../notation/answer-reader.ts';
import { derivationOf, textNotation, type WrittenEquation } from '../notation/derivation.ts';
import type { Glyphs } from '../notation/glyphs.ts';
import { roundedAsShown } from '../notation/number-format.ts';
import { english } from '../ui/messages/en/english.ts';
import { type AskedQuantity, hintQuestion, judgementText } from '../ui/practice/practice-text.ts';

const { practice: messages } = english;

/** Lines that the learner types in place of an answer. */
const requests = { hint: '?', nextQuestion: '' } as const;

/** A reply quotes at most this many characters of the answer. */
const maxQuotedLength = 60;

/** A conversation with the learner, line by line. */
export interface Conversation {
  readonly glyphs: Glyphs;
  say(text: string): Promise<void>;
  /** Reads the next line that the learner types. Undefined after the last line. */
  readLine(): Promise<string | undefined>;
}

/** A quantity to ask for, with the texts about it. */
interface PracticeQuestion extends Question {
  readonly name: string;
  readonly askedQuantity: AskedQuantity;
  readonly equation: WrittenEquation;
}

/** The session after a question, and whether the learner's lines ended before the question was over. */
interface AskedQuestion {
  readonly session: PracticeSession;
  readonly isInputOver: boolean;
}

/** Asks for each quantity in turn. Stops after the learner's last line. */
export async function askAll(
  values: UpdateValues,
  quantities: readonly Quantity[],
  conversation: Conversation,
): Promise<PracticeSession> {
  let session = newPractice;
  for (const quantity of quantities) {
    const result = await ask(questionFor(values, quantity, conversation.glyphs), session, conversation);
    session = result.session;
    if (result.isInputOver) break;
  }
  return session;
}

function questionFor(values: UpdateValues, quantity: Quantity, glyphs: Glyphs): PracticeQuestion {
  const { experiment } = values.update;
  return {
    values,
    quantity,
    name: quantityName(modelOf(experiment), quantity),
    askedQuantity: { experiment, quantity, glyphs, messages: english },
    equation: derivationOf(values, quantity, textNotation(modelOf(experiment))).main,
  };
}

/** Asks one question until it is over, the learner skips it, or the learner's lines end. */
async function ask(
  question: PracticeQuestion,
  sessionBefore: PracticeSession,
  conversation: Conversation,
): Promise<AskedQuestion> {
  await conversation.say(messages.asked(question.equation.left, digitsAsked(question)));
  let session = startExercise(sessionBefore, question.name, question.values.update.number);
  while (session.exercise !== undefined && !session.exercise.isOver) {
    const line = (await conversation.readLine())?.trim();
    if (line === undefined || line === requests.nextQuestion) {
      return { session: giveUp(session), isInputOver: line === undefined };
    }
    session = reply(session, question, line);
    if (session.exercise !== undefined) await conversation.say(replyText(session.exercise, question, line));
  }
  return { session, isInputOver: false };
}

/** Gives a hint if the line asks for one, or else judges the line as an answer. */
function reply(session: PracticeSession, question: PracticeQuestion, line: string): PracticeSession {
  return line === requests.hint
    ? giveHint(session)
    : answerExercise(session, question, readAnswer(line, namedValues(question)), roundedAsShown);
}

function replyText(exercise: Exercise, question: PracticeQuestion, line: string): string {
  const { judgement, wrongAnswers, hintsGiven } = exercise;
  const hint = lastHint(exercise);
  if (line === requests.hint && hint !== undefined) {
    return `${messages.hint(hintsGiven, hints.length)}: ${hintText(question, hint)}`;
  }
  return judgement === undefined ? '' : judgementText(question.askedQuantity, judgement, shortened(line), wrongAnswers);
}

/** The first side of the equation is the formula. The last two sides are the formula with numbers, and the value. */
function hintText({ askedQuantity, equation: { left, sides } }: PracticeQuestion, hint: Hint): string {
  switch (hint) {
    case 'question':
      return hintQuestion(askedQuantity);
    case 'formula':
      return `= ${sides[0] ?? ''}`;
    case 'numbers':
      return `= ${sides.at(-2) ?? ''}`;
    case 'answer':
      return `${left} = ${sides.at(-1) ?? ''}`;
  }
}

/** The first characters of an answer, without control characters. */
function shortened(line: string): string {
  const text = printable(line);
  return text.length > maxQuotedLength ? `${text.slice(0, maxQuotedLength)}…` : text;
}
