import { type Command, CommanderError } from 'commander';
import { describe, expect, test } from 'vitest';
import { createCommandLine } from '../../src/commands/command-line.ts';

/** A program that appends its error messages to `errors` instead of writing them to standard error. */
function programWith(errors: string[]): Command {
  const program = createCommandLine();
  for (const command of [program, ...program.commands]) {
    command.configureOutput({ writeErr: (text) => errors.push(text), outputError: (text) => errors.push(text) });
  }
  return program;
}

test('help describes every command, argument and option', () => {
  const program = createCommandLine();
  for (const command of [program, ...program.commands]) {
    expect(command.description(), command.name()).not.toBe('');
    for (const argument of command.registeredArguments) {
      expect(argument.description, `${command.name()} ${argument.name()}`).not.toBe('');
    }
    for (const { flags, description } of command.options) expect(description, flags).not.toBe('');
  }
});

test('help lists the commands in the order in which a new user needs them', () => {
  const names = createCommandLine().commands.map((command) => command.name());
  expect(names).toEqual(['lessons', 'trace', 'train', 'explain', 'check', 'practice', 'mark', 'code', 'schema']);
});

describe('wrong arguments are refused before the command is loaded:', () => {
  test.each<readonly [words: string, message: string]>([
    ['trace --epochs many', 'Expected a whole number.'],
    ['explain w1 --update 0', 'Expected a whole number, at least 1.'],
    ['train --until -1', "argument '-1' is invalid. Expected a number greater than 0."],
    ['train', 'train needs --epochs COUNT or --until ERROR'],
    ['train --epochs 1 --format latex', 'Allowed choices are text, json.'],
    ['explain w1 --json --format latex', '--json and --format latex contradict each other'],
    ['explain', "missing required argument 'quantity'"],
    ['check --epochs 1', "unknown option '--epochs'"],
  ])('%s', async (words, message) => {
    const errors: string[] = [];
    const parsing = programWith(errors).parseAsync(words.split(' '), { from: 'user' });
    await expect(parsing).rejects.toThrow(CommanderError);
    expect(errors.join('')).toContain(message);
  });
});
