import { quantityName } from '../engine/models/quantity-name.ts';
import { quantityNamed } from '../engine/steps/name-parser.ts';
import { stepOf } from '../engine/steps/steps.ts';
import { endOfEpoch } from '../engine/timeline/navigation.ts';
import { type Experiment, updatesPerEpoch } from '../engine/training/experiment.ts';
import type { Chapter, LessonPlan } from '../engine/training/lesson-plan.ts';
import { createRun } from '../engine/training/run.ts';
import { type Update, updateAt } from '../engine/training/update.ts';
import type { NetworkFile } from './network-schema.ts';
import { quote } from './quoting.ts';
import type { Problem } from './shape-check.ts';

type Parts = Pick<NetworkFile, 'chapters' | 'practice'>;

/** The names in a file's guide that lead nowhere. */
export function* guideProblems({ chapters, practice }: Parts, experiment: Experiment): Generator<Problem> {
  for (const [at, { epoch, after, choose, open }] of chapters.entries()) {
    const path = ['chapters', at];
    const update = updateIn(experiment, epoch);
    if (after !== undefined) yield* withoutStep([...path, 'after'], update, after);
    if (choose !== undefined && parameterNamed(update, choose) === undefined) {
      yield { path: [...path, 'choose'], message: `found ${quote(choose)}, expected a parameter, such as "w1"` };
    }
    for (const [nth, name] of open.entries()) {
      if (quantityNamed(update, name) === undefined) yield missing([...path, 'open', nth], name);
    }
  }
  for (const [at, name] of practice.entries()) yield* withoutStep(['practice', at], updateIn(experiment, 1), name);
}

function* withoutStep(path: Problem['path'], update: Update, name: string): Generator<Problem> {
  const quantity = quantityNamed(update, name);
  if (quantity === undefined) yield missing(path, name);
  else if (stepOf(update, quantity) === undefined) {
    yield { path, message: `found ${quote(name)}, expected a quantity that has a step of its own` };
  }
}

function missing(path: Problem['path'], name: string): Problem {
  return { path, message: `found ${quote(name)}, expected a quantity of this network, such as "net_o1"` };
}

/** The guide of a file in which `guideProblems` finds nothing. */
export function guideOf({ chapters, practice }: Parts, experiment: Experiment): LessonPlan {
  const update = updateIn(experiment, 1);
  return {
    practice: practice.map((name) => ownName(update, name)),
    chapters: chapters.map((chapter) => chapterOf(chapter, experiment)),
  };
}

function chapterOf(
  { title, text, epoch, after, choose, open, panel, zoom, practice }: Parts['chapters'][number],
  experiment: Experiment,
): Chapter {
  const update = updateIn(experiment, epoch);
  const quantity = after === undefined ? undefined : quantityNamed(update, after);
  const step = quantity && stepOf(update, quantity);
  return {
    title,
    text,
    position: step === undefined ? endOfEpoch(createRun(experiment), epoch - 1) : { update: update.number, step },
    parameter: choose === undefined ? undefined : parameterNamed(update, choose),
    expanded: open.map((name) => ownName(update, name)),
    view: panel,
    isZoomed: zoom,
    isPractice: practice,
  };
}

/** A quantity's own name, of which others are short for. */
function ownName(update: Update, name: string): string {
  const quantity = quantityNamed(update, name);
  return quantity === undefined ? name : quantityName(update.experiment.network, quantity);
}

/** The first update of an epoch. */
function updateIn(experiment: Experiment, epoch: number): Update {
  return updateAt(experiment, (epoch - 1) * updatesPerEpoch(experiment) + 1);
}

function parameterNamed(update: Update, name: string): number | undefined {
  const quantity = quantityNamed(update, name);
  return quantity?.kind === 'parameter' ? quantity.parameter : undefined;
}
