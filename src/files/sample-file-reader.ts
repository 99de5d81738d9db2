import { mistakesOf } from './input-error.ts';
import type { SampleFile } from './sample-file.ts';
import { readText } from './text-reader.ts';

/** Reads the text of a CSV file, or the mistakes because of which it cannot be read. */
export async function readSampleFile(source: string): Promise<SampleFile> {
  try {
    return { source, text: await readText(source) };
  } catch (error) {
    return { source, mistakes: mistakesOf(error) };
  }
}
