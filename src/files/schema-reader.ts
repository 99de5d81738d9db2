import type * as z from 'zod/mini';
import { fileMessages } from './file-messages.ts';
import type { Problem } from './problem.ts';
import { problemsOf } from './schema-issue.ts';

/** If a file has more mistakes than zod can list, only this many items of each list are checked. */
const maxCheckedItems = 1000;

/** The parsed JSON of a file, checked by a schema. */
export interface Checked<Output> {
  /** The data with defaults filled in. Undefined if there are problems. */
  readonly value: Output | undefined;
  readonly problems: readonly Problem[];
}

export function checkBy<Output>(schema: z.ZodMiniType<Output>, data: unknown): Checked<Output> {
  const result = tryParse(schema, data);
  if (result?.success) return { value: result.data, problems: [] };
  const checked = result === undefined ? withShortLists(data) : data;
  const issues = (result ?? tryParse(schema, checked))?.error?.issues ?? [];
  const problems = problemsOf(issues, checked);
  const [first = { path: [], message: fileMessages.values.tooManyMistakes }, ...others] = problems;
  if (result !== undefined) return { value: undefined, problems: [first, ...others] };
  return { value: undefined, problems: [{ ...first, omitted: Number.POSITIVE_INFINITY }, ...others] };
}

/** Undefined if there are too many mistakes: zod lists all of them, and overflows the stack at about 100,000. */
function tryParse<Output>(schema: z.ZodMiniType<Output>, data: unknown) {
  try {
    return schema.safeParse(data, { reportInput: true });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Cuts each list in the file's outermost object to its first items. */
function withShortLists(data: unknown): unknown {
  const short = (value: unknown) => (Array.isArray(value) ? value.slice(0, maxCheckedItems) : value);
  return Object.fromEntries(Object.entries(data ?? {}).map(([key, value]) => [key, short(value)]));
}
