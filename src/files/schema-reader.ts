import type * as z from 'zod/mini';
import { fileMessages } from './file-messages.ts';
import { errorFor } from './problem.ts';
import { issueToReport } from './schema-issue.ts';

/** If a file has more mistakes than zod can list, only this many items of each list are checked. */
const maxCheckedItems = 1000;

/**
 * Checks the parsed JSON of a file by a schema, and fills in defaults. Throws an InputError that reports one mistake.
 */
export function parseBy<Output>(schema: z.ZodMiniType<Output>, data: unknown, source: string): Output {
  const result = tryParse(schema, data);
  if (result?.success) return result.data;
  const issues = (result ?? tryParse(schema, withShortLists(data)))?.error?.issues ?? [];
  throw errorFor(issueToReport(issues) ?? { path: [], message: fileMessages.values.tooManyMistakes }, source);
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
