import { existsSync } from 'node:fs';
import { InputError } from '../files/input-error.ts';
import { nameHint, nearest } from '../files/nearest-name.ts';
import { lessons } from '../lessons/lessons.ts';
import { commandMessages } from './command-messages.ts';
import { commandNames } from './command-names.ts';
import { UsageError } from './usage-error.ts';

const { input: messages } = commandMessages;

/**
 * Throws an error if the first word is neither a lesson nor a file but looks like a misspelled command, or if the word
 * after "help" is not a command.
 */
export function rejectMisspelledCommand([word = '', topic]: readonly string[]): void {
  if (word === 'help' && topic !== undefined) {
    throw new UsageError(messages.noCommand(topic, nameHint(topic, commandNames)));
  }
  if (lessons.has(word) || existsSync(word) || nearest(word, [...lessons.keys()]) !== undefined) return;
  const near = nearest(word, commandNames);
  if (near !== undefined) throw new InputError(word, messages.didYouMeanCommand(near));
}
