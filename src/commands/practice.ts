import { existsSync } from 'node:fs';
import type { Quantity } from '../engine/expressions/quantity.ts';
import { readUpdate } from '../engine/pass/update-values.ts';
import { stepOf, stepsOf } from '../engine/steps/steps.ts';
import { initialState } from '../engine/training/training-state.ts';
import type { Update } from '../engine/training/update.ts';
import { defaultLesson } from '../lessons/default-lesson.ts';
import { lessons } from '../lessons/lessons.ts';
import { ascii, type Glyphs, inGlyphs, unicode } from '../notation/glyphs.ts';
import { english } from '../ui/messages/en/english.ts';
import { commandMessages } from './command-messages.ts';
import { findExperiment } from './experiment-input.ts';
import { print } from './output.ts';
import { askAll, type Conversation } from './practice-questions.ts';
import { derivativeOfParameter, quantityTyped } from './quantity-argument.ts';
import { UsageError } from './usage-error.ts';

/**
 * Asks for quantities of the first update on standard output, and reads answers from standard input. `names` are names
 * of quantities. The last name may instead be a lesson or the path of a network file.
 */
export async function practice(names: readonly string[], options: { readonly ascii?: boolean }): Promise<void> {
  const last = names.at(-1);
  const lessonOrFile = last !== undefined && isLessonOrFile(last) ? last : undefined;
  const experiment = await findExperiment(lessonOrFile ?? defaultLesson);
  const values = readUpdate(experiment, 1, initialState(experiment));
  const quantities = quantitiesToAsk(values.update, lessonOrFile === undefined ? names : names.slice(0, -1));
  // Imported here, because the stepper is in the same file of the bundle and should not load this module.
  const { createInterface } = await import('node:readline');
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  const conversation = createConversation(lines[Symbol.asyncIterator](), options.ascii ? ascii : unicode);
  const { tally } = await askAll(values, quantities, conversation);
  lines.close();
  if (tally.asked > 0) await conversation.say(english.practice.tally(tally));
}

function isLessonOrFile(name: string): boolean {
  return lessons.has(name) || existsSync(name);
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
 * in the practice list of the network file, or the quantities of all steps if this list is empty. Throws a UsageError
 * if no step computes a named quantity.
 */
function quantitiesToAsk(update: Update, names: readonly string[]): readonly Quantity[] {
  const namesToAsk = names.length > 0 ? names : update.experiment.lessonPlan.practice;
  if (namesToAsk.length === 0) return Array.from(stepsOf(update), ({ quantity }) => quantity);
  return namesToAsk.map((name) => {
    const typed = quantityTyped(update, name);
    const quantity = typed && derivativeOfParameter(typed);
    if (quantity !== undefined && stepOf(update, quantity) !== undefined) return quantity;
    throw new UsageError(commandMessages.practice.unknownName(name));
  });
}
