import { InputError } from './input-error.ts';

/** A mistake at one place in a file's JSON. The message is one line. */
export interface Problem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** The path as JavaScript writes it, such as layers[0].weights[1]. */
function pathText(path: Problem['path']): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}

/** `source` names the file in the message. */
export function errorFor({ path, message }: Problem, source: string): InputError {
  return new InputError(source, path.length === 0 ? message : `${pathText(path)}: ${message}`);
}

/** Throws an InputError for the first problem. Returns if `problems` is empty. */
export function throwFirst(problems: Iterable<Problem>, source: string): void {
  for (const problem of problems) throw errorFor(problem, source);
}
