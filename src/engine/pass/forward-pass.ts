import { softmax } from '../models/softmax.ts';
import { inputStart, type Workspace, type WorkspaceLayer } from './workspace.ts';

/** Runs the forward pass of one sample: writes row `row` of `nets` and `outs`. */
export function forward(workspace: Workspace, parameters: Float64Array, sample: number, row: number): void {
  for (const layer of workspace.layers) {
    const start = row * workspace.unitCount + layer.firstUnit;
    const firstInput = inputStart(workspace.unitCount, layer, sample, row);
    const inFours = layer.units - (layer.units % 4);
    addFours(workspace.nets, layer, parameters, start, firstInput, inFours);
    addPairs(workspace.nets, layer, parameters, start, firstInput, inFours);
    addBiasesAndActivate(workspace, layer, parameters, start);
  }
}

/**
 * Writes the weighted sums of the first `end` units of a layer, a multiple of four. Computes the sums of four units in
 * one loop: they are independent, so the processor adds to all four at the same time.
 */
function addFours(
  nets: Float64Array,
  { fanIn, layerInputs, firstWeight }: WorkspaceLayer,
  parameters: Float64Array,
  start: number,
  firstInput: number,
  end: number,
): void {
  for (let unit = 0; unit < end; unit += 4) {
    const weight1 = firstWeight + unit * fanIn;
    const weight2 = weight1 + fanIn;
    const weight3 = weight2 + fanIn;
    const weight4 = weight3 + fanIn;
    let [sum1, sum2, sum3, sum4] = [0, 0, 0, 0];
    for (let input = 0; input < fanIn; input++) {
      const out = layerInputs[firstInput + input] ?? Number.NaN;
      sum1 += out * (parameters[weight1 + input] ?? Number.NaN);
      sum2 += out * (parameters[weight2 + input] ?? Number.NaN);
      sum3 += out * (parameters[weight3 + input] ?? Number.NaN);
      sum4 += out * (parameters[weight4 + input] ?? Number.NaN);
    }
    nets[start + unit] = sum1;
    nets[start + unit + 1] = sum2;
    nets[start + unit + 2] = sum3;
    nets[start + unit + 3] = sum4;
  }
}

/**
 * Writes the weighted sums of the units from `first` on, two in one loop. If their number is odd, the last unit is its own
 * partner.
 */
function addPairs(
  nets: Float64Array,
  { units, fanIn, layerInputs, firstWeight }: WorkspaceLayer,
  parameters: Float64Array,
  start: number,
  firstInput: number,
  first: number,
): void {
  for (let unit = first; unit < units; unit += 2) {
    const partner = unit + 1 < units ? unit + 1 : unit;
    const weight = firstWeight + unit * fanIn;
    const partnerWeight = firstWeight + partner * fanIn;
    let sum = 0;
    let partnerSum = 0;
    for (let input = 0; input < fanIn; input++) {
      const out = layerInputs[firstInput + input] ?? Number.NaN;
      sum += out * (parameters[weight + input] ?? Number.NaN);
      partnerSum += out * (parameters[partnerWeight + input] ?? Number.NaN);
    }
    nets[start + unit] = sum;
    nets[start + partner] = partnerSum;
  }
}

/** Adds a layer's biases to its weighted sums, which are in `nets` from index `start` on. Then writes the outs. */
function addBiasesAndActivate(
  { nets, outs }: Workspace,
  { units, bias, firstBias, biasStride, activationFunctions }: WorkspaceLayer,
  parameters: Float64Array,
  start: number,
): void {
  for (let unit = 0; unit < units; unit++) {
    const sum = nets[start + unit] ?? Number.NaN;
    const net = bias === undefined ? sum : sum + (parameters[firstBias + unit * biasStride] ?? Number.NaN);
    nets[start + unit] = net;
    if (activationFunctions !== undefined) outs[start + unit] = activationFunctions.value(net);
  }
  if (activationFunctions === undefined) softmax(nets, outs, start, units);
}

/** E_total of one sample, whose nets and outs are in row `row` of `nets` and `outs`. */
export function errorOf(workspace: Workspace, sample: number, row: number): number {
  const outputs = workspace.layers.at(-1)?.units ?? Number.NaN;
  let total = 0;
  for (let unit = 0; unit < outputs; unit++) total += errorOfOutput(workspace, sample, row, unit);
  return total;
}

/** E of output `unit` for one sample, whose nets and outs are in row `row` of `nets` and `outs`. */
export function errorOfOutput(workspace: Workspace, sample: number, row: number, unit: number): number {
  const { unitCount, targets, loss, nets, outs } = workspace;
  const outputs = workspace.layers.at(-1)?.units ?? Number.NaN;
  const firstOutput = (row + 1) * unitCount - outputs;
  const target = targets[sample * outputs + unit] ?? Number.NaN;
  return loss.kind === 'plain'
    ? loss.error(outs[firstOutput + unit] ?? Number.NaN, target, outputs)
    : loss.error(nets, firstOutput, unit, target, outputs);
}

/** E_total of one sample. Overwrites row 0 of `nets` and `outs`. */
export function errorOfSample(workspace: Workspace, parameters: Float64Array, sample: number): number {
  forward(workspace, parameters, sample, 0);
  return errorOf(workspace, sample, 0);
}
