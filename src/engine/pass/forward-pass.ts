import { softmax } from '../models/softmax.ts';
import { batchDivisor } from '../training/update.ts';
import { inSlices } from './slices.ts';
import { inputStart, type Workspace, type WorkspaceLayer } from './workspace.ts';

/**
 * Runs the forward pass of one sample: writes row `row` of `nets` and `outs`. Computes the nets of a unit and of its
 * partner, the next unit, in one loop: the two sums are independent, so the processor adds to both at the same time. If
 * the number of units is odd, the last unit is its own partner.
 */
export function forward(workspace: Workspace, parameters: Float64Array, sample: number, row: number): void {
  const { nets } = workspace;
  for (const layer of workspace.layers) {
    const { units, fanIn, layerInputs, firstWeight } = layer;
    const start = row * workspace.unitCount + layer.firstUnit;
    const firstInput = inputStart(workspace.unitCount, layer, sample, row);
    for (let unit = 0; unit < units; unit += 2) {
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
    addBiasesAndActivate(workspace, layer, parameters, start);
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

/** E_total over all samples of the experiment, as if they were one batch. Overwrites row 0 of `nets` and `outs`. */
export function errorOfAll(workspace: Workspace, parameters: Float64Array): number {
  const { experiment } = workspace;
  const { count } = experiment.samples;
  return addErrors(workspace, parameters, 0, count, 0) / batchDivisor({ experiment, size: count });
}

/** `errorOfAll`, in slices of `samplesAtOnce` samples. */
export function* errorOfAllSlices(
  workspace: Workspace,
  parameters: Float64Array,
  samplesAtOnce: number,
): Generator<void, number> {
  const { experiment } = workspace;
  const { count } = experiment.samples;
  let total = 0;
  yield* inSlices(count, samplesAtOnce, (first, end) => {
    total = addErrors(workspace, parameters, first, end, total);
  });
  return total / batchDivisor({ experiment, size: count });
}

/** Adds E_total of each of the samples from `first` up to, not including, `end` to `total`. */
function addErrors(workspace: Workspace, parameters: Float64Array, first: number, end: number, total: number): number {
  let sum = total;
  for (let sample = first; sample < end; sample++) {
    forward(workspace, parameters, sample, 0);
    sum += errorOf(workspace, sample, 0);
  }
  return sum;
}
