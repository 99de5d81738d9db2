import {
  call,
  constant,
  difference,
  type Expression,
  power,
  product,
  quotient,
  square,
  sum,
} from '../expressions/expression.ts';
import type { Hyperparameter, OptimizerState, OptimizerVariable } from '../expressions/quantity.ts';

/** What the equations of one parameter's update are written with. */
export interface UpdateTerms {
  readonly parameter: Expression;
  /** ∂E_total/∂θ. */
  readonly derivative: Expression;
  /** g: ∂E_total/∂θ, and λθ where it is added. */
  readonly gradient: Expression;
  /** What a state was before this update. */
  before(name: OptimizerState): Expression;
  /** What this update has worked out: v⁺, m⁺, m̂ … */
  variable(name: OptimizerVariable): Expression;
  hyperparameter(name: Hyperparameter): Expression;
  readonly updateNumber: Expression;
}

/** The numbers an update is computed with, by name: settings, and what follows from the number of the update. */
export type Coefficients = Record<Hyperparameter | 'correction1' | 'correction2', number> & {
  /** Numbers of each state behind the parameters: `Network.parameterCount`. */
  readonly count: number;
};

/** How one parameter is updated. `move` is for speed; the equations say the same, operation for operation. */
export interface UpdateRule {
  /** Kept behind the parameters in this order; all start at 0. */
  readonly states: readonly OptimizerState[];
  /** What is worked out before θ⁺, in order. */
  readonly variables: readonly (readonly [name: OptimizerVariable, equation: (terms: UpdateTerms) => Expression])[];
  /** θ⁺. */
  updated(terms: UpdateTerms): Expression;
  /**
   * Moves the parameter at `index` and what is kept of it, in place, given g. `state` holds the parameters, then each
   * state's numbers in their order. Allocates nothing.
   */
  apply(state: Float64Array, index: number, gradient: number, coefficients: Coefficients): void;
}

const one = constant(1);

/** θ⁺ = θ − αg. */
export const plainDescent: UpdateRule = {
  states: [],
  variables: [],
  updated: ({ parameter, gradient, hyperparameter }) =>
    difference(parameter, product(hyperparameter('learningRate'), gradient)),
  apply(state, index, gradient, { learningRate }) {
    state[index] = (state[index] ?? 0) - learningRate * gradient;
  },
};

/** v⁺ = μv + g, having moved v on. */
function nextVelocity(state: Float64Array, index: number, gradient: number, { momentum, count }: Coefficients): number {
  const v = momentum * (state[index + count] ?? 0) + gradient;
  state[index + count] = v;
  return v;
}

/** v⁺ = μv + g; θ⁺ = θ − αv⁺. */
export const momentumDescent: UpdateRule = {
  states: ['v'],
  variables: [
    ['v', ({ gradient, before, hyperparameter }) => sum([product(hyperparameter('momentum'), before('v')), gradient])],
  ],
  updated: ({ parameter, variable, hyperparameter }) =>
    difference(parameter, product(hyperparameter('learningRate'), variable('v'))),
  apply(state, index, gradient, coefficients) {
    const v = nextVelocity(state, index, gradient, coefficients);
    state[index] = (state[index] ?? 0) - coefficients.learningRate * v;
  },
};

/** v⁺ = μv + g; θ⁺ = θ − α(g + μv⁺). */
export const nesterovDescent: UpdateRule = {
  ...momentumDescent,
  updated: ({ parameter, gradient, variable, hyperparameter }) =>
    difference(
      parameter,
      product(hyperparameter('learningRate'), sum([gradient, product(hyperparameter('momentum'), variable('v'))])),
    ),
  apply(state, index, gradient, coefficients) {
    const { learningRate, momentum } = coefficients;
    const v = nextVelocity(state, index, gradient, coefficients);
    state[index] = (state[index] ?? 0) - learningRate * (gradient + momentum * v);
  },
};

/** αg/(√s + ε): α for the root of a mean or sum of squares. */
function scaled(step: Expression, squares: Expression, { hyperparameter }: UpdateTerms): Expression {
  return quotient(
    product(hyperparameter('learningRate'), step),
    sum([call('sqrt', squares), hyperparameter('epsilon')]),
  );
}

/** A moving mean: βx + (1 − β)y. */
function movingMean(rate: Expression, before: Expression, now: Expression): Expression {
  return sum([product(rate, before), product(difference(one, rate), now)]);
}

/** Keeps s⁺, and moves θ by αg/(√s⁺ + ε). */
function moveScaled(state: Float64Array, index: number, gradient: number, s: number, coefficients: Coefficients): void {
  const { learningRate, epsilon, count } = coefficients;
  state[index + count] = s;
  state[index] = (state[index] ?? 0) - (learningRate * gradient) / (Math.sqrt(s) + epsilon);
}

/** As adagrad has it: s⁺ = s + g²; θ⁺ = θ − αg/(√s⁺ + ε). */
export const summedSquares: UpdateRule = {
  states: ['s'],
  variables: [['s', ({ gradient, before }) => sum([before('s'), square(gradient)])]],
  updated: (terms) => difference(terms.parameter, scaled(terms.gradient, terms.variable('s'), terms)),
  apply(state, index, gradient, coefficients) {
    const s = (state[index + coefficients.count] ?? 0) + gradient ** 2;
    moveScaled(state, index, gradient, s, coefficients);
  },
};

/** As rmsprop has it: s⁺ = ρs + (1 − ρ)g²; θ⁺ = θ − αg/(√s⁺ + ε). */
export const meanSquares: UpdateRule = {
  ...summedSquares,
  variables: [
    ['s', ({ gradient, before, hyperparameter }) => movingMean(hyperparameter('rho'), before('s'), square(gradient))],
  ],
  apply(state, index, gradient, coefficients) {
    const { rho, count } = coefficients;
    const s = rho * (state[index + count] ?? 0) + (1 - rho) * gradient ** 2;
    moveScaled(state, index, gradient, s, coefficients);
  },
};

/** A moving mean that started at 0 made as large as the mean it stands for: x/(1 − βᵗ). */
function corrected(mean: Expression, rate: Expression, { updateNumber }: UpdateTerms): Expression {
  return quotient(mean, difference(one, power(rate, updateNumber)));
}

const adamParts: UpdateRule['variables'] = [
  ['m', ({ gradient, before, hyperparameter }) => movingMean(hyperparameter('beta1'), before('m'), gradient)],
  ['v', ({ gradient, before, hyperparameter }) => movingMean(hyperparameter('beta2'), before('v'), square(gradient))],
  ['mhat', (terms) => corrected(terms.variable('m'), terms.hyperparameter('beta1'), terms)],
  ['vhat', (terms) => corrected(terms.variable('v'), terms.hyperparameter('beta2'), terms)],
];

/** αm̂/(√v̂ + ε), having moved m and v on. */
function adamStep(state: Float64Array, index: number, gradient: number, coefficients: Coefficients): number {
  const { learningRate, beta1, beta2, epsilon, correction1, correction2, count } = coefficients;
  const m = beta1 * (state[index + count] ?? 0) + (1 - beta1) * gradient;
  const v = beta2 * (state[index + 2 * count] ?? 0) + (1 - beta2) * gradient ** 2;
  state[index + count] = m;
  state[index + 2 * count] = v;
  return (learningRate * (m / correction1)) / (Math.sqrt(v / correction2) + epsilon);
}

/** m, v: moving means of g and g²; θ⁺ = θ − αm̂/(√v̂ + ε). */
export const adaptiveMoments: UpdateRule = {
  states: ['m', 'v'],
  variables: adamParts,
  updated: (terms) => difference(terms.parameter, scaled(terms.variable('mhat'), terms.variable('vhat'), terms)),
  apply(state, index, gradient, coefficients) {
    const step = adamStep(state, index, gradient, coefficients);
    state[index] = (state[index] ?? 0) - step;
  },
};

/** As adam, but θ itself shrinks: θ⁺ = θ(1 − αλ) − αm̂/(√v̂ + ε). */
export const decayingMoments: UpdateRule = {
  ...adaptiveMoments,
  updated: (terms) => {
    const { parameter, hyperparameter, variable } = terms;
    const kept = difference(one, product(hyperparameter('learningRate'), hyperparameter('weightDecay')));
    return difference(product(parameter, kept), scaled(variable('mhat'), variable('vhat'), terms));
  },
  apply(state, index, gradient, coefficients) {
    const { learningRate, weightDecay } = coefficients;
    const step = adamStep(state, index, gradient, coefficients);
    state[index] = (state[index] ?? 0) * (1 - learningRate * weightDecay) - step;
  },
};

/**
 * The same rule with λθ added to each ∂E_total/∂θ: g = ∂E_total/∂θ + λθ is its first part, and what `move` is given is
 * the slope alone.
 */
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
    apply(state, index, slope, coefficients) {
      rule.apply(state, index, slope + coefficients.weightDecay * (state[index] ?? Number.NaN), coefficients);
    },
  };
}
