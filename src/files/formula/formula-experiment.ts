import { quantityNamed } from '../../engine/steps/name-parser.ts';
import { stepOf } from '../../engine/steps/steps.ts';
import { createFormulaExperiment, type FormulaExperiment } from '../../engine/training/experiment.ts';
import type { Chapter } from '../../engine/training/lesson-plan.ts';
import { updateAt } from '../../engine/training/update.ts';
import { throwMistakes } from '../input-error.ts';
import { maxListed } from '../mistake-list.ts';
import type { SampleFile } from '../sample-file.ts';
import { readSampleFile } from '../sample-file-reader.ts';
import { pathFrom, sourceOf, standardInput } from '../text-reader.ts';
import { type FormulaChapter, type FormulaData, parseFormula, readFormula } from './formula-file.ts';
import { formulaMessages as messages } from './formula-messages.ts';

/**
 * Parses the text of the formula file at `path`, and reads the CSV file that it may name. The path "-" is standard input.
 * Throws an InputError that names the file, the line and the column of each mistake.
 */
export async function formulaFrom(text: string, path: string): Promise<FormulaExperiment> {
  const source = sourceOf(path);
  const readSamples = async (samples: string): Promise<SampleFile> => {
    const isReadAlready = path === standardInput && samples === standardInput;
    const mistakes = [{ source, listed: [messages.inputTwice], count: 1 }];
    return isReadAlready ? { source, mistakes } : readSampleFile(pathFrom(path, samples));
  };
  return experimentOf(await readFormula(text, { source, readSamples }), text, source);
}

/** Parses a formula file whose CSV file is at hand. Throws an InputError as `formulaFrom` does. */
export function parseFormulaExperiment(text: string, source: string, sampleFile?: SampleFile): FormulaExperiment {
  return experimentOf(parseFormula(text, { source, sampleFile }), text, source);
}

function experimentOf(data: FormulaData, text: string, source: string): FormulaExperiment {
  const { name, description, formula, initial, samples, training, chapters } = data;
  const experiment = createFormulaExperiment({
    name,
    description,
    text,
    formula,
    initial,
    inputNames: formula.inputs,
    ...(samples !== undefined && { samples: { ...samples, targets: new Float64Array() } }),
    ...(training !== undefined && { optimizer: training.optimizer }),
    ...(training?.batchSize !== undefined && { batchSize: training.batchSize }),
  });
  return { ...experiment, lessonPlan: { practice: [], chapters: chaptersOf(experiment, chapters, source) } };
}

/** The chapters with their positions. Throws an InputError for quantities that no step of the update computes. */
function chaptersOf(
  experiment: FormulaExperiment,
  chapters: readonly FormulaChapter[],
  source: string,
): readonly Chapter[] {
  const placed = chapters.map((chapter) => ({ chapter, step: stepOfChapter(experiment, chapter) }));
  const mistakes = placed.flatMap(({ chapter: { quantity, update, place }, step }) =>
    step === undefined ? [messages.atPlace(place.line, place.column, messages.noStep(quantity, update))] : [],
  );
  throwMistakes([{ source, listed: mistakes.slice(0, maxListed), count: mistakes.length }]);
  return placed.map(({ chapter: { title, text, update }, step = 0 }) => ({
    title,
    text,
    position: { update, step },
    parameter: undefined,
    expanded: [],
    view: 'network',
    isZoomed: false,
    isPractice: false,
  }));
}

/** The step of a chapter. The name of a quantity that each sample has stands for that of the first sample. */
function stepOfChapter(
  experiment: FormulaExperiment,
  { quantity, update: number }: FormulaChapter,
): number | undefined {
  const update = updateAt(experiment, number);
  const found = quantityNamed(update, quantity) ?? quantityNamed(update, `${quantity}@${update.first + 1}`);
  return found === undefined ? undefined : stepOf(update, found);
}
