import { existsSync } from 'node:fs';
import type { Quantity } from '../engine/graph/quantity.ts';
import { readUpdate } from '../engine/pass/update-values.ts';
import { derivativeOfParameter } from '../engine/practice/parameter-derivative.ts';
import { stepOf, stepsOf } from '../engine/steps/steps.ts';
import { createTimeline, stateAfter } from '../engine/timeline/timeline.ts';
import type { Update } from '../engine/training/update.ts';
import { InputError } from '../files/input-error.ts';
import { nearest } from '../files/nearest-name.ts';
import { defaultLesson } from '../lessons/default-lesson.ts';
import { lessons } from '../lessons/lessons.ts';
import { ascii, type Glyphs, inGlyphs, unicode } from '../notation/glyphs.ts';
import { english } from '../ui/messages/en/english.ts';
import { commandMessages } from './command-messages.ts';
import { findExperiment, hasFileEnding, isLessonOrFile } from './experiment-input.ts';
import { print } from './output.ts';
import { askAll, type Conversation } from './practice-questions.ts';
import { quantityTyped, unknownQuantity } from './quantity-argument.ts';
import { UsageError } from './usage-error.ts';

const { practice: messages } = commandMessages;

export interface PracticeOptions {
  readonly ascii?: boolean;
  readonly formula?: string | undefined;
  /** The number of the update, from 1. */
  readonly update?: number;
}

/**
 * Asks for quantities of an update, by default the first, on standard output, and reads answers from standard input. `names` are names
 * of quantities. Without a formula in the options, the last name may instead be a lesson or the path of a file.
 */
export async function practice(names: readonly string[], options: PracticeOptions): Promise<void> {
  const last = names.at(-1);
  const { formula, update = 1 } = options;
  const misplaced = formula === undefined ? names.slice(0, -1).find(isLessonOrFile) : undefined;
  if (misplaced !== undefined) throw new UsageError(messages.lessonLast(misplaced));
  const isNamed = formula === undefined && last !== undefined && (lessons.has(last) || isFileName(last));
  const lessonOrFile = isNamed ? last : undefined;
  const experiment = await findExperiment(formula === undefined ? (lessonOrFile ?? defaultLesson) : { formula });
  const values = readUpdate(experiment, update, stateAfter(createTimeline(experiment), update - 1).slice());
  const namesToAsk = lessonOrFile === undefined ? names : names.slice(0, -1);
  const quantities = quantitiesToAsk(values.update, namesToAsk, formula === undefined);
  // Imported here, because the stepper is in the same file of the bundle and should not load this module.
  const { createInterface } = await import('node:readline');
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  const conversation = createConversation(lines[Symbol.asyncIterator](), options.ascii ? ascii : unicode);
  const { tally } = await askAll(values, quantities, conversation);
  lines.close();
  if (tally.asked > 0) await conversation.say(english.practice.tally(tally));
}

/** Prints to standard output, with a prompt before each line of the learner. */
function createConversation(lines: AsyncIterator<string>, glyphs: Glyphs): Conversation {
  return {
    glyphs,
    say: (text) => print(`${inGlyphs(text, glyphs)}\n`),
    async readLine() {
      await print('> ');
      const { value, done } = await lines.next();
      return done ? undefined : value;
    },
  };
}

/**
 * The quantities with the given names. The name of a parameter stands for its derivative. Without names, the quantities
 * in the practice list of the network file, or the quantities of all steps if this list is empty. Throws an error
 * with the reason if no step computes a named quantity. `mayEndWithLesson` says whether the last name may be a lesson.
 */
function quantitiesToAsk(update: Update, names: readonly string[], mayEndWithLesson: boolean): readonly Quantity[] {
  const namesToAsk = names.length > 0 ? names : update.experiment.lessonPlan.practice;
  if (namesToAsk.length === 0) return Array.from(stepsOf(update), ({ quantity }) => quantity);
  return namesToAsk.map((name, index) => {
    const typed = quantityTyped(update, name);
    if (typed === undefined) throw unknownName(update, name, mayEndWithLesson && index === namesToAsk.length - 1);
    const quantity = derivativeOfParameter(typed);
    if (stepOf(update, quantity) === undefined) throw new UsageError(messages.withoutStep(name));
    return quantity;
  });
}

/** The error for a name that no quantity has. It may be a misspelled lesson. */
function unknownName(update: Update, name: string, mayBeLesson: boolean): Error {
  if (!mayBeLesson && isLessonOrFile(name)) return new UsageError(commandMessages.options.formulaAndFile(name));
  const near = mayBeLesson ? nearest(name, [...lessons.keys()]) : undefined;
  if (near !== undefined) return new InputError(name, commandMessages.input.didYouMeanLesson(near));
  return unknownQuantity(update, name);
}

/** Whether a word is the path of a file, or ends like one. */
function isFileName(word: string): boolean {
  return existsSync(word) || hasFileEnding(word);
}
