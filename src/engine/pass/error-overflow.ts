import { errorOf } from './forward-pass.ts';
import type { Workspace } from './workspace.ts';

/**
 * E_total of a sample if it may be infinite, because an output or a target is large; else 0. The outputs are in row `row`
 * of `nets` and `outs`. Without large numbers, this takes one comparison for each output.
 */
export function largeErrorOf(workspace: Workspace, sample: number, row: number): number {
  const { layers, loss, nets, outs, unitCount, safeOutputSize } = workspace;
  const numbers = loss.kind === 'plain' ? outs : nets;
  const end = (row + 1) * unitCount;
  for (let at = end - (layers[layers.length - 1]?.units ?? 0); at < end; at++) {
    if (!(Math.abs(numbers[at] ?? Number.NaN) < safeOutputSize)) return errorOf(workspace, sample, row);
  }
  return 0;
}
