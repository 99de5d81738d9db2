import * as z from 'zod/mini';
import { networkFile } from './network-schema.ts';

/**
 * The network file as JSON Schema (draft 2020-12), for editors. It describes each part by itself. Whether the parts fit
 * together is checked only when the file is read: for example, whether the weights have one row for each unit.
 */
export function jsonSchema(): object {
  // zod cannot describe the rows of numbers in number-rows.ts, which register their own JSON Schema.
  return z.toJSONSchema(networkFile, { io: 'input', unrepresentable: 'any' });
}
