import { printable } from './quoting.ts';

/** Input from the user that cannot be used. The message is one printable line. */
export class InputError extends Error {
  override readonly name = 'InputError';

  /** `source` names the input, such as a file's path. `problem` is one printable line. */
  constructor(source: string, problem: string) {
    super(`${printable(source)}: ${problem}`);
  }
}
