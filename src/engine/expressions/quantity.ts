/**
 * A number that has a name. Layers count from 1; layer 0 is the inputs. Units, parameters and samples count from 0.
 * `sample` is the index of a sample. It is set if the quantity belongs to one sample and the batch has several.
 * Without `sample`, the quantity belongs to the whole batch. `after` is true if the quantity belongs to the forward
 * pass with the updated parameters.
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
  | Setting
  /** t: the number of updates that the optimizer has made, including this update. */
  | { readonly kind: 'update-number' }
  | LocalDerivative;

/**
 * A number of the optimizer for one parameter: a state before the update (v_w5), a state after the update (v_w5⁺, with
 * `after`), or a number that is not kept after the update (m̂_w5).
 */
export interface OptimizerQuantity {
  readonly kind: 'optimizer';
  readonly name: OptimizerVariable;
  readonly parameter: number;
  readonly after?: boolean | undefined;
}

export const optimizerStates = ['v', 'm', 's'] as const;

/** A number that an optimizer keeps for each parameter from update to update. */
export type OptimizerState = (typeof optimizerStates)[number];

export const optimizerVariables = ['g', ...optimizerStates, 'mhat', 'vhat'] as const;

/** A number from which an optimizer computes the new value of a parameter. */
export type OptimizerVariable = (typeof optimizerVariables)[number];

export const hyperparameters = [
  'learningRate',
  'weightDecay',
  'momentum',
  'dampening',
  'rho',
  'beta1',
  'beta2',
  'epsilon',
] as const;

/** α, λ, μ, τ, ρ, β1, β2 or ε. */
export type Hyperparameter = (typeof hyperparameters)[number];

/** A hyperparameter of the optimizer. `of` is set for λ of the weights alone or of the biases alone. */
export interface Setting {
  readonly kind: 'setting';
  readonly name: Hyperparameter;
  readonly of?: ParameterKind | undefined;
}

export const parameterKinds = ['weight', 'bias'] as const;

export type ParameterKind = (typeof parameterKinds)[number];

/** One summand of ∂E_total/∂out of unit `unit`: the part that goes through unit `through` of the next layer. */
export interface PathTerm extends OfSample {
  readonly kind: 'path';
  readonly layer: number;
  readonly unit: number;
  readonly through: number;
}

/**
 * ∂net/∂θ for a parameter θ of the net, or ∂net/∂out for an out of the previous layer. It is a factor in the equations
 * of steps, but has no step of its own. In `net-by-parameter`, `unit` is the unit of the net. In `net-by-out`, `layer`
 * and `unit` are those of the out, and `through` is the unit of the net.
 */
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

/** Whether an optimizer keeps a variable from update to update. Such a variable has an old and a new value. */
export function isOptimizerState(name: OptimizerVariable): name is OptimizerState {
  return optimizerStates.some((state) => state === name);
}

/** The quantity that an update computes for a variable: a state after the update, or a number that is not kept. */
export function optimizerQuantity(parameter: number, name: OptimizerVariable): OptimizerQuantity {
  return { kind: 'optimizer', name, parameter, after: isOptimizerState(name) };
}

/** The index of a quantity's sample. Undefined if the quantity belongs to the whole batch, as a parameter does. */
export function sampleOf(quantity: Quantity): number | undefined {
  return 'sample' in quantity ? quantity.sample : undefined;
}

/**
 * Whether a quantity belongs to the forward pass with the updated parameters, or is an optimizer's state after the
 * update. False for the updated parameter itself (`updated`).
 */
export function isAfterUpdate(quantity: Quantity): boolean {
  return 'after' in quantity && quantity.after === true;
}

interface OfSample {
  readonly sample?: number | undefined;
}

interface After {
  readonly after?: boolean | undefined;
}
