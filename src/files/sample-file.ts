import { fileMessages } from './file-messages.ts';
import type { KnownParts } from './known-parts.ts';
import { type MistakeList, maxListed, textOf } from './mistake-list.ts';
import type { NetworkFile } from './network-schema.ts';
import type { Problem } from './problem.ts';
import { parseTable, type Row } from './sample-table.ts';

const { samples: messages } = fileMessages;

/** A CSV file of samples, or the mistakes because of which it cannot be read. `source` names it in messages. */
export type SampleFile =
  | { readonly source: string; readonly text: string }
  | { readonly source: string; readonly mistakes: readonly MistakeList[] };

type SampleFields = 'samples' | 'inputNames' | 'outputNames';

/** A network file, completed with the samples and names from the CSV file that it may name. */
export interface CompleteFile extends Omit<NetworkFile, SampleFields> {
  readonly samples: readonly Sample[];
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
}

/** A sample of a network file, which has a target or a class. `line` is its line in a CSV file, which has targets. */
type Sample = Exclude<NetworkFile['samples'], string>[number] & Partial<Pick<Row, 'line'>>;

/** The samples and names of a CSV file. */
interface FromCsv {
  /** Undefined if the network file has its own samples, or if the CSV file has mistakes. */
  readonly fields: Pick<CompleteFile, SampleFields> | undefined;
  /** The mistakes in the CSV file. */
  readonly mistakes: readonly MistakeList[];
  /** The problems in the network file. */
  readonly problems: readonly Problem[];
}

const nothing: FromCsv = { fields: undefined, mistakes: [], problems: [] };

/**
 * Reads the CSV file that a network file names in place of its samples. Names that the network file does not give come
 * from the header or the classes of the CSV file. Nothing is read if the numbers of inputs and outputs are not known.
 */
export function readSamples(file: KnownParts, sampleFile: SampleFile | undefined): FromCsv {
  const { samples, inputs, layers, inputNames = [], outputNames = [] } = file;
  if (typeof samples !== 'string') return nothing;
  if (sampleFile === undefined) {
    return { ...nothing, problems: [{ path: ['samples'], message: messages.noCsvFile(samples) }] };
  }
  const { source } = sampleFile;
  if ('mistakes' in sampleFile) return { ...nothing, mistakes: sampleFile.mistakes };
  const outputs = layers?.at(-1)?.units;
  if (inputs === undefined || outputs === undefined) return nothing;
  const { table, mistakes } = parseTable(sampleFile.text, source, { inputs, outputs, classes: outputNames });
  if (table === undefined) return { ...nothing, mistakes: [mistakes] };
  return {
    ...nothing,
    fields: {
      samples: table.rows,
      inputNames: inputNames.length > 0 ? inputNames : table.inputNames,
      outputNames: outputNames.length > 0 ? outputNames : table.outputNames,
    },
  };
}

/** `fields` come from the CSV file. Throws an Error if a part of the file is not known. */
export function completeFile(file: NetworkFile | undefined, fields: FromCsv['fields']): CompleteFile {
  const samples = fields?.samples ?? file?.samples;
  if (file === undefined || samples === undefined || typeof samples === 'string') {
    throw new Error('found a file with problems, expected that it was refused');
  }
  return { ...file, ...fields, samples };
}

/** Lists the problems of samples that come from a CSV file, with their lines in this file. */
export function listInCsv(problems: readonly Problem[], source: string, samples: readonly Sample[]): MistakeList {
  const listed = problems
    .slice(0, maxListed)
    .map(({ path: [, index], message }) => messages.atLine(samples[Number(index)]?.line, textOf(message)));
  return { source, listed, count: problems.length };
}
