import { constant } from '../../expressions/expression.ts';
import { hyperparameterOf } from '../../training/optimizers.ts';
import type { Replace } from '../question.ts';
import type { Slip, SlipContext } from './slip.ts';

const rateOf = ({ experiment }: SlipContext): number => hyperparameterOf(experiment.optimizer, 'learningRate');

/** Replaces α by another number. */
function withRate(rate: number): Replace {
  return (quantity) => (quantity.kind === 'setting' && quantity.name === 'learningRate' ? constant(rate) : undefined);
}

export const learningRateSlips = [
  {
    name: 'rate-in-gradient',
    area: 'learning rate',
    *variants(context) {
      if (context.question.quantity.kind === 'gradient') yield { changeResult: (value) => rateOf(context) * value };
    },
  },
  {
    name: 'new-value-for-gradient',
    area: 'learning rate',
    *variants({ question: { quantity, values } }) {
      if (quantity.kind !== 'gradient' || quantity.sample !== undefined) return;
      yield { changeResult: () => values.numberOf({ kind: 'updated', parameter: quantity.parameter }) };
    },
  },
  {
    name: 'rate-forgotten',
    area: 'learning rate',
    *variants({ question }) {
      if (question.quantity.kind === 'updated') yield { replace: withRate(1) };
    },
  },
  {
    name: 'rate-twice',
    area: 'learning rate',
    *variants(context) {
      if (context.question.quantity.kind === 'updated') yield { replace: withRate(rateOf(context) * rateOf(context)) };
    },
  },
  {
    name: 'old-value',
    area: 'learning rate',
    *variants({ question: { quantity, values } }) {
      if (quantity.kind !== 'updated') return;
      yield { changeResult: () => values.numberOf({ kind: 'parameter', parameter: quantity.parameter }) };
    },
  },
  {
    name: 'gradient-for-new-value',
    area: 'learning rate',
    *variants({ question: { quantity, values } }) {
      if (quantity.kind !== 'updated') return;
      const gradient = values.numberOf({ kind: 'gradient', parameter: quantity.parameter });
      for (const sign of [1, -1]) yield { changeResult: () => sign * gradient };
    },
  },
  {
    name: 'change-for-new-value',
    area: 'learning rate',
    *variants({ question: { quantity, values } }) {
      if (quantity.kind !== 'updated') return;
      const before = values.numberOf({ kind: 'parameter', parameter: quantity.parameter });
      for (const sign of [1, -1]) yield { changeResult: (after) => sign * (after - before) };
    },
  },
] as const satisfies readonly Slip[];
