import { type ChangedBatch, type ChangedLayer, type Flags, outputRow } from './error-change.ts';
import type { Kinks } from './kinks.ts';
import { residualOf } from './loss-changes.ts';

/**
 * The numbers that E_total depends on to the first order: a small change of them changes E_total in proportion. No
 * slopes are computed for this, only zeros are followed: weights of 0, constant activations, and outs that equal their
 * targets. If an out is 0 only because no double is small enough for it, or if a net is at a kink, E_total counts as
 * dependent on it.
 */
export interface Influences {
  readonly nets: Flags;
  readonly outs: Flags;
}

export function influencesOf(batch: ChangedBatch, kinks: Kinks, lostOuts: Flags): Influences {
  const { workspace, layers, update } = batch;
  const influences = { nets: new Uint8Array(workspace.nets.length), outs: new Uint8Array(workspace.outs.length) };
  for (let row = 0; row < update.size; row++) {
    writeOutputInfluences(batch, kinks, lostOuts, influences, row);
    for (const layer of layers.slice(0, -1).reverse()) writeHiddenInfluences(batch, kinks, layer, influences, row);
  }
  return influences;
}

function writeOutputInfluences(
  batch: ChangedBatch,
  kinks: Kinks,
  lostOuts: Flags,
  influences: Influences,
  row: number,
): void {
  const { workspace, layers } = batch;
  const layer = layers.at(-1);
  if (layer === undefined) return;
  const output = outputRow(batch, row);
  for (let unit = 0; unit < output.outputs; unit++) {
    const index = output.start + unit;
    const isOutInfluential =
      workspace.loss.kind === 'fused' ||
      residualOf(output, unit) !== 0 ||
      lostOuts[index] === 1 ||
      kinks.targets[index] === 1;
    influences.outs[index] = Number(isOutInfluential);
    influences.nets[index] = Number(isOutInfluential && !isConstantAt(batch, kinks, layer, index));
  }
}

function writeHiddenInfluences(
  batch: ChangedBatch,
  kinks: Kinks,
  layer: ChangedLayer,
  influences: Influences,
  row: number,
): void {
  const { workspace, parameters, layers } = batch;
  const next = layers[layer.number];
  if (next === undefined) return;
  const start = row * workspace.unitCount + layer.firstUnit;
  for (let unit = 0; unit < layer.units; unit++) {
    const index = start + unit;
    let isOutInfluential = false;
    for (let nextUnit = 0; nextUnit < next.units; nextUnit++) {
      const weight = parameters[next.firstWeight + nextUnit * next.fanIn + unit] ?? Number.NaN;
      if (weight !== 0 && influences.nets[start + layer.units + nextUnit] === 1) isOutInfluential = true;
    }
    const isConstant = isConstantAt(batch, kinks, layer, index);
    influences.outs[index] = Number(isOutInfluential);
    influences.nets[index] = Number(isOutInfluential && !isConstant);
  }
}

/** Whether the activation of the unit at `index` is constant on both sides of its net. */
function isConstantAt({ workspace }: ChangedBatch, kinks: Kinks, layer: ChangedLayer, index: number): boolean {
  const isConstant = layer.activationChange?.isConstant?.(workspace.nets[index] ?? Number.NaN) ?? false;
  return isConstant && kinks.nets[index] !== 1;
}
