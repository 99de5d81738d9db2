import { createCommandLine } from './commands/command-line.ts';
import { commandMessages } from './commands/command-messages.ts';
import { refuse, reportError } from './commands/error-report.ts';
import { endOnFailedOutput } from './commands/output.ts';

const minNodeVersion = 22;

/** Runs the program with the words of the command line, and sets the exit code. */
async function main(words: readonly string[]): Promise<void> {
  const { node } = process.versions;
  if (Number.parseInt(node, 10) < minNodeVersion) {
    process.exitCode = refuse(commandMessages.process.oldNode(minNodeVersion, node));
    return;
  }
  endOnFailedOutput();
  try {
    await createCommandLine().parseAsync(words, { from: 'user' });
  } catch (error) {
    process.exitCode = reportError(error);
  }
}

await main(process.argv.slice(2));
