import { inputStart } from '../pass/workspace.ts';
import { sampleAt } from '../training/update.ts';
import { type ChangedBatch, type ChangedLayer, changedLayers, type Flags, outputRow } from './error-change.ts';
import type { Influences } from './influences.ts';
import { residualOf } from './loss-changes.ts';

/** The numbers of a batch that are at a kink: each is 0, or so near to 0 that its rounding decides its sign. */
export interface Kinks {
  /** The nets at the kink of their activation. */
  readonly nets: Flags;
  /** The outs at the kink of the loss, where an out equals its target. */
  readonly targets: Flags;
}

/** The number of roundings in a net without its sum, or in an out, each of at most Number.EPSILON / 2. */
const roundings = 4;

export function kinksOf(batch: ChangedBatch): Kinks {
  const { workspace, layers, update } = batch;
  const kinks = { nets: new Uint8Array(workspace.nets.length), targets: new Uint8Array(workspace.outs.length) };
  const hasLossKink = workspace.loss.kind === 'plain' && workspace.loss.hasKink;
  const layersWithKinks = layers.filter((layer) => layer.activationFunctions?.hasKink);
  for (let row = 0; row < update.size; row++) {
    for (const layer of layersWithKinks) writeNetKinks(batch, layer, kinks.nets, row);
    if (hasLossKink) writeTargetKinks(batch, kinks.targets, row);
  }
  return kinks;
}

function writeNetKinks(batch: ChangedBatch, layer: ChangedLayer, nets: Flags, row: number): void {
  const { workspace } = batch;
  const start = row * workspace.unitCount + layer.firstUnit;
  for (let unit = 0; unit < layer.units; unit++) {
    const net = Math.abs(workspace.nets[start + unit] ?? Number.NaN);
    if (net <= netError(batch, layer, row, unit)) nets[start + unit] = 1;
  }
}

function writeTargetKinks(batch: ChangedBatch, targets: Flags, row: number): void {
  const { workspace, layers } = batch;
  const layer = layers.at(-1);
  if (layer?.activationFunctions === undefined) return;
  const output = outputRow(batch, row);
  for (let unit = 0; unit < output.outputs; unit++) {
    const index = output.start + unit;
    const [net, out] = [workspace.nets[index] ?? Number.NaN, workspace.outs[index] ?? Number.NaN];
    const slope = Math.abs(layer.activationFunctions.derivative(net, out));
    const outError = slope * netError(batch, layer, row, unit) + (roundings * Number.EPSILON * Math.abs(out)) / 2;
    if (Math.abs(residualOf(output, unit)) <= outError) targets[index] = 1;
  }
}

/** A bound of the rounding error of a net: a multiple of the sum of its absolute terms. A single product cannot cancel. */
function netError(batch: ChangedBatch, layer: ChangedLayer, row: number, unit: number): number {
  const { workspace, parameters, update } = batch;
  const { fanIn, firstWeight, layerInputs, bias, firstBias, biasStride } = layer;
  const firstInput = inputStart(workspace.unitCount, layer, sampleAt(update, row), row);
  let size = bias === undefined ? 0 : Math.abs(parameters[firstBias + unit * biasStride] ?? Number.NaN);
  for (let input = 0; input < fanIn; input++) {
    const weight = parameters[firstWeight + unit * fanIn + input] ?? Number.NaN;
    size += Math.abs(weight * (layerInputs[firstInput + input] ?? Number.NaN));
  }
  return ((fanIn + roundings) * Number.EPSILON * size) / 2;
}

/** Whether the last call of `changeError`, which changed this parameter, moved a number at a kink that E_total depends on. */
export function isAtKink(batch: ChangedBatch, kinks: Kinks, influences: Influences, parameter: number): boolean {
  const { workspace, netChanges, outChanges, update } = batch;
  const isMovedAtKink = (index: number): boolean =>
    (kinks.nets[index] === 1 && influences.outs[index] === 1 && netChanges[index] !== 0) ||
    (kinks.targets[index] === 1 && outChanges[index] !== 0);
  for (let row = 0; row < update.size; row++) {
    for (const { firstUnit, units } of changedLayers(batch, parameter)) {
      const start = row * workspace.unitCount + firstUnit;
      for (let index = start; index < start + units; index++) if (isMovedAtKink(index)) return true;
    }
  }
  return false;
}
