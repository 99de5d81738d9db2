import * as z from 'zod/mini';
import { networkFile } from './network-schema.ts';

/**
 * The network file as JSON Schema (draft 2020-12), for editors. It describes each part by itself. Whether the parts fit
 * together is checked only when the file is read: for example, whether the weights have one row for each unit.
 */
export function jsonSchema(): object {
  // Without 'any', zod throws at the rows of numbers (number-rows.ts), which it cannot describe. They bring their own
  // JSON Schema.
  return z.toJSONSchema(networkFile, { io: 'input', unrepresentable: 'any' });
}
