import { constant, difference, type Expression, negative, product, ref } from '../../expressions/expression.ts';
import { isValueOf, type Quantity } from '../../graph/quantity.ts';
import { newParameterValue, parameterGradient, parameterValue } from '../../models/dense-quantities.ts';
import { equationOf } from '../../steps/equation.ts';
import { hyperparameterOf } from '../../training/optimizers.ts';
import {
  atEachAndAll,
  gradientsAsked,
  newParametersIn,
  type Slip,
  type SlipContext,
  settingsIn,
  type Variant,
} from './slip.ts';

/** α is forgotten or used where it does not belong, or the old value, the change and the new value are confused. */
export const rateSlips = [
  { name: 'rate-forgotten', area: 'rate', variants: (context) => withRate(context, 1) },
  { name: 'rate-twice', area: 'rate', variants: (context) => withRate(context, rateOf(context) ** 2) },
  {
    name: 'rate-in-gradient',
    area: 'rate',
    variants: (context) => atGradients(context, (gradient) => product(constant(rateOf(context)), ref(gradient))),
  },
  {
    /** −α·∂E/∂w, the change of w, in place of ∂E/∂w. */
    name: 'change-for-gradient',
    area: 'rate',
    variants: (context) => atGradients(context, (gradient) => product(constant(-rateOf(context)), ref(gradient))),
  },
  {
    name: 'new-value-for-gradient',
    area: 'rate',
    variants: (context) => atGradients(context, ({ of }) => ref(newParameterValue(of.index))),
  },
  {
    name: 'gradient-for-new-value',
    area: 'rate',
    *variants(context) {
      yield* atNewParameters(context, ({ of }) => ref(parameterGradient(of.index)));
      yield* atNewParameters(context, ({ of }) => negative(ref(parameterGradient(of.index))));
    },
  },
  {
    name: 'change-for-new-value',
    area: 'rate',
    *variants(context) {
      const change = (quantity: Quantity): Expression<Quantity> =>
        difference(ref(quantity), ref(parameterValue(quantity.of.index)));
      yield* atNewParameters(context, change);
      yield* atNewParameters(context, (quantity) => negative(change(quantity)));
    },
  },
  {
    name: 'old-value',
    area: 'rate',
    variants: (context) => atNewParameters(context, ({ of }) => ref(parameterValue(of.index))),
  },
  {
    /** w − α·∂E/∂w·w: the change is multiplied by w, or α·w − ∂E/∂w: α multiplies the wrong term. */
    name: 'rate-misplaced',
    area: 'rate',
    *variants(context) {
      yield* atNewParameters(context, (quantity) => {
        const [before, change] = partsOfRule(context, quantity);
        return before && change && difference(before, product(before, change));
      });
      yield* atNewParameters(context, ({ of }) =>
        difference(
          product<Quantity>(constant(rateOf(context)), ref(parameterValue(of.index))),
          ref(parameterGradient(of.index)),
        ),
      );
    },
  },
] as const satisfies readonly Slip[];

function rateOf({ experiment }: SlipContext): number {
  return hyperparameterOf(experiment.optimizer, 'learningRate');
}

function atGradients(
  context: SlipContext,
  replacement: (gradient: ReturnType<typeof parameterGradient>) => Expression<Quantity>,
): IterableIterator<Variant> {
  return atEachAndAll(context, gradientsAsked(context), replacement);
}

function atNewParameters(
  context: SlipContext,
  replacement: (quantity: ReturnType<typeof newParameterValue>) => Expression<Quantity> | undefined,
): IterableIterator<Variant> {
  return atEachAndAll(context, newParametersIn(context.results), replacement);
}

/** The old value and the change of an update rule old − change. */
function partsOfRule({ update }: SlipContext, quantity: Quantity): readonly Expression<Quantity>[] {
  const rule = equationOf(update, quantity);
  return rule.kind === 'difference' ? [rule.left, rule.right] : [];
}

/** Replaces α by another number in every update rule. */
function* withRate(context: SlipContext, rate: number): IterableIterator<Variant> {
  const changed = settingsIn(context.quantities, 'learningRate');
  if (newParametersIn(context.quantities).length === 0) return;
  yield {
    extent: 'all',
    changed,
    replace: (quantity) =>
      isValueOf(quantity, 'setting') && quantity.of.block.name === 'learningRate' ? constant(rate) : undefined,
  };
}
