import type { Experiment } from '../engine/training/experiment.ts';
import { savedFormulaOf } from './formula/saved-formula.ts';
import { networkPieces } from './network-data.ts';

/**
 * An experiment as JSON text, samples included: a network file, or the text of a formula file with its samples. A network
 * file is written in pieces, so that other work can be done in between. A formula is one piece.
 */
export function* experimentPieces(experiment: Experiment): Generator<string> {
  if (experiment.kind === 'dense') yield* networkPieces(experiment);
  else yield JSON.stringify(savedFormulaOf(experiment));
}
