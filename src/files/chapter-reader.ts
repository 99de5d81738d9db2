import { isValueOf } from '../engine/graph/quantity.ts';
import { quantityName } from '../engine/models/quantity-name.ts';
import { quantityNamed } from '../engine/steps/name-parser.ts';
import { stepOf } from '../engine/steps/steps.ts';
import { endOfEpoch } from '../engine/timeline/navigation.ts';
import { type Experiment, modelOf, updatesPerEpoch } from '../engine/training/experiment.ts';
import type { Chapter, LessonPlan } from '../engine/training/lesson-plan.ts';
import { createRun } from '../engine/training/run.ts';
import { type Update, updateAt } from '../engine/training/update.ts';
import { fileMessages } from './file-messages.ts';
import type { KnownParts } from './known-parts.ts';
import type { NetworkFile } from './network-schema.ts';
import type { Problem } from './problem.ts';

const { chapters: messages } = fileMessages;

type Plan = Pick<NetworkFile, 'chapters' | 'practice'>;

/**
 * Yields a problem for each name in `chapters` and `practice` that is not what its key requires: a quantity, a quantity
 * with a step, or a parameter. `experiment` may lack its parameters and samples: only the names of its quantities are
 * looked up.
 */
export function* lessonPlanProblems(
  { chapters = [], practice = [] }: Pick<KnownParts, 'chapters' | 'practice'>,
  experiment: Experiment,
): Generator<Problem> {
  for (const [index, chapter] of chapters.entries()) {
    if (chapter.epoch === undefined) continue;
    yield* chapterProblems(['chapters', index], chapter, firstUpdateOfEpoch(experiment, chapter.epoch));
  }
  const firstUpdate = firstUpdateOfEpoch(experiment, 1);
  for (const [index, name] of practice.entries()) yield* stepProblems(['practice', index], firstUpdate, name);
}

function* chapterProblems(
  path: Problem['path'],
  { after, choose, open = [] }: NonNullable<KnownParts['chapters']>[number],
  update: Update,
): Generator<Problem> {
  if (after !== undefined) yield* stepProblems([...path, 'after'], update, after);
  if (choose !== undefined && parameterNamed(update, choose) === undefined) {
    yield { path: [...path, 'choose'], message: messages.notAParameter(choose) };
  }
  for (const [index, name] of open.entries()) {
    if (quantityNamed(update, name) === undefined) {
      yield { path: [...path, 'open', index], message: messages.notAQuantity(name) };
    }
  }
}

function* stepProblems(path: Problem['path'], update: Update, name: string): Generator<Problem> {
  const quantity = quantityNamed(update, name);
  if (quantity === undefined) yield { path, message: messages.notAQuantity(name) };
  else if (stepOf(update, quantity) === undefined) yield { path, message: messages.withoutStep(name) };
}

/** Builds the lesson plan of a file. The file must be free of `lessonPlanProblems`. */
export function lessonPlanOf({ chapters, practice }: Plan, experiment: Experiment): LessonPlan {
  const update = firstUpdateOfEpoch(experiment, 1);
  return {
    practice: practice.map((name) => fullName(update, name)),
    chapters: chapters.map((chapter) => chapterOf(chapter, experiment)),
  };
}

/** Without `after`, the chapter is at the end of the previous epoch, or at the start position if its epoch is 1. */
function chapterOf(
  { title, text, epoch, after, choose, open, panel, zoom, practice }: Plan['chapters'][number],
  experiment: Experiment,
): Chapter {
  const update = firstUpdateOfEpoch(experiment, epoch);
  const quantity = after === undefined ? undefined : quantityNamed(update, after);
  const step = quantity && stepOf(update, quantity);
  return {
    title,
    text,
    position: step === undefined ? endOfEpoch(createRun(experiment), epoch - 1) : { update: update.number, step },
    parameter: choose === undefined ? undefined : parameterNamed(update, choose),
    expanded: open.map((name) => fullName(update, name)),
    view: panel,
    isZoomed: zoom,
    isPractice: practice,
  };
}

/** Replaces a short name, such as dE/dw1, by the full name, dE_total/dw1. */
function fullName(update: Update, name: string): string {
  const quantity = quantityNamed(update, name);
  return quantity === undefined ? name : quantityName(modelOf(update.experiment), quantity);
}

function firstUpdateOfEpoch(experiment: Experiment, epoch: number): Update {
  return updateAt(experiment, (epoch - 1) * updatesPerEpoch(experiment) + 1);
}

function parameterNamed(update: Update, name: string): number | undefined {
  const quantity = quantityNamed(update, name);
  return quantity !== undefined && isValueOf(quantity, 'parameter') && !quantity.after ? quantity.of.index : undefined;
}
