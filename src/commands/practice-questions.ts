import type { Quantity } from '../engine/expressions/quantity.ts';
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
import { digitsAsked, type Question } from '../engine/practice/question.ts';
import { printable } from '../files/quoting.ts';
import { readAnswer } from '../notation/answer-reader.ts';
import { derivationOf, textNotation, type WrittenEquation } from '../notation/derivation.ts';
import type { Glyphs } from '../notation/glyphs.ts';
import { roundedAsShown } from '../notation/number-format.ts';
import { english } from '../ui/messages/en/english.ts';
import { type AskedQuantity, hintQuestion, judgementText } from '../ui/practice/practice-text.ts';

const { practice: messages } = english;

/** Lines that the learner types in place of an answer. */
const inputs = { hint: '?', nextQuestion: '' } as const;

/** A longer answer is cut when it is repeated. In characters. */
const maxRepeatedLength = 60;

/** A conversation with the learner, line by line. */
export interface Conversation {
  readonly glyphs: Glyphs;
  say(text: string): Promise<void>;
  /** The next line that the learner types. Undefined at the end of the input. */
  readLine(): Promise<string | undefined>;
}

/** A quantity to ask for, with the texts about it. */
interface PracticeQuestion extends Question {
  readonly name: string;
  readonly asked: AskedQuantity;
  readonly equation: WrittenEquation;
}

/** Asks for each quantity in turn, until the input ends. */
export async function askAll(
  values: UpdateValues,
  quantities: readonly Quantity[],
  conversation: Conversation,
): Promise<PracticeSession> {
  let session = newPractice;
  for (const quantity of quantities) {
    const after = await ask(questionFor(values, quantity, conversation.glyphs), session, conversation);
    if (after === undefined) break;
    session = after;
  }
  return session;
}

function questionFor(values: UpdateValues, quantity: Quantity, glyphs: Glyphs): PracticeQuestion {
  const { experiment } = values.update;
  return {
    values,
    quantity,
    name: quantityName(experiment.network, quantity),
    asked: { experiment, quantity, glyphs, messages: english },
    equation: derivationOf(values, quantity, textNotation(experiment.network)).main,
  };
}

/** Asks one question until it is over. Undefined if the input ends before the learner has tried. */
async function ask(
  question: PracticeQuestion,
  before: PracticeSession,
  conversation: Conversation,
): Promise<PracticeSession | undefined> {
  await conversation.say(messages.asked(question.equation.left, digitsAsked(question)));
  let session = startExercise(before, question.name, question.values.update.number);
  while (session.exercise !== undefined && !session.exercise.isOver) {
    const line = (await conversation.readLine())?.trim();
    if (line === undefined) {
      const ended = giveUp(session);
      return ended.exercise?.isOver ? ended : undefined;
    }
    if (line === inputs.nextQuestion) return giveUp(session);
    session = reply(session, question, line);
    if (session.exercise !== undefined) await conversation.say(replyText(session.exercise, question, line));
  }
  return session;
}

/** The session after a line of the learner: a hint is given, or an answer is judged. */
function reply(session: PracticeSession, question: PracticeQuestion, line: string): PracticeSession {
  return line === inputs.hint ? giveHint(session) : answerExercise(session, question, readAnswer(line), roundedAsShown);
}

function replyText(exercise: Exercise, question: PracticeQuestion, line: string): string {
  const { judgement, wrongAnswers, hintsGiven } = exercise;
  const hint = lastHint(exercise);
  if (line === inputs.hint && hint !== undefined) {
    return `${messages.hint(hintsGiven, hints.length)}: ${hintText(question, hint)}`;
  }
  return judgement === undefined ? '' : judgementText(question.asked, judgement, shortened(line), wrongAnswers);
}

function hintText({ asked, equation: { left, sides } }: PracticeQuestion, hint: Hint): string {
  switch (hint) {
    case 'question':
      return hintQuestion(asked);
    case 'formula':
      return `= ${sides[0] ?? ''}`;
    case 'numbers':
      return `= ${sides.at(-2) ?? ''}`;
    case 'answer':
      return `${left} = ${sides.at(-1) ?? ''}`;
  }
}

/** The start of an answer, without characters that act on a terminal. */
function shortened(line: string): string {
  const text = printable(line);
  return text.length > maxRepeatedLength ? `${text.slice(0, maxRepeatedLength)}…` : text;
}
