import { experimentOfLesson } from '../../src/commands/experiment-input.ts';
import type { Experiment, FormulaExperiment } from '../../src/engine/training/experiment.ts';
import { lessons } from '../../src/lessons/lessons.ts';

const experiments = new Map<string, Experiment>();
for (const [name, lesson] of lessons) experiments.set(name, await experimentOfLesson(name, lesson));

export function lessonExperiment(name: string): Experiment {
  const experiment = experiments.get(name);
  if (experiment === undefined) throw new Error(`there is no lesson of the name ${name}`);
  return experiment;
}

export function formulaLesson(name: string): FormulaExperiment {
  const experiment = lessonExperiment(name);
  if (experiment.kind !== 'formula') throw new Error(`the lesson ${name} is a network`);
  return experiment;
}
