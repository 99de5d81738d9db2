import {
  call,
  constant,
  difference,
  type Expression,
  power,
  product,
  quotient,
  square,
  substitute,
  sum,
} from '../../expressions/expression.ts';
import type { NodeOf } from '../../graph/node.ts';
import type { OptimizerState, OptimizerVariable } from '../../graph/optimizer-names.ts';
import { isNewParameter, isValueOf, type Quantity, type Value } from '../../graph/quantity.ts';
import { parameterKindAt } from '../../models/parameters.ts';
import { equationOf, updateTerms } from '../../steps/equation.ts';
import { modelOf } from '../../training/experiment.ts';
import type { UpdateTerms } from '../../training/optimizers/optimizer-method.ts';
import { addsDecay, optimizers, settingValue, weightDecayOf } from '../../training/optimizers.ts';
import { atEachAndAll, newParametersIn, type Slip, type SlipContext, settingsIn, type Variant } from './slip.ts';

/** A mistake in the rule of an optimizer. */
export const optimizerSlips = [
  {
    /** g in place of g² in an average of squares, or g² in place of g. */
    name: 'average-square-forgotten',
    area: 'optimizer',
    variants: (context) => [
      ...atAverages(context, (beta, before, value) =>
        sum([product(beta, before), product(difference(constant(1), beta), withOtherPower(value))]),
      ),
      ...(context.experiment.optimizer.method === 'adagrad'
        ? atVariables(context, ['s'], ({ before, gradient }) => sum([before('s'), gradient]))
        : []),
    ],
  },
  {
    /** v⁺ = μv + (1 − μ)g in place of μv + g. */
    name: 'momentum-as-mean',
    area: 'optimizer',
    variants: (context) =>
      atVelocities(context, ({ before, gradient, hyperparameter }) => {
        const momentum = hyperparameter('momentum');
        return sum([product(momentum, before('v')), product(difference(constant(1), momentum), gradient)]);
      }),
  },
  {
    /** v⁺ = g − μv in place of μv + g. */
    name: 'momentum-subtracted',
    area: 'optimizer',
    variants: (context) =>
      atVelocities(context, ({ before, gradient, hyperparameter }) =>
        difference(gradient, product(hyperparameter('momentum'), before('v'))),
      ),
  },
  {
    /** μg in place of μv + g, or (1 + μ)v + g. */
    name: 'momentum-misplaced',
    area: 'optimizer',
    *variants(context) {
      yield* atVelocities(context, ({ gradient, hyperparameter }) => product(hyperparameter('momentum'), gradient));
      yield* atVelocities(context, ({ before, gradient, hyperparameter }) =>
        sum([product(sum([constant(1), hyperparameter('momentum')]), before('v')), gradient]),
      );
    },
  },
  {
    /** μv + αg in place of μv + g. */
    name: 'rate-in-velocity',
    area: 'optimizer',
    variants: (context) =>
      atVelocities(context, ({ before, gradient, hyperparameter }) =>
        sum([product(hyperparameter('momentum'), before('v')), product(hyperparameter('learningRate'), gradient)]),
      ),
  },
  {
    /** θ − αv⁺ in place of θ − α(g + μv⁺), or g is left out. */
    name: 'nesterov-left-out',
    area: 'optimizer',
    *variants(context) {
      if (context.experiment.optimizer.nesterov !== true) return;
      yield* atRules(context, ({ parameter, variable, hyperparameter }) =>
        difference(parameter, product(hyperparameter('learningRate'), variable('v'))),
      );
      yield* atRules(context, ({ parameter, variable, hyperparameter }) =>
        difference(parameter, product(hyperparameter('learningRate'), hyperparameter('momentum'), variable('v'))),
      );
    },
  },
  {
    name: 'momentum-left-out',
    area: 'optimizer',
    *variants(context) {
      yield* atVariables(context, ['v', 's', 'm'], ({ gradient }, name) =>
        name === 'v' && isSquareAverage(context) ? square(gradient) : gradient,
      );
      yield* atRules(context, ({ parameter, gradient, hyperparameter }) =>
        difference(parameter, product(hyperparameter('learningRate'), gradient)),
      );
    },
  },
  {
    name: 'bias-correction-left-out',
    area: 'optimizer',
    variants: (context) => atVariables(context, ['mhat', 'vhat'], ({ variable }, name) => variable(moments[name])),
  },
  {
    /** 1 − β in place of 1 − βᵗ. */
    name: 'bias-correction-without-power',
    area: 'optimizer',
    variants: (context) =>
      atVariables(context, ['mhat', 'vhat'], ({ variable, hyperparameter }, name) =>
        quotient(variable(moments[name]), difference(constant(1), hyperparameter(betas[name]))),
      ),
  },
  {
    /** Dividing by βᵗ, or multiplying by 1 − βᵗ, in place of dividing by 1 − βᵗ. */
    name: 'bias-correction-inverted',
    area: 'optimizer',
    *variants(context) {
      const powerOf = ({ hyperparameter, updateNumber }: Terms, name: 'mhat' | 'vhat'): Expression<Quantity> =>
        power(hyperparameter(betas[name]), updateNumber);
      yield* atVariables(context, ['mhat', 'vhat'], (terms, name) =>
        quotient(terms.variable(moments[name]), powerOf(terms, name)),
      );
      yield* atVariables(context, ['mhat', 'vhat'], (terms, name) =>
        product(terms.variable(moments[name]), difference(constant(1), powerOf(terms, name))),
      );
    },
  },
  {
    /** The weights of a moving average are exchanged: (1 − β)m + βg in place of βm + (1 − β)g. */
    name: 'average-weights-swapped',
    area: 'optimizer',
    variants: (context) =>
      atAverages(context, (beta, before, value) =>
        sum([product(difference(constant(1), beta), before), product(beta, value)]),
      ),
  },
  {
    /** βm + g in place of βm + (1 − β)g. */
    name: 'average-weight-left-out',
    area: 'optimizer',
    variants: (context) => atAverages(context, (beta, before, value) => sum([product(beta, before), value])),
  },
  {
    /** β1 in place of β2, and β2 in place of β1. */
    name: 'betas-swapped',
    area: 'optimizer',
    *variants({ experiment: { optimizer }, quantities }) {
      const changed = settingsIn(quantities, 'beta1', 'beta2');
      if (changed.length === 0) return;
      const other = { beta1: 'beta2', beta2: 'beta1' } as const;
      yield {
        extent: 'all',
        changed,
        replace: (quantity) => {
          if (!isValueOf(quantity, 'setting')) return undefined;
          const { name } = quantity.of.block;
          return name === 'beta1' || name === 'beta2' ? constant(settingValue(optimizer, other[name])) : undefined;
        },
      };
    },
  },
  { name: 'decay-left-out', area: 'optimizer', variants: (context) => withDecay(context, 0) },
  { name: 'decay-subtracted', area: 'optimizer', variants: (context) => withDecay(context, -1) },
  { name: 'decay-twice', area: 'optimizer', variants: (context) => withDecay(context, 2) },
  {
    /** The decay is added to the gradient, as in adam. */
    name: 'decay-in-gradient',
    area: 'optimizer',
    *variants(context) {
      if (!optimizers[context.experiment.optimizer.method].isDecoupled || !hasDecay(context)) return;
      yield* atWholeRule(
        context,
        (terms) => sum([terms.derivative, product(decayOf(terms), terms.parameter)]),
        noShrinkage,
      );
    },
  },
  {
    /** The parameter shrinks by 1 − αλ, as in adamw. */
    name: 'decay-decoupled',
    area: 'optimizer',
    *variants(context) {
      if (optimizers[context.experiment.optimizer.method].isDecoupled || !hasDecay(context)) return;
      yield* atWholeRule(context, ({ derivative }) => derivative, shrinkage);
    },
  },
  {
    /** √(v̂ + ε) in place of √v̂ + ε. */
    name: 'epsilon-inside-root',
    area: 'optimizer',
    variants: (context) =>
      atDivisors(context, (step, squares, epsilon) => quotient(step, call('sqrt', sum([squares, epsilon])))),
  },
  {
    name: 'epsilon-left-out',
    area: 'optimizer',
    variants: (context) => atDivisors(context, (step, squares) => quotient(step, call('sqrt', squares))),
  },
  {
    name: 'root-left-out',
    area: 'optimizer',
    variants: (context) => atDivisors(context, (step, squares, epsilon) => quotient(step, sum([squares, epsilon]))),
  },
  {
    /** The step is multiplied by the root. */
    name: 'root-multiplied',
    area: 'optimizer',
    variants: (context) =>
      atDivisors(context, (step, squares, epsilon) => product(step, sum([call('sqrt', squares), epsilon]))),
  },
] as const satisfies readonly Slip[];

type Terms = UpdateTerms<Quantity>;

const moments = { mhat: 'm', vhat: 'v' } as const;
const betas = { mhat: 'beta1', vhat: 'beta2' } as const;

/** The hyperparameter by which the moving average of a state is weighted, and whether the state is one of squares. */
const averages = {
  adam: { m: 'beta1', v: 'beta2' },
  adamw: { m: 'beta1', v: 'beta2' },
  rmsprop: { s: 'rho' },
} as const;

/** g² for g, and g for g². */
function withOtherPower(value: Expression<Quantity>): Expression<Quantity> {
  return value.kind === 'power' ? value.base : square(value);
}

/** Replaces v⁺ of momentum. */
function atVelocities(context: SlipContext, replacement: (terms: Terms) => Expression<Quantity>): Iterable<Variant> {
  const { optimizer } = context.experiment;
  const hasMomentum = optimizer.method === 'sgd' && (optimizer.momentum ?? 0) > 0;
  return hasMomentum ? atVariables(context, ['v'], replacement) : [];
}

/** Whether v is an average of squares, as in adam. */
function isSquareAverage({ experiment: { optimizer } }: SlipContext): boolean {
  return optimizer.method !== 'sgd';
}

/** Replaces variables of the optimizer, such as v⁺ or m̂. */
function atVariables<Name extends OptimizerVariable>(
  context: SlipContext,
  names: readonly Name[],
  replacement: (terms: Terms, name: Name) => Expression<Quantity>,
): IterableIterator<Variant> {
  const variables = context.quantities.filter(
    (quantity): quantity is Value<NodeOf<'optimizer'>> =>
      isValueOf(quantity, 'optimizer') && isComputed(quantity) && names.some((name) => name === quantity.of.block.name),
  );
  return atEachAndAll(context, variables, ({ of }) => {
    const name = names.find((each) => each === of.block.name);
    return name && replacement(updateTerms(context.update, of.index), name);
  });
}

/** Whether a variable is computed by the update, and is not a state before the update. */
function isComputed({ of, after }: Value<NodeOf<'optimizer'>>): boolean {
  const { name } = of.block;
  return after === true || name === 'g' || name === 'mhat' || name === 'vhat';
}

/** Replaces the equations of new parameters. */
function atRules(
  context: SlipContext,
  replacement: (terms: Terms) => Expression<Quantity> | undefined,
): IterableIterator<Variant> {
  return atEachAndAll(context, newParametersIn(context.quantities), ({ of }) =>
    replacement(updateTerms(context.update, of.index)),
  );
}

/** Replaces moving averages. */
function* atAverages(
  context: SlipContext,
  replacement: (
    beta: Expression<Quantity>,
    before: Expression<Quantity>,
    value: Expression<Quantity>,
  ) => Expression<Quantity>,
): IterableIterator<Variant> {
  const { method } = context.experiment.optimizer;
  if (method !== 'adam' && method !== 'adamw' && method !== 'rmsprop') return;
  const names: Partial<Record<OptimizerState, 'beta1' | 'beta2' | 'rho'>> = averages[method];
  yield* atVariables(context, ['m', 'v', 's'], ({ before, gradient, hyperparameter }, name) => {
    const value = name === 'm' ? gradient : square(gradient);
    return replacement(hyperparameter(names[name] ?? 'rho'), before(name), value);
  });
}

function hasDecay({ experiment: { optimizer } }: SlipContext): boolean {
  return weightDecayOf(optimizer, 'weight') > 0 || weightDecayOf(optimizer, 'bias') > 0;
}

/** New parameters and variables of the optimizer. */
function updateQuantities(quantities: readonly Quantity[]): readonly Quantity[] {
  return quantities.filter((quantity) => isNewParameter(quantity) || isValueOf(quantity, 'optimizer'));
}

const decayOf = ({ hyperparameter }: Terms): Expression<Quantity> => hyperparameter('weightDecay');

/** Multiplies λ by a factor, in every update rule. */
function* withDecay(context: SlipContext, factor: number): IterableIterator<Variant> {
  const { optimizer } = context.experiment;
  const changed = settingsIn(context.quantities, 'weightDecay');
  if (!hasDecay(context) || updateQuantities(context.quantities).length === 0) return;
  yield {
    extent: 'all',
    changed,
    replace: (quantity) =>
      isValueOf(quantity, 'setting') && quantity.of.block.name === 'weightDecay'
        ? constant(factor * settingValue(optimizer, 'weightDecay', quantity.of.block.of))
        : undefined,
  };
}

/** θ(1 − αλ). */
const shrinkage = ({ parameter, hyperparameter }: Terms): Expression<Quantity> =>
  product(parameter, difference(constant(1), product(hyperparameter('learningRate'), hyperparameter('weightDecay'))));

const noShrinkage = ({ parameter }: Terms): Expression<Quantity> => parameter;

/** Changes the gradient that every parameter's rule starts from, and the value from which the step is subtracted. */
function* atWholeRule(
  context: SlipContext,
  gradientOf: (terms: Terms) => Expression<Quantity>,
  startOf: (terms: Terms) => Expression<Quantity>,
): IterableIterator<Variant> {
  const { update, experiment } = context;
  const changed = updateQuantities(context.results);
  if (changed.length === 0) return;
  yield {
    extent: 'all',
    changed,
    replace: (quantity) => {
      if (isNewParameter(quantity)) {
        const rule = equationOf(update, quantity);
        const terms = updateTerms(update, quantity.of.index);
        const start = startOf(terms);
        return rule.kind === 'difference'
          ? difference(start, stepWith(rule.right, context, terms, gradientOf))
          : undefined;
      }
      if (!isValueOf(quantity, 'optimizer') || !isComputed(quantity)) return undefined;
      const terms = updateTerms(update, quantity.of.index);
      if (quantity.of.block.name === 'g') return gradientOf(terms);
      const kind = parameterKindAt(modelOf(experiment), quantity.of.index);
      if (addsDecay(experiment.optimizer, kind)) return undefined;
      const equation = equationOf(update, quantity);
      return equation.kind === 'given' ? undefined : withGradient(equation, terms, gradientOf(terms));
    },
  };
}

function stepWith(
  step: Expression<Quantity>,
  { experiment }: SlipContext,
  terms: Terms,
  gradientOf: (terms: Terms) => Expression<Quantity>,
): Expression<Quantity> {
  const isDirect = experiment.optimizer.method === 'sgd' && (experiment.optimizer.momentum ?? 0) === 0;
  return isDirect ? product(terms.hyperparameter('learningRate'), gradientOf(terms)) : step;
}

/** An equation with another expression in place of ∂E/∂θ. */
function withGradient(
  equation: Expression<Quantity>,
  { derivative }: Terms,
  gradient: Expression<Quantity>,
): Expression<Quantity> {
  const own = derivative.kind === 'leaf' ? derivative.leaf : undefined;
  return substitute(equation, (leaf) =>
    leaf.kind === 'gradient' && leaf.of.index === own?.of.index ? gradient : undefined,
  );
}

/** Replaces the step whose divisor is √y + ε, where y are the `squares`. */
function* atDivisors(
  context: SlipContext,
  changed: (
    numerator: Expression<Quantity>,
    squares: Expression<Quantity>,
    epsilon: Expression<Quantity>,
  ) => Expression<Quantity>,
): IterableIterator<Variant> {
  yield* atEachAndAll(context, newParametersIn(context.quantities), (quantity) => {
    const rule = equationOf(context.update, quantity);
    if (rule.kind !== 'difference' || rule.right.kind !== 'quotient') return undefined;
    const { numerator, denominator } = rule.right;
    if (denominator.kind !== 'sum') return undefined;
    const [root, epsilon] = [denominator.terms.at(0), denominator.terms.at(1)];
    const squares = root?.kind === 'call' ? root.inputs.at(0) : undefined;
    return squares && epsilon && difference(rule.left, changed(numerator, squares, epsilon));
  });
}
