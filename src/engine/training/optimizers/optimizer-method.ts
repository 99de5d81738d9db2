import type { Expression } from '../../expressions/expression.ts';
import type { Hyperparameter, OptimizerState, OptimizerVariable } from '../../graph/optimizer-names.ts';

/** A method such as adam. Its equations are all that is written down: the fast code is compiled from them. */
export interface OptimizerMethod {
  /** The hyperparameters of this method, except α and λ, which all methods have. */
  readonly hyperparameters: Readonly<Partial<Record<Hyperparameter, HyperparameterRange>>>;
  readonly hasNesterov: boolean;
  /** Whether weight decay multiplies θ by 1 − αλ (adamw). Otherwise, weight decay adds λθ to the gradient. */
  readonly isDecoupled: boolean;
  /** The rule with the given settings, without the weight decay that is added to the gradient. */
  rule(settings: RuleSettings): UpdateRule;
}

/** The default of a hyperparameter and its range: `min` ≤ value < `exclusiveMax`. */
export interface HyperparameterRange {
  readonly default: number;
  readonly min: number;
  /** Undefined: no upper bound. */
  readonly exclusiveMax: number | undefined;
}

export function isInRange(
  value: number,
  { min, exclusiveMax = Number.POSITIVE_INFINITY }: Omit<HyperparameterRange, 'default'>,
): boolean {
  return value >= min && value < exclusiveMax;
}

/** The settings on which the form of the equations depends. */
export interface RuleSettings {
  readonly momentum: number;
  readonly dampening: number;
  readonly nesterov: boolean;
  readonly weightDecay: number;
}

/** The equations by which one parameter θ is updated. */
export interface UpdateRule {
  /** The states that the optimizer keeps for each parameter, in the order of the training state. All start at 0. */
  readonly states: readonly OptimizerState[];
  /** The equations of the variables that are computed before θ⁺, in order. */
  readonly variables: readonly (readonly [name: OptimizerVariable, equation: UpdateEquation])[];
  /** The equation of θ⁺. */
  readonly updated: UpdateEquation;
}

export type UpdateEquation = <Leaf>(terms: UpdateTerms<Leaf>) => Expression<Leaf>;

/** The expressions from which the equations of one parameter's update are built. */
export interface UpdateTerms<Leaf> {
  /** θ before the update. */
  readonly parameter: Expression<Leaf>;
  /** ∂E_total/∂θ. */
  readonly derivative: Expression<Leaf>;
  /** g: ∂E_total/∂θ, or ∂E_total/∂θ + λθ if weight decay is added to the gradient. */
  readonly gradient: Expression<Leaf>;
  /** A state before this update: v, m or s. */
  before(name: OptimizerState): Expression<Leaf>;
  /** A variable that this update computes: v⁺, m⁺, m̂, … */
  variable(name: OptimizerVariable): Expression<Leaf>;
  hyperparameter(name: Hyperparameter): Expression<Leaf>;
  /** t: the number of this update, counted from the first update of the optimizer. */
  readonly updateNumber: Expression<Leaf>;
  /** Whether t is 1. */
  readonly isFirstUpdate: boolean;
}

export const fraction = (defaultValue: number): HyperparameterRange => ({
  default: defaultValue,
  min: 0,
  exclusiveMax: 1,
});

export const nonNegative = (defaultValue: number): HyperparameterRange => ({
  default: defaultValue,
  min: 0,
  exclusiveMax: undefined,
});
