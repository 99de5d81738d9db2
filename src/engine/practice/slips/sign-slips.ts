import { negative, ref, sum } from '../../expressions/expression.ts';
import { isGradientOf, isNewParameter, type Quantity } from '../../graph/quantity.ts';
import { equationOf } from '../../steps/equation.ts';
import { atEachAndAll, derivativesWithTarget, inNetworks, replaceOne, type Slip } from './slip.ts';

export const signSlips = [
  {
    name: 'sign-flipped',
    area: 'sign',
    *variants({ question }) {
      yield { changeResult: (value) => -value };
      if (!isNewParameter(question.quantity)) return;
      yield { replace: (quantity) => (isGradientOf(quantity, 'parameter') ? negative(ref(quantity)) : undefined) };
    },
  },
  {
    /** w + α·∂E/∂w in place of w − α·∂E/∂w. */
    name: 'update-added',
    area: 'sign',
    *variants(context) {
      const { quantity, values } = context.question;
      if (!isNewParameter(quantity)) return;
      const rule = equationOf(values.update, quantity);
      if (rule.kind !== 'difference') return;
      yield { replace: replaceOne(context, quantity, () => sum([rule.left, rule.right])) };
    },
  },
  {
    name: 'target-output-swapped',
    area: 'sign',
    variants: inNetworks((context) =>
      atEachAndAll(context, derivativesWithTarget(context), (derivative) => negative(ref<Quantity>(derivative))),
    ),
  },
] as const satisfies readonly Slip[];
