import type { Experiment, FormulaExperiment } from '../engine/training/experiment.ts';
import type { SavedFormula } from './formula/saved-formula.ts';
import { networkPieces } from './network-data.ts';

/**
 * An experiment as JSON text, samples included: a network file, or the text of a formula file with its samples. A network
 * file is written in pieces, so that other work can be done in between. A formula is one piece.
 */
export function* experimentPieces(experiment: Experiment): Generator<string> {
  if (experiment.kind === 'dense') yield* networkPieces(experiment);
  else yield JSON.stringify(savedFormulaOf(experiment));
}

/** The formula as JSON, from which `savedFormulaFrom` makes the same experiment. */
function savedFormulaOf({ name, text, formula, samples }: FormulaExperiment): SavedFormula {
  const length = formula.inputs.length;
  if (length === 0) return { name, formula: text };
  const rows = Array.from({ length: samples.count }, (_, at) => [
    ...samples.inputs.subarray(at * length, (at + 1) * length),
  ]);
  return { name, formula: text, columns: [...formula.inputs], samples: rows };
}
