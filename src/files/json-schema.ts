import * as z from 'zod/mini';
import { networkFile } from './network-schema.ts';

/**
 * The network file as JSON Schema (draft 2020-12), for editors. It says what can be said of each part by itself; what
 * concerns two parts at once, such as the lengths of rows, only the reader checks.
 */
export function jsonSchema(): object {
  // Rows of numbers, which our own loops check, are registered with what to say of them.
  return z.toJSONSchema(networkFile, { io: 'input', unrepresentable: 'any' });
}
