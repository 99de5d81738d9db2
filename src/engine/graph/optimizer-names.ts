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

export const parameterKinds = ['weight', 'bias'] as const;

export type ParameterKind = (typeof parameterKinds)[number];

/** Whether an optimizer keeps a variable from update to update. Such a variable has an old and a new value. */
export function isOptimizerState(name: OptimizerVariable): name is OptimizerState {
  return optimizerStates.some((state) => state === name);
}
