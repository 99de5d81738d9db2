import type * as z from 'zod/mini';

type Issue = z.core.$ZodIssue;

/**
 * The one issue to tell the user: the first, or, where that is a key left out beside a key that is not known, the
 * unknown one, of which the key left out may be the right spelling.
 */
export function tellingIssue(issues: readonly Issue[]): Issue | undefined {
  const [first] = issues;
  if (first === undefined || first.input !== undefined) return first;
  const parent = first.path.slice(0, -1);
  return issues.find((issue) => issue.code === 'unrecognized_keys' && samePath(issue.path, parent)) ?? first;
}

function samePath(a: readonly PropertyKey[], b: readonly PropertyKey[]): boolean {
  return a.length === b.length && a.every((key, at) => key === b[at]);
}

/** layers[0].weights[1] */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}
