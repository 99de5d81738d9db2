import type * as z from 'zod/mini';
import { suggestedNames } from './name-hint.ts';
import type { Problem } from './problem.ts';

type Issue = z.core.$ZodIssue;

/**
 * Turns the issues of zod into problems: one for each unknown key and one for each other issue. A missing key is not
 * reported if an unknown key of the same object is a misspelling of it. A mistake that all samples have is reported for
 * the first sample. `data` is the parsed JSON.
 */
export function problemsOf(issues: readonly Issue[], data: unknown): readonly Problem[] {
  const all = issues.flatMap(bestFit);
  const problems = all
    .filter((issue, index) => !isMisspelled(issue, all) && !isRepeated(issue, all[index - 1]))
    .flatMap(problemsOfIssue);
  return withoutRepeats(problems, data);
}

function withoutRepeats(problems: readonly Problem[], data: unknown): readonly Problem[] {
  const samples = typeof data === 'object' && data !== null && 'samples' in data ? data.samples : undefined;
  if (!Array.isArray(samples) || samples.length < 2) return problems;
  const isInSample = ({ path }: Problem): boolean => path[0] === 'samples' && path.length > 1;
  const textOf = ({ path, key, message }: Problem): string => JSON.stringify([path.slice(2), key, message]);
  const counts = new Map<string, number>();
  for (const problem of problems.filter(isInSample)) {
    const text = textOf(problem);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return problems.filter(
    (problem) => !isInSample(problem) || problem.path[1] === 0 || counts.get(textOf(problem)) !== samples.length,
  );
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
