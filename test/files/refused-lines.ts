import { InputError } from '../../src/files/input-error.ts';
import { parseNetwork } from '../../src/files/network-file.ts';
import type { SampleFile } from '../../src/files/sample-file.ts';

/** The lines of the InputError that parseNetwork throws for net.json, without the name of this file. */
export function refusedLines(data: unknown, sampleFile?: SampleFile): readonly string[] {
  try {
    parseNetwork(data, 'net.json', sampleFile);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.message.split('\n').map((line) => line.replace(/^net\.json: /, ''));
  }
  return [];
}
