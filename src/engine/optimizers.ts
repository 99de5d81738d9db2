import { call, difference, type Expression, number, power, product, quotient, square, sum } from './expressions.ts';
import type { PartName, SettingName, StateName } from './quantities.ts';

/** A method and its settings; those left out are its defaults. */
export interface Optimizer extends Readonly<Partial<Record<Exclude<SettingName, 'learningRate'>, number | undefined>>> {
  readonly method: OptimizerName;
  /** α, greater than 0. */
  readonly learningRate: number;
  /** Whether the step is taken from where the momentum leads; of sgd alone, and only with momentum. */
  readonly nesterov?: boolean | undefined;
}

/** A setting's value unless it is given, and where it may lie. */
export interface Setting {
  readonly default: number;
  readonly least: number;
  /** Undefined: no upper bound. A setting stays below it. */
  readonly below: number | undefined;
}

/** What the equations of one parameter's update are written with. */
export interface UpdateTerms {
  readonly parameter: Expression;
  /** g: ∂E_total/∂θ, and λθ where there is weight decay. */
  readonly gradient: Expression;
  /** What a state was before this update. */
  before(name: StateName): Expression;
  /** What this update has worked out: v⁺, m⁺, m̂ … */
  part(name: PartName): Expression;
  setting(name: SettingName): Expression;
  readonly updateNumber: Expression;
}

/** The numbers an update is computed with, by name: settings, and what follows from the number of the update. */
export type Coefficients = Record<SettingName | 'correction1' | 'correction2', number> & {
  /** Numbers of each state behind the parameters: `Network.parameterCount`. */
  readonly count: number;
};

/** How one parameter is updated. `move` is for speed; the equations say the same, operation for operation. */
export interface Rule {
  /** Kept behind the parameters in this order; all start at 0. */
  readonly state: readonly StateName[];
  /** What is worked out before θ⁺, in order. */
  readonly parts: readonly (readonly [name: PartName, equation: (terms: UpdateTerms) => Expression])[];
  /** θ⁺. */
  updated(terms: UpdateTerms): Expression;
  /**
   * Moves the parameter at `index` and what is kept of it, in place, given g. `state` holds the parameters, then each
   * state's numbers in their order. Allocates nothing.
   */
  move(state: Float64Array, index: number, gradient: number, coefficients: Coefficients): void;
}

export interface OptimizerMethod {
  /** Its settings besides α and λ. */
  readonly settings: Readonly<Partial<Record<SettingName, Setting>>>;
  /** Whether λ shrinks θ itself instead of being added to its gradient. */
  readonly isDecoupled: boolean;
  rule(optimizer: Optimizer): Rule;
}

const one = number(1);
const fraction = (value: number): Setting => ({ default: value, least: 0, below: 1 });
const amount = (value: number): Setting => ({ default: value, least: 0, below: undefined });

/** The settings that every method has. */
export const commonSettings = { weightDecay: amount(0) } as const satisfies OptimizerMethod['settings'];

/** θ⁺ = θ − αg. */
const plainDescent: Rule = {
  state: [],
  parts: [],
  updated: ({ parameter, gradient, setting }) => difference(parameter, product(setting('learningRate'), gradient)),
  move(state, index, gradient, { learningRate }) {
    state[index] = (state[index] ?? 0) - learningRate * gradient;
  },
};

/** v⁺ = μv + g; θ⁺ = θ − αv⁺. */
const momentumDescent: Rule = {
  state: ['v'],
  parts: [['v', ({ gradient, before, setting }) => sum([product(setting('momentum'), before('v')), gradient])]],
  updated: ({ parameter, part, setting }) => difference(parameter, product(setting('learningRate'), part('v'))),
  move(state, index, gradient, { learningRate, momentum, count }) {
    const v = momentum * (state[index + count] ?? 0) + gradient;
    state[index + count] = v;
    state[index] = (state[index] ?? 0) - learningRate * v;
  },
};

/** v⁺ = μv + g; θ⁺ = θ − α(g + μv⁺). */
const nesterovDescent: Rule = {
  ...momentumDescent,
  updated: ({ parameter, gradient, part, setting }) =>
    difference(parameter, product(setting('learningRate'), sum([gradient, product(setting('momentum'), part('v'))]))),
  move(state, index, gradient, { learningRate, momentum, count }) {
    const v = momentum * (state[index + count] ?? 0) + gradient;
    state[index + count] = v;
    state[index] = (state[index] ?? 0) - learningRate * (gradient + momentum * v);
  },
};

/** αg/(√s + ε): α for the root of a mean or sum of squares. */
function scaled(step: Expression, squares: Expression, { setting }: UpdateTerms): Expression {
  return quotient(product(setting('learningRate'), step), sum([call('sqrt', squares), setting('epsilon')]));
}

/** A moving mean: βx + (1 − β)y. */
function movingMean(rate: Expression, before: Expression, now: Expression): Expression {
  return sum([product(rate, before), product(difference(one, rate), now)]);
}

/** A moving mean that started at 0 made as large as the mean it stands for: x/(1 − βᵗ). */
function corrected(mean: Expression, rate: Expression, { updateNumber }: UpdateTerms): Expression {
  return quotient(mean, difference(one, power(rate, updateNumber)));
}

const adamParts: Rule['parts'] = [
  ['m', ({ gradient, before, setting }) => movingMean(setting('beta1'), before('m'), gradient)],
  ['v', ({ gradient, before, setting }) => movingMean(setting('beta2'), before('v'), square(gradient))],
  ['mhat', (terms) => corrected(terms.part('m'), terms.setting('beta1'), terms)],
  ['vhat', (terms) => corrected(terms.part('v'), terms.setting('beta2'), terms)],
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
const adaptiveMoments: Rule = {
  state: ['m', 'v'],
  parts: adamParts,
  updated: (terms) => difference(terms.parameter, scaled(terms.part('mhat'), terms.part('vhat'), terms)),
  move(state, index, gradient, coefficients) {
    const step = adamStep(state, index, gradient, coefficients);
    state[index] = (state[index] ?? 0) - step;
  },
};

/** As adam, but θ itself shrinks: θ⁺ = θ(1 − αλ) − αm̂/(√v̂ + ε). */
const decayingMoments: Rule = {
  ...adaptiveMoments,
  updated: (terms) => {
    const { parameter, setting, part } = terms;
    const kept = difference(one, product(setting('learningRate'), setting('weightDecay')));
    return difference(product(parameter, kept), scaled(part('mhat'), part('vhat'), terms));
  },
  move(state, index, gradient, coefficients) {
    const { learningRate, weightDecay } = coefficients;
    const step = adamStep(state, index, gradient, coefficients);
    state[index] = (state[index] ?? 0) * (1 - learningRate * weightDecay) - step;
  },
};

const adamSettings = { beta1: fraction(0.9), beta2: fraction(0.999), epsilon: amount(1e-8) } as const;

/** Every method, by its name in a network file. They are PyTorch's, digit by digit. */
export const optimizers = {
  sgd: {
    settings: { momentum: amount(0) },
    isDecoupled: false,
    rule: ({ momentum = 0, nesterov = false }) =>
      momentum === 0 ? plainDescent : nesterov ? nesterovDescent : momentumDescent,
  },
  /** s⁺ = s + g²; θ⁺ = θ − αg/(√s⁺ + ε). */
  adagrad: {
    settings: { epsilon: amount(1e-10) },
    isDecoupled: false,
    rule: () => ({
      state: ['s'],
      parts: [['s', ({ gradient, before }) => sum([before('s'), square(gradient)])]],
      updated: (terms) => difference(terms.parameter, scaled(terms.gradient, terms.part('s'), terms)),
      move(state, index, gradient, { learningRate, epsilon, count }) {
        const s = (state[index + count] ?? 0) + gradient ** 2;
        state[index + count] = s;
        state[index] = (state[index] ?? 0) - (learningRate * gradient) / (Math.sqrt(s) + epsilon);
      },
    }),
  },
  /** s⁺ = ρs + (1 − ρ)g²; θ⁺ = θ − αg/(√s⁺ + ε). */
  rmsprop: {
    settings: { rho: fraction(0.99), epsilon: amount(1e-8) },
    isDecoupled: false,
    rule: () => ({
      state: ['s'],
      parts: [['s', ({ gradient, before, setting }) => movingMean(setting('rho'), before('s'), square(gradient))]],
      updated: (terms) => difference(terms.parameter, scaled(terms.gradient, terms.part('s'), terms)),
      move(state, index, gradient, { learningRate, rho, epsilon, count }) {
        const s = rho * (state[index + count] ?? 0) + (1 - rho) * gradient ** 2;
        state[index + count] = s;
        state[index] = (state[index] ?? 0) - (learningRate * gradient) / (Math.sqrt(s) + epsilon);
      },
    }),
  },
  adam: { settings: adamSettings, isDecoupled: false, rule: () => adaptiveMoments },
  adamw: {
    settings: adamSettings,
    isDecoupled: true,
    rule: ({ weightDecay = 0 }) => (weightDecay === 0 ? adaptiveMoments : decayingMoments),
  },
} as const satisfies Record<string, OptimizerMethod>;

export type OptimizerName = keyof typeof optimizers;

export const optimizerNames = Object.keys(optimizers) as readonly OptimizerName[];

/** The value of a setting: as given, or the method's default; 0 for one that the method does not have. */
export function settingOf(optimizer: Optimizer, name: SettingName): number {
  const settings: OptimizerMethod['settings'] = { ...commonSettings, ...optimizers[optimizer.method].settings };
  return optimizer[name] ?? settings[name]?.default ?? 0;
}

/** Whether λθ is added to each gradient, which then is g. */
export function addsDecay(optimizer: Optimizer): boolean {
  return !optimizers[optimizer.method].isDecoupled && settingOf(optimizer, 'weightDecay') > 0;
}

/** How an optimizer updates a parameter, with g as its first part where it is not just ∂E_total/∂θ. */
export function ruleOf(optimizer: Optimizer): Rule {
  const rule: Rule = optimizers[optimizer.method].rule(optimizer);
  return addsDecay(optimizer) ? { ...rule, parts: [['g', decayed], ...rule.parts] } : rule;
}

/** g = ∂E_total/∂θ + λθ. */
function decayed({ parameter, gradient, setting }: UpdateTerms): Expression {
  return sum([gradient, product(setting('weightDecay'), parameter)]);
}

/** The numbers of update 1; `correctFor` makes them those of another. */
export function coefficientsOf(optimizer: Optimizer, count: number): Coefficients {
  const of = (name: SettingName): number => settingOf(optimizer, name);
  const coefficients: Coefficients = {
    count,
    learningRate: of('learningRate'),
    weightDecay: of('weightDecay'),
    momentum: of('momentum'),
    rho: of('rho'),
    beta1: of('beta1'),
    beta2: of('beta2'),
    epsilon: of('epsilon'),
    correction1: 1,
    correction2: 1,
  };
  correctFor(coefficients, 1);
  return coefficients;
}

/** Makes the numbers those of update `number`, from 1. */
export function correctFor(coefficients: Coefficients, number: number): void {
  coefficients.correction1 = 1 - coefficients.beta1 ** number;
  coefficients.correction2 = 1 - coefficients.beta2 ** number;
}
