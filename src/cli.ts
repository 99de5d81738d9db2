import { createCommandLine } from './commands/command-line.ts';
import { commandMessages } from './commands/command-messages.ts';
import { refuse, reportError } from './commands/error-report.ts';
import { endOnFailedOutput } from './commands/output.ts';

const minNodeVersion = 22;

/** Whether the first word, or the word after "help", is not a command. It may be a lesson or a file. */
function mayMisspellCommand(words: readonly string[], commands: readonly string[]): boolean {
  const [word] = words.slice(words[0] === 'help' ? 1 : 0);
  return word !== undefined && !word.startsWith('-') && word !== 'help' && !commands.includes(word);
}

/** Runs the program with the words of the command line, and sets the exit code. */
async function main(words: readonly string[]): Promise<void> {
  const { node } = process.versions;
  if (Number.parseInt(node, 10) < minNodeVersion) {
    process.exitCode = refuse(commandMessages.process.oldNode(minNodeVersion, node));
    return;
  }
  endOnFailedOutput();
  try {
    const commandLine = createCommandLine();
    const commands = commandLine.commands.map((command) => command.name());
    if (mayMisspellCommand(words, commands)) {
      const { rejectMisspelledCommand } = await import('./commands/misspelled-command.ts');
      rejectMisspelledCommand(words, commands);
    }
    await commandLine.parseAsync(words, { from: 'user' });
  } catch (error) {
    process.exitCode = reportError(error);
  }
}

await main(process.argv.slice(2));
