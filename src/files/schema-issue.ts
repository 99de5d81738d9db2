import type * as z from 'zod/mini';
import { suggestedNames } from './name-hint.ts';
import type { Problem } from './problem.ts';

type Issue = z.core.$ZodIssue;

/**
 * Turns the issues of zod into problems: one for each unknown key and one for each other issue. A missing key is not
 * reported if an unknown key of the same object is a misspelling of it.
 */
export function problemsOf(issues: readonly Issue[]): readonly Problem[] {
  const all = issues.flatMap(bestFit);
  return all
    .filter((issue, index) => !isMisspelled(issue, all) && !isRepeated(issue, all[index - 1]))
    .flatMap(problemsOfIssue);
}

/** Whether the issue before has the same message for the same value, as two checks of one range have. */
function isRepeated({ path, message }: Issue, before: Issue | undefined): boolean {
  return before !== undefined && before.message === message && isSamePath(before.path, path);
}

function problemsOfIssue(issue: Issue): readonly Problem[] {
  const { path, message } = issue;
  if (issue.code === 'custom') return [{ path, message, ...omittedIn(issue) }];
  if (issue.code !== 'unrecognized_keys') return [{ path, message }];
  // The message has one line for each key (schema-parts.ts).
  const lines = message.split('\n');
  return issue.keys.map((key, index) => ({ path, key, message: lines[index] ?? '' }));
}

function omittedIn({ params }: z.core.$ZodIssueCustom): Pick<Problem, 'omitted'> {
  return typeof params?.omitted === 'number' ? { omitted: params.omitted } : {};
}

/**
 * Replaces the issue of a union by the issues of one member of the union: the member whose first issue has the longest
 * path, because this member fits the value best. Keeps the issue of the union if all these paths are empty.
 */
function bestFit(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const [best = []] = issue.errors
    .map((errors) => errors.flatMap(bestFit))
    .toSorted(([a], [b]) => (b?.path.length ?? 0) - (a?.path.length ?? 0));
  if (best[0] === undefined || best[0].path.length === 0) return [issue];
  return best.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** Whether an issue is about missing keys, and an unknown key of the same object is a misspelling of one of them. */
function isMisspelled(issue: Issue, all: readonly Issue[]): boolean {
  const { path, names } = missingKeys(issue);
  return (
    names.length > 0 &&
    all.some(
      (other) =>
        other.code === 'unrecognized_keys' &&
        isSamePath(other.path, path) &&
        other.keys.some((key) => suggestedNames(key, names, 'key').length > 0),
    )
  );
}

/** The names of missing keys that an issue is about, and the path of the object that lacks them. */
function missingKeys(issue: Issue): { readonly path: Issue['path']; readonly names: readonly string[] } {
  const { path } = issue;
  if (issue.code === 'custom' && Array.isArray(issue.params?.missing)) return { path, names: issue.params.missing };
  return { path: path.slice(0, -1), names: issue.input === undefined ? path.slice(-1).map(String) : [] };
}

function isSamePath(a: readonly PropertyKey[], b: readonly PropertyKey[]): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index]);
}
