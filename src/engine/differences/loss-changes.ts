import type { LossName } from '../models/losses.ts';
import { activationChangeOf } from './activation-changes.ts';

/**
 * The numbers of the output layer for one sample, at `start + unit` of each array, and the changes of the nets and
 * outs. The targets of the sample are at `firstTarget + unit`. `outChanges` is not used by a fused loss.
 */
export interface OutputRow {
  readonly nets: Float64Array;
  readonly outs: Float64Array;
  readonly netChanges: Float64Array;
  readonly outChanges: Float64Array;
  readonly start: number;
  readonly outputs: number;
  readonly targets: Float64Array;
  readonly firstTarget: number;
}

/** The change of E of output `unit`, without subtracting two values of E. */
type LossChange = (row: OutputRow, unit: number) => number;

const softplus = activationChangeOf('softplus');

/** Every loss. The comments give the identities that the functions use; r = out − target. */
export const lossChanges: Readonly<Record<LossName, LossChange>> = {
  'half-squared-error': (row, unit) => squareChange(row, unit) / 2,
  'mean-squared-error': (row, unit) => squareChange(row, unit) / row.outputs,
  'mean-absolute-error': (row, unit) => {
    const residual = residualOf(row, unit);
    const change = numberAt(row.outChanges, row.start + unit);
    const isCrossed = Math.sign(residual + change) !== Math.sign(residual);
    return (isCrossed ? Math.abs(residual + change) - Math.abs(residual) : Math.sign(residual) * change) / row.outputs;
  },
  'binary-cross-entropy': ({ nets, netChanges, start, targets, firstTarget }, unit) => {
    const [net, change] = [numberAt(nets, start + unit), numberAt(netChanges, start + unit)];
    const target = numberAt(targets, firstTarget + unit);
    return target * softplus.change(-net, -change) + (1 - target) * softplus.change(net, change);
  },
  'categorical-cross-entropy': (row, unit) => {
    const target = numberAt(row.targets, row.firstTarget + unit);
    return target === 0 ? 0 : target * minusLogSoftmaxChange(row, unit);
  },
};

export function residualOf({ outs, start, targets, firstTarget }: OutputRow, unit: number): number {
  return numberAt(outs, start + unit) - numberAt(targets, firstTarget + unit);
}

/** (r + c)² − r² = c(2r + c). */
function squareChange(row: OutputRow, unit: number): number {
  const change = numberAt(row.outChanges, row.start + unit);
  return change * (2 * residualOf(row, unit) + change);
}

/**
 * The change of −ln p of unit u, where p is the softmax of the nets: ln(1 + Σ pᵥ(e^(cᵥ − cᵤ) − 1)), where cᵥ is the
 * change of net v. pᵥ is computed from the nets, because outs are what the analytic gradient uses.
 */
function minusLogSoftmaxChange({ nets, netChanges, start, outputs }: OutputRow, unit: number): number {
  let max = Number.NEGATIVE_INFINITY;
  for (let at = start; at < start + outputs; at++) max = Math.max(max, numberAt(nets, at));
  const ownChange = numberAt(netChanges, start + unit);
  let [powers, weighted] = [0, 0];
  for (let at = start; at < start + outputs; at++) {
    const power = Math.exp(numberAt(nets, at) - max);
    powers += power;
    weighted += power * Math.expm1(numberAt(netChanges, at) - ownChange);
  }
  return Math.log1p(weighted / powers);
}

function numberAt(numbers: Float64Array, index: number): number {
  return numbers[index] ?? Number.NaN;
}
