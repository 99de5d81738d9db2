import * as z from 'zod/mini';
import type { FormulaExperiment } from '../../engine/training/experiment.ts';
import { fileMessages } from '../file-messages.ts';
import { throwMistakes } from '../input-error.ts';
import { listProblems } from '../problem.ts';
import { expecting, finiteNumber, object } from '../schema-parts.ts';
import { checkBy } from '../schema-reader.ts';
import { parseFormulaExperiment } from './formula-experiment.ts';

const { values, session: messages } = fileMessages;

const text = z.string(expecting(values.text));

/** A formula file as JSON, with the samples of its CSV file: a row for each sample, in the order of `columns`. */
const savedFormula = object(
  {
    name: text,
    formula: text,
    columns: z.optional(z.array(text, expecting(values.array))),
    samples: z.optional(z.array(z.array(finiteNumber, expecting(values.rowOfNumbers)), expecting(values.array))),
  },
  messages.network,
);

export type SavedFormula = z.infer<typeof savedFormula>;

/**
 * The experiment of a formula that was saved as JSON. `source` names the file in messages. Throws an InputError for
 * mistakes in the JSON or in the formula.
 */
export function savedFormulaFrom(data: unknown, source: string): FormulaExperiment {
  const { value, problems } = checkBy(savedFormula, data);
  throwMistakes([listProblems(problems, data, source)]);
  if (value === undefined) throw new Error('found a formula with problems, expected that it was refused');
  const { name, formula, columns = [], samples } = value;
  // The quotes keep a name such as W[1,2] in one cell.
  const header = columns.map((column) => JSON.stringify(column));
  const text = [header, ...(samples ?? [])].map((row) => row.join()).join('\n');
  const sampleFile = samples === undefined ? undefined : { source, text };
  return { ...parseFormulaExperiment(formula, source, sampleFile), name };
}
