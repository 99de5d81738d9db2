import type * as z from 'zod/mini';

type Issue = z.core.$ZodIssue;

/**
 * The issue to report. This is the first issue, except if a key is missing and the same object has an unknown key: the
 * unknown key is then reported, because it may be a misspelling of the missing key. Undefined without issues.
 */
export function issueToReport(issues: readonly Issue[]): Issue | undefined {
  const [first] = issues.map(deepest);
  if (first === undefined) return undefined;
  const isKeyMissing = first.input === undefined;
  if (!isKeyMissing) return first;
  const parent = first.path.slice(0, -1);
  return issues.find((issue) => issue.code === 'unrecognized_keys' && isSamePath(issue.path, parent)) ?? first;
}

/**
 * Replaces the issue of a union by the first issue of one member of the union: the member whose first issue has the
 * longest path, because this member fits the value best. Keeps the issue of the union if all these paths are empty.
 */
function deepest(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue;
  const firstOfMembers = issue.errors.flatMap((errors) => errors.slice(0, 1).map(deepest));
  const bestFit = firstOfMembers.toSorted((a, b) => b.path.length - a.path.length)[0];
  if (bestFit === undefined || bestFit.path.length === 0) return issue;
  return { ...bestFit, path: [...issue.path, ...bestFit.path] };
}

function isSamePath(a: readonly PropertyKey[], b: readonly PropertyKey[]): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index]);
}
