import { type ChangedBatch, type ChangedLayer, changedLayers, outputRow } from './error-change.ts';
import { residualOf } from './loss-changes.ts';

/** How far a change of a parameter moves the nets and outs of a batch. */
export interface Reach {
  /** The largest absolute change of a net whose activation is curved. 0 if there is none. */
  readonly curved: number;
  /**
   * The smallest distance from a kink, as a multiple of the change: of a net from 0 if its activation has a kink there,
   * and of an out from its target if the loss has a kink there. At most 1 if the change may cross a kink. Infinity if
   * there are no kinks.
   */
  readonly kink: number;
}

/** The reach of the last call of `changeError`, which changed this parameter. */
export function reachOf(batch: ChangedBatch, parameter: number): Reach {
  let [curved, kink] = [0, Number.POSITIVE_INFINITY];
  for (const layer of changedLayers(batch, parameter)) {
    if (layer.activationChange?.isCurved ?? true) curved = Math.max(curved, largestChange(batch, layer));
    if (layer.activationFunctions?.hasKink) kink = Math.min(kink, nearestZero(batch, layer));
  }
  return { curved, kink: Math.min(kink, nearestTarget(batch)) };
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
function nearestZero({ workspace, netChanges, update }: ChangedBatch, { firstUnit, units }: ChangedLayer): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (let row = 0; row < update.size; row++) {
    const start = row * workspace.unitCount + firstUnit;
    for (let index = start; index < start + units; index++) {
      const change = Math.abs(netChanges[index] ?? Number.NaN);
      if (change !== 0) nearest = Math.min(nearest, Math.abs(workspace.nets[index] ?? Number.NaN) / change);
    }
  }
  return nearest;
}

/** The smallest |out − target| / |change of the out|, if the loss has a kink where out = target. Infinity otherwise. */
function nearestTarget(batch: ChangedBatch): number {
  const { loss } = batch.workspace;
  let nearest = Number.POSITIVE_INFINITY;
  if (loss.kind === 'fused' || !loss.hasKink) return nearest;
  for (let row = 0; row < batch.update.size; row++) {
    const output = outputRow(batch, row);
    for (let unit = 0; unit < output.outputs; unit++) {
      const change = Math.abs(batch.outChanges[output.start + unit] ?? Number.NaN);
      if (change !== 0) nearest = Math.min(nearest, Math.abs(residualOf(output, unit)) / change);
    }
  }
  return nearest;
}
