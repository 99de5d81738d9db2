import { InputError } from './input-error.ts';
import type { NetworkFile } from './network-schema.ts';
import { quote } from './quoting.ts';
import { parseTable, type Row } from './sample-table.ts';

/** The text of a file of samples, and where it came from. */
export interface SampleFile {
  readonly source: string;
  readonly text: string;
}

/** A network file with its samples and their names in it, wherever they came from. */
export interface CompleteFile extends Omit<NetworkFile, 'samples' | 'inputNames' | 'outputNames'> {
  readonly samples: readonly Row[];
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
}

/** Puts the samples of a file of its own in their place. Throws an InputError where there is none, or it has others. */
export function complete(file: NetworkFile, source: string, sampleFile: SampleFile | undefined): CompleteFile {
  const { samples, inputs, layers, inputNames, outputNames } = file;
  if (typeof samples !== 'string') return { ...file, samples };
  if (sampleFile === undefined) {
    throw new InputError(source, `samples: found ${quote(samples)}, expected samples, as no other file is at hand`);
  }
  const columns = { inputs, outputs: layers.at(-1)?.units ?? 0, classes: outputNames };
  const table = parseTable(sampleFile.text, sampleFile.source, columns);
  return {
    ...file,
    samples: table.rows,
    inputNames: inputNames.length > 0 ? inputNames : table.inputNames,
    outputNames: outputNames.length > 0 ? outputNames : table.outputNames,
  };
}
