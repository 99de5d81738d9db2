import { jsonSchema } from '../files/json-schema.ts';
import { print } from './output.ts';

export async function schema(): Promise<void> {
  await print(`${JSON.stringify(jsonSchema(), undefined, 2)}\n`);
}
