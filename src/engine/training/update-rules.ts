import {
  call,
  conditional,
  constant,
  difference,
  type Expression,
  power,
  product,
  quotient,
  rewritten,
  square,
  sum,
} from '../expressions/expression.ts';
import type { Hyperparameter, OptimizerState, OptimizerVariable } from '../expressions/quantity.ts';

/** The expressions from which the equations of one parameter's update are built. */
export interface UpdateTerms {
  /** θ before the update. */
  readonly parameter: Expression;
  /** ∂E_total/∂θ. */
  readonly derivative: Expression;
  /** g: ∂E_total/∂θ, or ∂E_total/∂θ + λθ if weight decay is added to the gradient. */
  readonly gradient: Expression;
  /** A state before this update: v, m or s. */
  before(name: OptimizerState): Expression;
  /** A variable that this update computes: v⁺, m⁺, m̂, … */
  variable(name: OptimizerVariable): Expression;
  hyperparameter(name: Hyperparameter): Expression;
  /** t: the number of this update, counted from the first update of the optimizer. */
  readonly updateNumber: Expression;
  /** Whether t is 1. */
  readonly isFirstUpdate: boolean;
}

/**
 * The numbers that are the same for all weights, or for all biases, of an update: the hyperparameters, Adam's bias
 * corrections, and the factor of the gradient in the new velocity.
 */
export type Coefficients = Record<Hyperparameter | 'correction1' | 'correction2' | 'gradientFactor', number> & {
  /** `Network.parameterCount`: the length of each part of a state. */
  readonly parameterCount: number;
};

/** The update of one parameter, as equations and as a fast function with the same operations in the same order. */
export interface UpdateRule {
  /** The states that the optimizer keeps for each parameter, in the order of the training state. All start at 0. */
  readonly states: readonly OptimizerState[];
  /** The equations of the variables that are computed before θ⁺, in order. */
  readonly variables: readonly (readonly [name: OptimizerVariable, equation: (terms: UpdateTerms) => Expression])[];
  /** The equation of θ⁺. */
  updated(terms: UpdateTerms): Expression;
  /**
   * Updates the parameter θ at `index` and its optimizer states, in place. `gradient` is ∂E_total/∂θ; `withDecay` passes
   * g, which is ∂E_total/∂θ plus the weight decay. `training-state.ts` says how `state` is laid out. Allocates nothing.
   */
  apply(state: Float64Array, index: number, gradient: number, coefficients: Coefficients): void;
}

const one = constant(1);

/** sgd: θ⁺ = θ − αg. */
export const plainRule: UpdateRule = {
  states: [],
  variables: [],
  updated: ({ parameter, gradient, hyperparameter }) =>
    difference(parameter, product(hyperparameter('learningRate'), gradient)),
  apply(state, index, gradient, { learningRate }) {
    state[index] = (state[index] ?? 0) - learningRate * gradient;
  },
};

/** Stores v⁺ and returns it. v⁺ is μv + g, or μv + (1 − τ)g with dampening from the second update on. */
function updateVelocity(state: Float64Array, index: number, gradient: number, coefficients: Coefficients): number {
  const { momentum, gradientFactor, parameterCount } = coefficients;
  const v = momentum * (state[index + parameterCount] ?? 0) + gradientFactor * gradient;
  state[index + parameterCount] = v;
  return v;
}

/** sgd with momentum: v⁺ = μv + g; θ⁺ = θ − αv⁺. */
export const momentumRule: UpdateRule = {
  states: ['v'],
  variables: [
    ['v', ({ gradient, before, hyperparameter }) => sum([product(hyperparameter('momentum'), before('v')), gradient])],
  ],
  updated: ({ parameter, variable, hyperparameter }) =>
    difference(parameter, product(hyperparameter('learningRate'), variable('v'))),
  apply(state, index, gradient, coefficients) {
    const v = updateVelocity(state, index, gradient, coefficients);
    state[index] = (state[index] ?? 0) - coefficients.learningRate * v;
  },
};

/**
 * sgd with dampened momentum: v⁺ = μv + (1 − τ)g; θ⁺ = θ − αv⁺. In the first update, v⁺ = g, as in PyTorch. The computed
 * form is the same in all updates, because `compiler.ts` compiles the equations of one update for all updates.
 */
export const dampenedRule: UpdateRule = {
  ...momentumRule,
  variables: [
    [
      'v',
      ({ gradient, before, hyperparameter, updateNumber, isFirstUpdate }) => {
        const old = product(hyperparameter('momentum'), before('v'));
        const dampened = sum([old, product(difference(one, hyperparameter('dampening')), gradient)]);
        const undampened = sum([old, gradient]);
        return rewritten(
          isFirstUpdate ? gradient : dampened,
          conditional(difference(updateNumber, one), dampened, undampened),
        );
      },
    ],
  ],
};

/** sgd with Nesterov's momentum: v⁺ = μv + g; θ⁺ = θ − α(g + μv⁺). */
export const nesterovRule: UpdateRule = {
  ...momentumRule,
  updated: ({ parameter, gradient, variable, hyperparameter }) =>
    difference(
      parameter,
      product(hyperparameter('learningRate'), sum([gradient, product(hyperparameter('momentum'), variable('v'))])),
    ),
  apply(state, index, gradient, coefficients) {
    const { learningRate, momentum } = coefficients;
    const v = updateVelocity(state, index, gradient, coefficients);
    state[index] = (state[index] ?? 0) - learningRate * (gradient + momentum * v);
  },
};

/** αx/(√y + ε), where y is a mean or sum of squares. */
function scaledStep(x: Expression, y: Expression, { hyperparameter }: UpdateTerms): Expression {
  return quotient(product(hyperparameter('learningRate'), x), sum([call('sqrt', y), hyperparameter('epsilon')]));
}

/** The moving average βx + (1 − β)y. */
function movingAverage(beta: Expression, x: Expression, y: Expression): Expression {
  return sum([product(beta, x), product(difference(one, beta), y)]);
}

/** Stores s⁺, and subtracts αg/(√s⁺ + ε) from θ. */
function applyScaledStep(
  state: Float64Array,
  index: number,
  gradient: number,
  s: number,
  { learningRate, epsilon, parameterCount }: Coefficients,
): void {
  state[index + parameterCount] = s;
  state[index] = (state[index] ?? 0) - (learningRate * gradient) / (Math.sqrt(s) + epsilon);
}

/** adagrad: s⁺ = s + g²; θ⁺ = θ − αg/(√s⁺ + ε). */
export const adagradRule: UpdateRule = {
  states: ['s'],
  variables: [['s', ({ gradient, before }) => sum([before('s'), square(gradient)])]],
  updated: (terms) => difference(terms.parameter, scaledStep(terms.gradient, terms.variable('s'), terms)),
  apply(state, index, gradient, coefficients) {
    const s = (state[index + coefficients.parameterCount] ?? 0) + gradient ** 2;
    applyScaledStep(state, index, gradient, s, coefficients);
  },
};

/** rmsprop: s⁺ = ρs + (1 − ρ)g²; θ⁺ = θ − αg/(√s⁺ + ε). */
export const rmspropRule: UpdateRule = {
  ...adagradRule,
  variables: [
    [
      's',
      ({ gradient, before, hyperparameter }) => movingAverage(hyperparameter('rho'), before('s'), square(gradient)),
    ],
  ],
  apply(state, index, gradient, coefficients) {
    const { rho, parameterCount } = coefficients;
    const s = rho * (state[index + parameterCount] ?? 0) + (1 - rho) * gradient ** 2;
    applyScaledStep(state, index, gradient, s, coefficients);
  },
};

/** Adam's bias correction, x/(1 − βᵗ). Without it, a moving average that starts at 0 is too small at first. */
function biasCorrected(x: Expression, beta: Expression, { updateNumber }: UpdateTerms): Expression {
  return quotient(x, difference(one, power(beta, updateNumber)));
}

const adamVariables: UpdateRule['variables'] = [
  ['m', ({ gradient, before, hyperparameter }) => movingAverage(hyperparameter('beta1'), before('m'), gradient)],
  [
    'v',
    ({ gradient, before, hyperparameter }) => movingAverage(hyperparameter('beta2'), before('v'), square(gradient)),
  ],
  ['mhat', (terms) => biasCorrected(terms.variable('m'), terms.hyperparameter('beta1'), terms)],
  ['vhat', (terms) => biasCorrected(terms.variable('v'), terms.hyperparameter('beta2'), terms)],
];

/** Stores m⁺ and v⁺, and returns αm̂/(√v̂ + ε). */
function updateMoments(state: Float64Array, index: number, gradient: number, coefficients: Coefficients): number {
  const { learningRate, beta1, beta2, epsilon, correction1, correction2, parameterCount } = coefficients;
  const m = beta1 * (state[index + parameterCount] ?? 0) + (1 - beta1) * gradient;
  const v = beta2 * (state[index + 2 * parameterCount] ?? 0) + (1 - beta2) * gradient ** 2;
  state[index + parameterCount] = m;
  state[index + 2 * parameterCount] = v;
  return (learningRate * (m / correction1)) / (Math.sqrt(v / correction2) + epsilon);
}

/** adam: m⁺ = β1m + (1 − β1)g; v⁺ = β2v + (1 − β2)g²; θ⁺ = θ − αm̂/(√v̂ + ε). */
export const adamRule: UpdateRule = {
  states: ['m', 'v'],
  variables: adamVariables,
  updated: (terms) => difference(terms.parameter, scaledStep(terms.variable('mhat'), terms.variable('vhat'), terms)),
  apply(state, index, gradient, coefficients) {
    const step = updateMoments(state, index, gradient, coefficients);
    state[index] = (state[index] ?? 0) - step;
  },
};

/** adamw: adam with θ⁺ = θ(1 − αλ) − αm̂/(√v̂ + ε). */
export const adamwRule: UpdateRule = {
  ...adamRule,
  updated: (terms) => {
    const { parameter, hyperparameter, variable } = terms;
    const shrinkage = difference(one, product(hyperparameter('learningRate'), hyperparameter('weightDecay')));
    return difference(product(parameter, shrinkage), scaledStep(variable('mhat'), variable('vhat'), terms));
  },
  apply(state, index, gradient, coefficients) {
    const { learningRate, weightDecay } = coefficients;
    const step = updateMoments(state, index, gradient, coefficients);
    state[index] = (state[index] ?? 0) * (1 - learningRate * weightDecay) - step;
  },
};

/** Adds weight decay to a rule: the first variable is g = ∂E_total/∂θ + λθ, which takes the place of ∂E_total/∂θ. */
export function withDecay(rule: UpdateRule): UpdateRule {
  return {
    ...rule,
    variables: [
      [
        'g',
        ({ derivative, parameter, hyperparameter }) =>
          sum([derivative, product(hyperparameter('weightDecay'), parameter)]),
      ],
      ...rule.variables,
    ],
    apply(state, index, derivative, coefficients) {
      rule.apply(state, index, derivative + coefficients.weightDecay * (state[index] ?? Number.NaN), coefficients);
    },
  };
}
