import { commandMessages } from './command-messages.ts';
import { commandNames } from './command-names.ts';
import { refuse, reportError } from './error-report.ts';
import { endOnFailedOutput } from './output.ts';

const minNodeVersion = 22;

/**
 * Runs the program with the words of the command line, and sets the exit code. The stepper calls `afterFirstFrame` soon
 * after its first frame.
 */
export async function main(words: readonly string[], afterFirstFrame: () => Promise<void>): Promise<void> {
  const { node } = process.versions;
  if (Number.parseInt(node, 10) < minNodeVersion) {
    process.exitCode = refuse(commandMessages.process.oldNode(minNodeVersion, node));
    return;
  }
  endOnFailedOutput();
  try {
    // Without arguments, the stepper starts sooner if no command line is read.
    if (words.length === 0) await openDefaultLesson(afterFirstFrame);
    else await runCommandLine(words, afterFirstFrame);
  } catch (error) {
    process.exitCode = reportError(error);
  }
}

async function openDefaultLesson(afterFirstFrame: () => Promise<void>): Promise<void> {
  const { open } = await import('./open.tsx');
  await open(undefined, { color: true, altScreen: true }, afterFirstFrame);
}

async function runCommandLine(words: readonly string[], afterFirstFrame: () => Promise<void>): Promise<void> {
  if (mayMisspellCommand(words)) {
    const { rejectMisspelledCommand } = await import('./misspelled-command.ts');
    rejectMisspelledCommand(words);
  }
  const { createCommandLine } = await import('./command-line.ts');
  await createCommandLine(afterFirstFrame).parseAsync(words, { from: 'user' });
}

/** Whether the first word, or the word after "help", is not a command. It may be a lesson or a file. */
function mayMisspellCommand(words: readonly string[]): boolean {
  const [word] = words.slice(words[0] === 'help' ? 1 : 0);
  return (
    word !== undefined && !word.startsWith('-') && word !== 'help' && !commandNames.some((command) => command === word)
  );
}
