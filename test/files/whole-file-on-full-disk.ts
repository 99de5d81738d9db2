// Replaces the file of 3 bytes at the given path by 20,000 bytes, first asynchronously, then synchronously. Prints the
// code of each error, and the size of the file at the end.

import { statSync, writeFileSync } from 'node:fs';
import { writeWhole, writeWholeSync } from '../../src/files/whole-file.ts';

const [, , path = ''] = process.argv;
const text = 'x'.repeat(20_000);
const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : error);
writeFileSync(path, 'old');
await writeWhole(path, text).catch((error: unknown) => console.log(codeOf(error)));
try {
  writeWholeSync(path, text);
} catch (error) {
  console.log(codeOf(error));
}
console.log(statSync(path).size);
