import { fileMessages } from './file-messages.ts';
import type { NetworkFile } from './network-schema.ts';
import { errorFor } from './problem.ts';
import { parseTable, type Row } from './sample-table.ts';

/** A CSV file of samples. `source` names it in messages. */
export interface SampleFile {
  readonly source: string;
  readonly text: string;
}

/** A network file, completed with the samples and names from the CSV file that it may name. */
export interface CompleteFile extends Omit<NetworkFile, 'samples' | 'inputNames' | 'outputNames'> {
  readonly samples: readonly Row[];
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
}

/**
 * Replaces the path of a CSV file by the samples in the file. Names that the network file does not give come from the
 * header or the classes of the CSV file. Throws an InputError if `sampleFile` is needed but undefined, or if it does
 * not fit the network.
 */
export function withSamples(file: NetworkFile, source: string, sampleFile: SampleFile | undefined): CompleteFile {
  const { samples, inputs, layers, inputNames, outputNames } = file;
  if (typeof samples !== 'string') return { ...file, samples };
  if (sampleFile === undefined) {
    throw errorFor({ path: ['samples'], message: fileMessages.samples.noCsvFile(samples) }, source);
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
