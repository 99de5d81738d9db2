import { difference, type Expression, product } from './expressions.ts';

/** A method and its settings. */
export interface Optimizer {
  readonly method: OptimizerName;
  /** α, greater than 0. */
  readonly learningRate: number;
}

/** The quantities that an update of one parameter is written with. */
export interface UpdateParts {
  readonly parameter: Expression;
  readonly gradient: Expression;
  readonly learningRate: Expression;
}

export interface OptimizerMethod {
  /** Moves the parameter at `index`, in place, given its ∂E_total/∂θ. Allocates nothing. */
  move(parameters: Float64Array, index: number, gradient: number, settings: Optimizer): void;
  /** θ⁺ as an expression. */
  updated(parts: UpdateParts): Expression;
}

/** Every method, by its name in a network file. */
export const optimizers = {
  /** θ⁺ = θ − α·∂E/∂θ. */
  sgd: {
    move(parameters, index, gradient, { learningRate }) {
      parameters[index] = (parameters[index] ?? 0) - learningRate * gradient;
    },
    updated: ({ parameter, gradient, learningRate }) => difference(parameter, product(learningRate, gradient)),
  },
} as const satisfies Record<string, OptimizerMethod>;

export type OptimizerName = keyof typeof optimizers;

export const optimizerNames = Object.keys(optimizers) as readonly OptimizerName[];
