import type { CommanderError } from 'commander';
import { InputError } from '../files/input-error.ts';
import { exitCodes } from './exit-code.ts';
import { reportCrash, warn } from './output.ts';
import { UsageError } from './usage-error.ts';

/** Reports an error that ended a command. Returns the exit code. */
export function reportError(error: unknown): number {
  // Commander has reported its errors itself. It also throws after --help and --version, with exit code 0.
  if (isCommanderError(error)) return error.exitCode === 0 ? 0 : exitCodes.badInput;
  if (error instanceof InputError || error instanceof UsageError) return refuse(error.message);
  return reportCrash(error);
}

/** Writes the reasons for a refusal to standard error, one in each line of `message`. Returns the exit code. */
export function refuse(message: string): number {
  for (const line of message.split('\n')) warn(line);
  return exitCodes.badInput;
}

/** Recognizes the error by its code, because its class would load commander. */
function isCommanderError(error: unknown): error is CommanderError {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');
}
