import type { MistakeList } from '../mistake-list.ts';
import type { SampleFile } from '../sample-file.ts';
import { formulaMessages as messages } from './formula-messages.ts';
import type { Mistakes, Place } from './formula-mistakes.ts';
import type { ChapterSyntax, Given, Minimise, NameSyntax } from './formula-syntax.ts';
import { buildGraph, type FormulaGraph } from './graph-builder.ts';
import type { Entry } from './name-table.ts';
import { readColumns, type SampleRows } from './sample-columns.ts';
import type { ParsedFile } from './statement-parser.ts';
import { type Training, trainingOf } from './training-check.ts';

/** The parts of a formula file, as far as they have no mistakes. */
export interface FormulaParts {
  readonly graph: FormulaGraph;
  readonly error: Entry | undefined;
  /** The names of the numbers that are trained. */
  readonly trained: ReadonlySet<string>;
  readonly training: Training | undefined;
  readonly samples: SampleRows | undefined;
  /** The mistakes in the CSV file. */
  readonly sampleMistakes: readonly MistakeList[];
  readonly chapters: readonly ChapterSyntax[];
}

/** Puts the statements of a formula file together, and reports their mistakes. */
export function assemble(
  { statements, brokenNames, end }: ParsedFile,
  sampleFile: SampleFile | undefined,
  mistakes: Mistakes,
  placeOf: (at: number) => Place,
): FormulaParts {
  const definitions = statements.filter((each) => each.kind === 'definition');
  const given = firstOf(
    statements.filter((each) => each.kind === 'given'),
    messages.repeatedGiven,
    mistakes,
    placeOf,
  );
  const minimise = firstOf(
    statements.filter((each) => each.kind === 'minimise'),
    messages.repeatedMinimise,
    mistakes,
    placeOf,
  );
  const chapters = statements.filter((each) => each.kind === 'chapter');
  const graph = buildGraph({ definitions, columns: given?.columns ?? [], brokenNames }, mistakes, placeOf);
  const error = minimise === undefined ? graph.last : errorNamed(minimise.error, graph, mistakes);
  if (error === undefined && mistakes.count() === 0) mistakes.report(end, messages.noEquation);
  const trained = new Set((minimise?.over ?? []).flatMap((name) => trainedNames(name, graph, mistakes)));
  const optimizer = minimise?.optimizer;
  const training = optimizer && trainingOf(optimizer, given !== undefined, mistakes.report);
  if (optimizer === undefined) reportLaterUpdates(chapters, mistakes);
  const { rows, mistakes: inCsv } = readGiven(given, graph, sampleFile, mistakes);
  return { graph, error, trained, training, samples: rows, sampleMistakes: inCsv, chapters };
}

/** The first statement of a kind that may occur only once. Reports the second one if there is one. */
function firstOf<Kind extends Given | Minimise>(
  [first, second]: readonly Kind[],
  repeated: (firstLine: number) => string,
  { report }: Mistakes,
  placeOf: (at: number) => Place,
): Kind | undefined {
  if (first !== undefined && second !== undefined) report(second.at, () => repeated(placeOf(first.at).line));
  return first;
}

/** The equation to minimise. */
function errorNamed(name: NameSyntax, graph: FormulaGraph, { report }: Mistakes): Entry | undefined {
  const family = name.indices.length === 0 ? graph.names.families.get(name.base) : undefined;
  if (family !== undefined && family.dimensions > 0) {
    report(name.at, messages.severalErrors(name.base));
    return undefined;
  }
  const entry = graph.find(name);
  if (entry === undefined || entry.kind === 'equation') return entry;
  report(name.at, messages.notAnEquation(entry.name, entry.kind));
  return undefined;
}

/** The names of the numbers that `over` names: x, k[2], or k for all k[…]. */
function trainedNames(name: NameSyntax, graph: FormulaGraph, { report }: Mistakes): readonly string[] {
  const { families } = graph.names;
  const family = name.indices.length === 0 ? families.get(name.base) : undefined;
  const single = family === undefined ? graph.find(name) : undefined;
  const entries = family?.entries ?? (single === undefined ? [] : [single]);
  const numbers = entries.filter(({ kind }) => kind === 'parameter');
  const [other] = entries.filter(({ kind }) => kind !== 'parameter');
  // A family may have numbers and equations: h[0] = 0 and h[t] = … for t = 1..4.
  if (other !== undefined && other.kind !== 'parameter' && numbers.length === 0) {
    const { kind } = other;
    const others = [...families].flatMap(([base, each]) => (each.kind === 'parameter' ? [base] : []));
    report(name.at, () => messages.notANumber(single?.name ?? name.base, kind, others));
  }
  return numbers.map((entry) => entry.name);
}

/** Without an optimizer, there is one update, which ends before its update phase. */
function reportLaterUpdates(chapters: readonly ChapterSyntax[], { report }: Mistakes): void {
  for (const { update, quantityAt } of chapters) {
    if (update > 1) report(quantityAt, messages.updateWithoutTraining(update));
  }
}

function readGiven(
  given: Given | undefined,
  { columns }: FormulaGraph,
  sampleFile: SampleFile | undefined,
  { report }: Mistakes,
): { readonly rows: SampleRows | undefined; readonly mistakes: readonly MistakeList[] } {
  if (given === undefined) return { rows: undefined, mistakes: [] };
  if (sampleFile === undefined) {
    report(given.pathAt, messages.noCsvFile(given.path));
    return { rows: undefined, mistakes: [] };
  }
  if ('mistakes' in sampleFile) return { rows: undefined, mistakes: sampleFile.mistakes };
  const { rows, mistakes } = readColumns(sampleFile.text, sampleFile.source, columns);
  return { rows, mistakes: [mistakes] };
}
