import type { Experiment } from '../engine/training/experiment.ts';
import { parseJson } from './json-reader.ts';
import { networkFrom } from './network-file.ts';
import { valueAt } from './schema-parts.ts';
import { readText, sourceOf } from './text-reader.ts';

/**
 * Reads a network file or a formula file, and the CSV file that it may name. The path "-" is standard input. Throws an
 * InputError that names the file, the place of the mistake and the expected content.
 */
export async function readExperiment(path: string): Promise<Experiment> {
  return experimentFromText(await readText(path), path);
}

/** Parses the text of the network file or formula file at `path`, and reads the CSV file that it may name. */
export async function experimentFromText(text: string, path: string): Promise<Experiment> {
  if (!isFormulaText(text, path)) return experimentFrom(parseJson(text, sourceOf(path)), path);
  // The reader of formulas would delay the first frame of a network, so it is loaded for a formula only.
  const { formulaFrom } = await import('./formula/formula-experiment.ts');
  return formulaFrom(text, path);
}

/** The experiment in parsed JSON: a network file, or a formula with its samples. `path` is the path of the JSON file. */
export async function experimentFrom(data: unknown, path: string, source = sourceOf(path)): Promise<Experiment> {
  if (valueAt(data, 'formula') === undefined) return networkFrom(data, path, source);
  const { savedFormulaFrom } = await import('./formula/saved-formula.ts');
  return savedFormulaFrom(data, source);
}

/** A comment or a name. JSON starts with neither, except for the words true, false and null. */
const startOfFormula = /^\s*(?:#|(?!(?:true|false|null)\b)\p{L})/u;

/**
 * Whether a text is a formula file. It is if the name of its file ends with .formula. Standard input, and files that end
 * neither with .formula nor with .json, are formula files if they start as one.
 */
export function isFormulaText(text: string, path: string): boolean {
  if (path.endsWith('.formula')) return true;
  return !path.endsWith('.json') && startOfFormula.test(text);
}
