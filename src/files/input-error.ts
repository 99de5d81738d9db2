import { printable } from './quoting.ts';

/** What the user gave cannot be used. The message is one line that can be shown as it is. */
export class InputError extends Error {
  override readonly name = 'InputError';

  /** `source` is where the input came from, such as a file's path; `problem` what is wrong with it, in one line. */
  constructor(source: string, problem: string) {
    super(`${printable(source)}: ${problem}`);
  }
}
