/**
 * Any number that has a name. Layers count from 1, 0 being the inputs; units, parameters and samples from 0.
 * `sample` is set where a batch of several has one such number a sample; without it the number is the batch's.
 * `after` is set for what a forward pass with the updated parameters gives.
 */
export type Quantity =
  | ({ readonly kind: 'input' | 'target'; readonly unit: number } & OfSample)
  | ({ readonly kind: 'net' | 'out'; readonly layer: number; readonly unit: number } & OfSample & After)
  | ({ readonly kind: 'error'; readonly unit: number } & OfSample & After)
  | ({ readonly kind: 'total-error' } & OfSample & After)
  | ({ readonly kind: 'out-gradient' | 'slope' | 'delta'; readonly layer: number; readonly unit: number } & OfSample)
  | PathTerm
  | ({ readonly kind: 'gradient'; readonly parameter: number } & OfSample)
  | { readonly kind: 'parameter' | 'updated'; readonly parameter: number }
  | OptimizerQuantity
  /** α, λ, μ …: what the optimizer is set to. */
  | { readonly kind: 'setting'; readonly name: Hyperparameter }
  /** t: updates counted from 1. */
  | { readonly kind: 'update-number' }
  | LocalDerivative;

/**
 * A number that an optimizer keeps of a parameter from update to update, as it was or (`after`) as it is now, or works
 * out on the way: v_w5, v_w5⁺, m̂_w5.
 */
export interface OptimizerQuantity {
  readonly kind: 'optimizer';
  readonly name: OptimizerVariable;
  readonly parameter: number;
  readonly after?: boolean | undefined;
}

export const optimizerStates = ['v', 'm', 's'] as const;

/** Numbers that an optimizer keeps of each parameter from update to update. */
export type OptimizerState = (typeof optimizerStates)[number];

export const optimizerVariables = ['g', ...optimizerStates, 'mhat', 'vhat'] as const;

/** What an optimizer works out on its way to a parameter's new value. */
export type OptimizerVariable = (typeof optimizerVariables)[number];

export const hyperparameters = ['learningRate', 'weightDecay', 'momentum', 'rho', 'beta1', 'beta2', 'epsilon'] as const;

/** What an optimizer can be set to: α, λ, μ, ρ, β1, β2, ε. */
export type Hyperparameter = (typeof hyperparameters)[number];

/** The part of ∂E_total/∂out of a unit that goes through unit `through` of the next layer. */
export interface PathTerm extends OfSample {
  readonly kind: 'path';
  readonly layer: number;
  readonly unit: number;
  readonly through: number;
}

/** Quantities that are only factors and have no step: how a net answers to one parameter, or to one out before it. */
export type LocalDerivative =
  | ({ readonly kind: 'net-by-parameter'; readonly unit: number; readonly parameter: number } & OfSample)
  | ({
      readonly kind: 'net-by-out';
      readonly layer: number;
      readonly unit: number;
      readonly through: number;
    } & OfSample);

export function isLocalDerivative(quantity: Quantity): quantity is LocalDerivative {
  return quantity.kind === 'net-by-out' || quantity.kind === 'net-by-parameter';
}

/** Whether an optimizer keeps such a number from update to update, so that it is one before and another after. */
export function isOptimizerState(name: OptimizerVariable): name is OptimizerState {
  return optimizerStates.some((state) => state === name);
}

/** What an update works out of a parameter: a state as it is after the update, or a part that is only of the update. */
export function optimizerQuantity(parameter: number, name: OptimizerVariable): OptimizerQuantity {
  return { kind: 'optimizer', name, parameter, after: isOptimizerState(name) };
}

/** The sample that a quantity belongs to; undefined for the batch's, and for what belongs to none. */
export function sampleOf(quantity: Quantity): number | undefined {
  return 'sample' in quantity ? quantity.sample : undefined;
}

/** Whether a quantity is of the forward pass with the updated parameters, or of what an optimizer keeps after it. */
export function isAfterUpdate(quantity: Quantity): boolean {
  return 'after' in quantity && quantity.after === true;
}

export interface OfSample {
  readonly sample?: number | undefined;
}

export interface After {
  readonly after?: boolean | undefined;
}
