import { hasRole, isSameNode, type Node } from '../../../src/engine/graph/node.ts';
import type { FormulaExperiment } from '../../../src/engine/training/experiment.ts';
import { type Dual, dualOf } from '../expressions/dual-numbers.ts';

/**
 * The error of one sample, and its derivative by `by`, in forward mode with dual numbers. `largest` is the largest number
 * on the way to it.
 */
export function errorDual(
  { formula, initial, samples }: FormulaExperiment,
  sample: number,
  by: Node,
): Dual & { readonly largest: number } {
  const seed = (node: Node, value: number): Dual =>
    isSameNode(node, by) ? { value, derivative: 1, size: 1 } : { value, derivative: 0, size: 0 };
  const equations: Dual[] = [];
  let largest = 0;
  const numberOf = (node: Node): Dual => {
    if (hasRole(node, 'equation')) return equations[node.index] ?? missing;
    const value = hasRole(node, 'parameter')
      ? initial[node.index]
      : samples.inputs[sample * formula.inputs.length + node.index];
    return seed(node, value ?? Number.NaN);
  };
  for (const [index, { expression }] of formula.equations.entries()) {
    const dual = dualOf(expression, numberOf);
    equations.push(by.block.role === 'equation' && by.index === index ? { ...dual, derivative: 1, size: 1 } : dual);
    if (index <= formula.error) largest = Math.max(largest, Math.abs(dual.value), dual.size);
  }
  return { ...(equations[formula.error] ?? missing), largest };
}

const missing: Dual = { value: Number.NaN, derivative: Number.NaN, size: Number.NaN };
