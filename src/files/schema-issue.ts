import type * as z from 'zod/mini';

type Issue = z.core.$ZodIssue;

/**
 * The one issue to tell the user: the first, or, where that is a key left out beside a key that is not known, the
 * unknown one, of which the key left out may be the right spelling.
 */
export function tellingIssue(issues: readonly Issue[]): Issue | undefined {
  const [first] = issues.map(innermost);
  if (first === undefined || first.input !== undefined) return first;
  const parent = first.path.slice(0, -1);
  return issues.find((issue) => issue.code === 'unrecognized_keys' && samePath(issue.path, parent)) ?? first;
}

/**
 * Of what may be one of several things, the issue of the thing that it comes nearest to: the one that is right down to
 * the innermost place.
 */
function innermost(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue;
  const inside = issue.errors.flatMap((errors) => errors.slice(0, 1).map(innermost));
  const nearest = inside.toSorted((a, b) => b.path.length - a.path.length)[0];
  if (nearest === undefined || nearest.path.length === 0) return issue;
  return { ...nearest, path: [...issue.path, ...nearest.path] };
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
