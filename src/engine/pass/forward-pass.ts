import { softmax } from '../models/softmax.ts';
import { inputStart, type Workspace } from './workspace.ts';

/**
 * The forward pass of one sample: fills `nets` and `outs` of a row. Works two units at a time, so that neither's sum
 * waits for the other; a last odd one is its own pair.
 */
export function forward(pass: Workspace, parameters: Float64Array, sample: number, row: number): void {
  const { nets, outs, layers } = pass;
  for (let at = 0; at < layers.length; at++) {
    const layer = layers[at];
    if (layer === undefined) return;
    const { units, fanIn, layerInputs, firstWeight, activationRow: activation } = layer;
    const start = row * pass.unitCount + layer.firstUnit;
    const from = inputStart(pass, layer, sample, row);
    for (let unit = 0; unit < units; unit += 2) {
      const other = unit + 1 < units ? unit + 1 : unit;
      const weight = firstWeight + unit * fanIn;
      const otherWeight = firstWeight + other * fanIn;
      let net = 0;
      let otherNet = 0;
      for (let input = 0; input < fanIn; input++) {
        const out = layerInputs[from + input] ?? Number.NaN;
        net += out * (parameters[weight + input] ?? Number.NaN);
        otherNet += out * (parameters[otherWeight + input] ?? Number.NaN);
      }
      if (layer.bias !== undefined) {
        net += parameters[layer.firstBias + unit * layer.biasStride] ?? Number.NaN;
        otherNet += parameters[layer.firstBias + other * layer.biasStride] ?? Number.NaN;
      }
      nets[start + unit] = net;
      nets[start + other] = otherNet;
      if (activation === undefined) continue;
      outs[start + unit] = activation.value(net);
      outs[start + other] = activation.value(otherNet);
    }
    if (activation === undefined) softmax(nets, outs, start, units);
  }
}

/** E_total of one sample whose forward pass is in a row. */
export function errorOf(pass: Workspace, sample: number, row: number): number {
  const outputs = pass.layers.at(-1)?.units ?? Number.NaN;
  let total = 0;
  for (let unit = 0; unit < outputs; unit++) total += errorOfOutput(pass, sample, row, unit);
  return total;
}

/** E of output `unit` of one sample whose forward pass is in a row. */
export function errorOfOutput(pass: Workspace, sample: number, row: number, unit: number): number {
  const { unitCount, targets, loss, nets, outs } = pass;
  const outputs = pass.layers.at(-1)?.units ?? Number.NaN;
  const start = (row + 1) * unitCount - outputs;
  const target = targets[sample * outputs + unit] ?? Number.NaN;
  return loss.kind === 'plain'
    ? loss.error(outs[start + unit] ?? Number.NaN, target, outputs)
    : loss.error(nets, start, unit, target, outputs);
}

/** The mean E_total over all samples at some parameters. Writes over row 0. */
export function meanError(pass: Workspace, parameters: Float64Array): number {
  const { count } = pass.experiment.samples;
  let total = 0;
  for (let sample = 0; sample < count; sample++) {
    forward(pass, parameters, sample, 0);
    total += errorOf(pass, sample, 0);
  }
  return total / count;
}
