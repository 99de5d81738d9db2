import { errorName } from '../engine/models/error-node.ts';
import { quantityName } from '../engine/models/quantity-name.ts';
import { type Divergence, firstDivergence, isLostBy } from '../engine/timeline/divergence.ts';
import type { Timeline } from '../engine/timeline/timeline.ts';
import { type Experiment, epochOf, modelOf } from '../engine/training/experiment.ts';
import { textNotation } from '../notation/derivation.ts';
import { commandMessages, type DivergenceFacts } from './command-messages.ts';
import { warn } from './output.ts';

export function divergenceFacts(experiment: Experiment, divergence: Divergence): DivergenceFacts {
  const { update, quantity, isOfAllSamples, value, cause } = divergence;
  const { failed } = cause;
  const notation = textNotation(modelOf(experiment));
  return {
    update,
    epoch: epochOf(experiment, update),
    quantity: quantityName(modelOf(experiment), quantity),
    error: errorName(modelOf(experiment)),
    isOfAllSamples,
    value,
    cause,
    denominator: failed?.kind === 'division-by-zero' ? notation.write(failed.denominator, false, notation.symbol) : '',
  };
}

/** Warns if training stops before update `number`, which a command shows. Moves the timeline. */
export function warnIfLostBefore(timeline: Timeline, number: number): void {
  if (!isLostBy(timeline, number)) return;
  const divergence = firstDivergence(timeline, number);
  if (divergence.update === number) return;
  warn(commandMessages.train.stopsBefore(divergenceFacts(timeline.run.experiment, divergence)));
}
