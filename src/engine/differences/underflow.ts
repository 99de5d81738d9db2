import { inputStart } from '../pass/workspace.ts';
import { sampleAt } from '../training/update.ts';
import {
  type ChangedBatch,
  type ChangedLayer,
  changedLayers,
  type Flags,
  fedUnits,
  outputRow,
} from './error-change.ts';
import { lossChanges, type OutputRow, residualOf } from './loss-changes.ts';

/**
 * The outs that are 0 only because no double is small enough for them, such as the sigmoid of −800 or the product of two
 * weights of 1e-200.
 */
export function lostOutsOf(batch: ChangedBatch): Flags {
  const { workspace, layers, update } = batch;
  const lost = new Uint8Array(workspace.outs.length);
  for (let row = 0; row < update.size; row++) {
    for (const layer of layers) {
      const start = row * workspace.unitCount + layer.firstUnit;
      for (let unit = 0; unit < layer.units; unit++) {
        if (workspace.outs[start + unit] === 0 && isOutLost(batch, layer, lost, row, unit)) lost[start + unit] = 1;
      }
    }
  }
  return lost;
}

/** Whether an out of 0 is 0 only because no double is small enough for it. */
function isOutLost(batch: ChangedBatch, layer: ChangedLayer, lost: Flags, row: number, unit: number): boolean {
  const { workspace, update, parameters } = batch;
  const net = workspace.nets[row * workspace.unitCount + layer.firstUnit + unit] ?? Number.NaN;
  if (net !== 0) return !(layer.activationChange?.isConstant?.(net) ?? false);
  const firstInput = inputStart(workspace.unitCount, layer, sampleAt(update, row), row);
  for (let input = 0; input < layer.fanIn; input++) {
    const weight = parameters[layer.firstWeight + unit * layer.fanIn + input] ?? Number.NaN;
    const out = layer.layerInputs[firstInput + input] ?? Number.NaN;
    if (isProductLost(weight, out, isInputLost(layer, lost, firstInput + input))) return true;
  }
  return false;
}

/** Whether the input of a layer at an index of `layerInputs` is lost. The inputs of a network are given, so never. */
function isInputLost({ number }: ChangedLayer, lost: Flags, index: number): boolean {
  return number > 1 && lost[index] === 1;
}

/** Whether the product of a weight and another number is 0 only because a number is lost: the product or the other number. */
function isProductLost(weight: number, other: number, isOtherLost: boolean): boolean {
  return weight !== 0 && (isOtherLost || (other !== 0 && weight * other === 0));
}

/**
 * Whether a number was lost on a way from a parameter to E_total in the last call of `changeError`, which changed this
 * parameter: a change that is 0 only because no double is small enough, or an out whose distance from its target is 0
 * because the out is lost. `influentialNets` are the nets that E_total depends on.
 */
export function isChangeLost(batch: ChangedBatch, lostOuts: Flags, influentialNets: Flags, parameter: number): boolean {
  const layers = changedLayers(batch, parameter);
  for (let row = 0; row < batch.update.size; row++) {
    if (layers.some((layer) => isLostInLayer(batch, lostOuts, influentialNets, layer, parameter, row))) return true;
    if (isErrorChangeLost(batch, lostOuts, row)) return true;
  }
  return false;
}

function isLostInLayer(
  batch: ChangedBatch,
  lostOuts: Flags,
  influentialNets: Flags,
  layer: ChangedLayer,
  parameter: number,
  row: number,
): boolean {
  const { workspace, netChanges, outChanges } = batch;
  // With a fused loss, no changes of the outputs' outs are computed.
  const hasOutChanges = workspace.loss.kind === 'plain' || layer.number < workspace.layers.length;
  const start = row * workspace.unitCount + layer.firstUnit;
  for (let unit = 0; unit < layer.units; unit++) {
    const index = start + unit;
    if (influentialNets[index] !== 1) continue;
    if (hasOutChanges && netChanges[index] !== 0 && outChanges[index] === 0) return true;
    if (isNetChangeLost(batch, lostOuts, layer, parameter, row, unit)) return true;
  }
  return false;
}

function isNetChangeLost(
  batch: ChangedBatch,
  lostOuts: Flags,
  layer: ChangedLayer,
  parameter: number,
  row: number,
  unit: number,
): boolean {
  const { workspace, netChanges, outChanges, parameters, update } = batch;
  const start = row * workspace.unitCount + layer.firstUnit;
  if (netChanges[start + unit] !== 0) return false;
  const fed = fedUnits(batch, parameter);
  if (layer.number === fed.layer.number) {
    if (unit < fed.from || unit >= fed.to || fed.input === undefined) return false;
    const index = inputStart(workspace.unitCount, layer, sampleAt(update, row), row) + fed.input;
    return layer.layerInputs[index] !== 0 || isInputLost(layer, lostOuts, index);
  }
  const isNext = layer.number === fed.layer.number + 1;
  const [from, to] = isNext ? [fed.from, fed.to] : [0, layer.fanIn];
  for (let input = from; input < to; input++) {
    const weight = parameters[layer.firstWeight + unit * layer.fanIn + input] ?? Number.NaN;
    const change = outChanges[start - layer.fanIn + input] ?? Number.NaN;
    if (isProductLost(weight, change, false)) return true;
  }
  return false;
}

/** Whether E of an output does not change in a row, but would if no number were lost. */
function isErrorChangeLost(batch: ChangedBatch, lostOuts: Flags, row: number): boolean {
  const output = outputRow(batch, row);
  const isFused = batch.workspace.loss.kind === 'fused';
  for (let unit = 0; unit < output.outputs; unit++) {
    if (isFused ? isFusedChangeLost(batch, output, unit) : isPlainChangeLost(batch, output, unit, lostOuts))
      return true;
  }
  return false;
}

function isPlainChangeLost(batch: ChangedBatch, output: OutputRow, unit: number, lostOuts: Flags): boolean {
  const index = output.start + unit;
  if (output.outChanges[index] === 0) return false;
  if (residualOf(output, unit) === 0) return lostOuts[index] === 1;
  return lossChanges[batch.experiment.loss](output, unit) === 0;
}

/** softmax does not change if all nets change equally, and an output whose target is 0 adds nothing to its loss. */
function isFusedChangeLost({ workspace, experiment }: ChangedBatch, output: OutputRow, unit: number): boolean {
  const { netChanges, targets, start, outputs, firstTarget } = output;
  const { loss } = workspace;
  if (loss.kind === 'plain' || lossChanges[experiment.loss](output, unit) !== 0) return false;
  if (!loss.needsAllTargets) return netChanges[start + unit] !== 0;
  const changes = netChanges.subarray(start, start + outputs);
  return targets[firstTarget + unit] !== 0 && changes.some((change) => change !== changes[unit]);
}
