import { memoize } from '../expressions/memoize.ts';
import { type CompiledUpdates, compileUpdates, isCompilable } from '../steps/compiler.ts';
import type { Experiment } from '../training/experiment.ts';
import { compileFormulaUpdates, isFormulaCompilable } from './formula-updates.ts';

/** The updates of an experiment as straight-line code. Undefined if the code would be too long to be fast. */
export const compiledUpdatesOf: (experiment: Experiment) => CompiledUpdates | undefined = memoize((experiment) => {
  if (experiment.kind === 'dense') return isCompilable(experiment) ? compileUpdates(experiment) : undefined;
  return isFormulaCompilable(experiment) ? compileFormulaUpdates(experiment) : undefined;
});
