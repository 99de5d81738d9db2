import { type ChangedBatch, type ChangedLayer, changedLayers, outputRow } from './error-change.ts';
import type { Kinks } from './kinks.ts';
import { residualOf } from './loss-changes.ts';

/** How far a change of a parameter moves the nets and outs of a batch. */
export interface Reach {
  /** The largest absolute change of a net whose activation is curved. 0 if there is none. */
  readonly curved: number;
  /**
   * The smallest distance from a kink, as a multiple of the change: of a net from 0 if its activation has a kink there,
   * and of an out from its target if the loss has a kink there. At most 1 if the change may cross a kink. Infinity if
   * there are no kinks. Numbers that are at a kink already do not count.
   */
  readonly kink: number;
  /**
   * For a loss of squares: Σ |(out − target) · c| / Σ c², where c is the change of an out. E changes in proportion to the
   * first sum, as long as the second sum is much smaller. Infinity for other losses, and if all outs equal their targets.
   */
  readonly square: number;
}

/** The reach of the last call of `changeError`, which changed this parameter. */
export function reachOf(batch: ChangedBatch, kinks: Kinks, parameter: number): Reach {
  let [curved, kink] = [0, Number.POSITIVE_INFINITY];
  for (const layer of changedLayers(batch, parameter)) {
    if (layer.activationChange?.isCurved ?? true) curved = Math.max(curved, largestChange(batch, layer));
    if (layer.activationFunctions?.hasKink) kink = Math.min(kink, nearestZero(batch, kinks, layer));
  }
  return { curved, kink: Math.min(kink, nearestTarget(batch, kinks)), square: squareReach(batch) };
}

function largestChange({ workspace, netChanges, update }: ChangedBatch, { firstUnit, units }: ChangedLayer): number {
  let largest = 0;
  for (let row = 0; row < update.size; row++) {
    const start = row * workspace.unitCount + firstUnit;
    for (let index = start; index < start + units; index++) {
      largest = Math.max(largest, Math.abs(netChanges[index] ?? Number.NaN));
    }
  }
  return largest;
}

/** The smallest |net| / |change of the net| in a layer. */
function nearestZero(
  { workspace, netChanges, update }: ChangedBatch,
  kinks: Kinks,
  { firstUnit, units }: ChangedLayer,
): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (let row = 0; row < update.size; row++) {
    const start = row * workspace.unitCount + firstUnit;
    for (let index = start; index < start + units; index++) {
      const change = Math.abs(netChanges[index] ?? Number.NaN);
      if (change === 0 || kinks.nets[index] === 1) continue;
      nearest = Math.min(nearest, Math.abs(workspace.nets[index] ?? Number.NaN) / change);
    }
  }
  return nearest;
}

/** The smallest |out − target| / |change of the out|, if the loss has a kink where out = target. Infinity otherwise. */
function nearestTarget(batch: ChangedBatch, kinks: Kinks): number {
  const { loss } = batch.workspace;
  let nearest = Number.POSITIVE_INFINITY;
  if (loss.kind === 'fused' || !loss.hasKink) return nearest;
  for (let row = 0; row < batch.update.size; row++) {
    const output = outputRow(batch, row);
    for (let unit = 0; unit < output.outputs; unit++) {
      const change = Math.abs(batch.outChanges[output.start + unit] ?? Number.NaN);
      if (change === 0 || kinks.targets[output.start + unit] === 1) continue;
      nearest = Math.min(nearest, Math.abs(residualOf(output, unit)) / change);
    }
  }
  return nearest;
}

function squareReach(batch: ChangedBatch): number {
  const { loss } = batch.workspace;
  if (loss.kind === 'fused' || loss.hasKink) return Number.POSITIVE_INFINITY;
  let [products, squares] = [0, 0];
  for (let row = 0; row < batch.update.size; row++) {
    const output = outputRow(batch, row);
    for (let unit = 0; unit < output.outputs; unit++) {
      const change = batch.outChanges[output.start + unit] ?? Number.NaN;
      products += Math.abs(residualOf(output, unit) * change);
      squares += change * change;
    }
  }
  return products === 0 || squares === 0 ? Number.POSITIVE_INFINITY : products / squares;
}
