import { basename } from 'node:path';
import type { Formula } from '../../engine/models/formula.ts';
import { throwMistakes } from '../input-error.ts';
import { printable } from '../quoting.ts';
import type { SampleFile } from '../sample-file.ts';
import { assemble, type FormulaParts } from './formula-assembly.ts';
import { descriptionIn } from './formula-description.ts';
import { maxLength } from './formula-limits.ts';
import { formulaMessages as messages } from './formula-messages.ts';
import { createMistakes, MistakeAt, type Mistakes, type Place, placeFinder } from './formula-mistakes.ts';
import type { Given } from './formula-syntax.ts';
import type { Entry } from './name-table.ts';
import type { SampleRows } from './sample-columns.ts';
import { type ParsedFile, parseStatements } from './statement-parser.ts';
import type { Training } from './training-check.ts';

/** A formula file that is read and free of mistakes. */
export interface FormulaData {
  readonly name: string;
  /** The comment at the top of the file, as one line. */
  readonly description: string;
  readonly formula: Formula;
  /** The values of the parameters. */
  readonly initial: Float64Array;
  /** The columns that are given, row by row. Undefined without samples. */
  readonly samples: SampleRows | undefined;
  /** Undefined if nothing is trained. */
  readonly training: Training | undefined;
  readonly chapters: readonly FormulaChapter[];
}

export interface FormulaChapter {
  readonly title: string;
  readonly text: string;
  /** The name of a quantity, as it is written in the file. The reader does not look it up. */
  readonly quantity: string;
  /** The number of the update, from 1. */
  readonly update: number;
  /** The place of the quantity in the file. */
  readonly place: Place;
}

export interface FormulaSource {
  /** The name of the file in messages. It also names the formula, without its folder and ".formula". */
  readonly source: string;
}

/**
 * Parses the text of a formula file. `readSamples` reads the CSV file that the file names, if it names one. Throws an
 * InputError that lists the mistakes of both files, with their lines and columns.
 */
export async function readFormula(
  text: string,
  { source, readSamples }: FormulaSource & { readonly readSamples?: (path: string) => Promise<SampleFile> },
): Promise<FormulaData> {
  const file = startFile(text, source);
  const path = file.given?.path;
  return finishFile(file, path === undefined ? undefined : await readSamples?.(path));
}

/** Parses a formula file as `readFormula` does. `sampleFile` is the CSV file that the file names. */
export function parseFormula(
  text: string,
  { source, sampleFile }: FormulaSource & { readonly sampleFile?: SampleFile | undefined },
): FormulaData {
  return finishFile(startFile(text, source), sampleFile);
}

const noMistakes = 'found a file without mistakes, expected that only a file with mistakes is refused';

/** A formula file whose statements are parsed. Their mistakes are collected. */
interface StartedFile {
  readonly text: string;
  readonly source: string;
  readonly mistakes: Mistakes;
  readonly placeOf: (at: number) => Place;
  readonly parsed: ParsedFile;
  readonly given: Given | undefined;
}

function startFile(written: string, source: string): StartedFile {
  const text = written.replace(/\r\n?/g, '\n');
  const mistakes = createMistakes();
  const placeOf = placeFinder(text);
  if (text.length > maxLength) mistakes.report(0, messages.tooLong(maxLength));
  else {
    const parsed = stopAtFinal(mistakes, () => parseStatements(text, mistakes));
    const given = parsed?.statements.find((each) => each.kind === 'given');
    if (parsed !== undefined) return { text, source, mistakes, placeOf, parsed, given };
  }
  throwMistakes([mistakes.list(source, placeOf)]);
  throw new Error(noMistakes);
}

function finishFile(file: StartedFile, sampleFile: SampleFile | undefined): FormulaData {
  const { source, mistakes, placeOf } = file;
  const parts = stopAtFinal(mistakes, () => assemble(file.parsed, sampleFile, mistakes, placeOf));
  throwMistakes([mistakes.list(source, placeOf), ...(parts?.sampleMistakes ?? [])]);
  if (parts?.error === undefined) throw new Error(noMistakes);
  return dataOf(file, parts, parts.error);
}

function dataOf({ text, source, placeOf }: StartedFile, parts: FormulaParts, error: Entry): FormulaData {
  const { graph, trained, training, samples, chapters } = parts;
  const { parameters, columns, equations } = graph;
  return {
    name: printable(basename(source, '.formula')),
    description: descriptionIn(text),
    formula: {
      kind: 'formula',
      parameters: parameters.map(({ name }) => ({ name, isTrained: trained.has(name) })),
      inputs: columns,
      equations,
      error: error.node.index,
    },
    initial: Float64Array.from(parameters, ({ value }) => value),
    samples,
    training,
    chapters: chapters.map(({ title, text: chapterText, quantity, update, quantityAt }) => ({
      title,
      text: chapterText,
      quantity,
      update,
      place: placeOf(quantityAt),
    })),
  };
}

/** Returns what `read` returns. Undefined if it throws a final MistakeAt, which is reported. */
function stopAtFinal<T>({ report }: Mistakes, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof MistakeAt)) throw error;
    report(error.at, error.sentence);
    return undefined;
  }
}
