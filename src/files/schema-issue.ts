import type * as z from 'zod/mini';
import { fileMessages } from './file-messages.ts';
import { keyHint } from './key-hint.ts';
import { maxListed } from './mistake-list.ts';
import { suggestedNames } from './name-hint.ts';
import type { Problem } from './problem.ts';
import { valueAt } from './schema-parts.ts';

const { names } = fileMessages;

type Issue = z.core.$ZodIssue;

/**
 * Turns the issues of zod into problems: one for each unknown key and one for each other issue. A missing key is not
 * reported if an unknown key of the same object is a misspelling of it. A mistake that all samples have is reported for
 * the first sample. `data` is the parsed JSON.
 */
export function problemsOf(issues: readonly Issue[], data: unknown): readonly Problem[] {
  const all = issues.flatMap(bestFit);
  const unknownKeys = unknownKeysByPath(all);
  const isMisspelled = misspellingFinder(unknownKeys);
  const problems = all
    .filter((issue, index) => !isMisspelled(issue) && !isRepeated(issue, all[index - 1]))
    .flatMap(problemsOfIssue);
  return withoutRepeats(problems, data);
}

/** Leaves out the problems that all samples have, except those of the first sample. */
function withoutRepeats(problems: readonly Problem[], data: unknown): readonly Problem[] {
  const samples = typeof data === 'object' && data !== null && 'samples' in data ? data.samples : undefined;
  if (!Array.isArray(samples) || samples.length < 2) return problems;
  const isInSample = ({ path }: Problem): boolean => path[0] === 'samples' && path.length > 1;
  // The messages about a key differ at most in the keys that they suggest.
  const textOf = ({ path, key, message }: Problem): string => JSON.stringify([path.slice(2), key ?? message]);
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
  const known = message.split('\n');
  const { keys, input } = issue;
  const omitted = Math.max(0, keys.length - maxListed);
  return keys.slice(0, maxListed).map((key, index) => ({
    path,
    key,
    message: () => names.unknownKey(key, keyHint(key, known, input ?? {})),
    ...(index === 0 && omitted > 0 ? { omitted } : {}),
  }));
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

type UnknownKeys = ReadonlyMap<string, readonly string[]>;

/** The first unknown keys of each object, by the path of the object as JSON. */
function unknownKeysByPath(issues: readonly Issue[]): UnknownKeys {
  return new Map(
    issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys' ? [[JSON.stringify(issue.path), issue.keys.slice(0, maxListed)] as const] : [],
    ),
  );
}

/**
 * Returns a function that says whether an issue is about missing keys, and an unknown key of the same object is a
 * misspelling of one of them. It compares the same keys only once, as each of many samples may have them.
 */
function misspellingFinder(unknownKeys: UnknownKeys): (issue: Issue) => boolean {
  const answers = new Map<string, boolean>();
  return (issue) => {
    if (unknownKeys.size === 0) return false;
    const { path, names: missing } = missingKeys(issue);
    const keys = missing.length === 0 ? undefined : unknownKeys.get(JSON.stringify(path));
    if (keys === undefined) return false;
    const compared = JSON.stringify([keys, missing]);
    const answer = answers.get(compared) ?? keys.some((key) => suggestedNames(key, missing, 'key').length > 0);
    answers.set(compared, answer);
    return answer;
  };
}

/** The names of missing keys that an issue is about, and the path of the object that lacks them. */
function missingKeys(issue: Issue): { readonly path: Issue['path']; readonly names: readonly string[] } {
  const { path } = issue;
  if (issue.code === 'custom' && Array.isArray(issue.params?.missing)) return { path, names: issue.params.missing };
  if (issue.code === 'invalid_union' && issue.discriminator !== undefined) {
    // The input of such an issue is the object, not the value of its key.
    const isMissing = valueAt(issue.input, issue.discriminator) === undefined;
    return { path: path.slice(0, -1), names: isMissing ? [issue.discriminator] : [] };
  }
  return { path: path.slice(0, -1), names: issue.input === undefined ? path.slice(-1).map(String) : [] };
}

function isSamePath(a: readonly PropertyKey[], b: readonly PropertyKey[]): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index]);
}
