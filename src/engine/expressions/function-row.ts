import type { DerivativeLines } from './derivation-lines.ts';
import type { Expression } from './expression.ts';
import type { LazyList } from './lazy-list.ts';

/** A function that an expression can call: its values, its derivative, and its names. */
export type FunctionRow = FunctionOfOne | FunctionOfSeveral;

/** y = f(x). */
export interface FunctionOfOne extends FunctionBase {
  readonly inputs: 'one';
  apply(x: number): number;
  /** f′(x). A kink has the derivative that PyTorch gives it. */
  derivative<Leaf>(x: Expression<Leaf>, y: Expression<Leaf>): Expression<Leaf>;
  /** How books find f′, for a function that needs more than one rule. */
  lines?<Leaf>(x: Expression<Leaf>): DerivativeLines<Leaf>;
}

/** y = f(x₀, x₁, …). */
export interface FunctionOfSeveral extends FunctionBase {
  readonly inputs: 'several';
  apply(...inputs: number[]): number;
  /** Σ ∂y/∂xₖ × xₖ′, where the sum is over the inputs, and `derivatives` are the xₖ′. At least one of them is not 0. */
  differential<Leaf>(
    inputs: LazyList<Expression<Leaf>>,
    y: Expression<Leaf>,
    derivatives: readonly Expression<Leaf>[],
  ): Expression<Leaf>;
  /** How books find ∂y/∂xₖ, where k is `index`. */
  linesFor?<Leaf>(inputs: LazyList<Expression<Leaf>>, index: number): DerivativeLines<Leaf>;
}

interface FunctionBase {
  /** The names in formulas. Empty if only backstep's own equations call the function. */
  readonly names: readonly string[];
  /** Whether the derivative jumps somewhere: at 0, or where two inputs are equal. */
  readonly hasKink: boolean;
  /** The name in LaTeX, with its backslash. Missing if the name is set upright, as it is. */
  readonly latex?: string;
  /** The call in PyTorch. */
  pytorch(...inputs: readonly string[]): string;
  /** The call in NumPy. It may call a function of `numpy-helpers.ts`. */
  numpy(...inputs: readonly string[]): string;
}
