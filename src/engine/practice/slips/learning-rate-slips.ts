import { constant } from '../../expressions/expression.ts';
import { isGradientOf, isNewParameter, isValueOf } from '../../graph/quantity.ts';
import { newParameterValue, parameterGradient, parameterValue } from '../../models/dense-quantities.ts';
import { hyperparameterOf } from '../../training/optimizers.ts';
import type { Replace } from '../question.ts';
import type { Slip, SlipContext } from './slip.ts';

const rateOf = ({ experiment }: SlipContext): number => hyperparameterOf(experiment.optimizer, 'learningRate');

/** Replaces α by another number. */
function withRate(rate: number): Replace {
  return (quantity) =>
    isValueOf(quantity, 'setting') && quantity.of.block.name === 'learningRate' ? constant(rate) : undefined;
}

export const learningRateSlips = [
  {
    name: 'rate-in-gradient',
    area: 'learning rate',
    *variants(context) {
      if (isGradientOf(context.question.quantity, 'parameter'))
        yield { changeResult: (value) => rateOf(context) * value };
    },
  },
  {
    name: 'new-value-for-gradient',
    area: 'learning rate',
    *variants({ question: { quantity, values } }) {
      if (!isGradientOf(quantity, 'parameter') || quantity.sample !== undefined) return;
      yield { changeResult: () => values.numberOf(newParameterValue(quantity.of.index)) };
    },
  },
  {
    name: 'rate-forgotten',
    area: 'learning rate',
    *variants({ question }) {
      if (isNewParameter(question.quantity)) yield { replace: withRate(1) };
    },
  },
  {
    name: 'rate-twice',
    area: 'learning rate',
    *variants(context) {
      if (isNewParameter(context.question.quantity)) yield { replace: withRate(rateOf(context) * rateOf(context)) };
    },
  },
  {
    name: 'old-value',
    area: 'learning rate',
    *variants({ question: { quantity, values } }) {
      if (!isNewParameter(quantity)) return;
      yield { changeResult: () => values.numberOf(parameterValue(quantity.of.index)) };
    },
  },
  {
    name: 'gradient-for-new-value',
    area: 'learning rate',
    *variants({ question: { quantity, values } }) {
      if (!isNewParameter(quantity)) return;
      const gradient = values.numberOf(parameterGradient(quantity.of.index));
      for (const sign of [1, -1]) yield { changeResult: () => sign * gradient };
    },
  },
  {
    name: 'change-for-new-value',
    area: 'learning rate',
    *variants({ question: { quantity, values } }) {
      if (!isNewParameter(quantity)) return;
      const before = values.numberOf(parameterValue(quantity.of.index));
      for (const sign of [1, -1]) yield { changeResult: (after) => sign * (after - before) };
    },
  },
] as const satisfies readonly Slip[];
