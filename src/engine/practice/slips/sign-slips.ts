import { type Expression, negative, ref, substitute, sum, withParts } from '../../expressions/expression.ts';
import { isGradientOf, isNewParameter, isValueOf, type Quantity } from '../../graph/quantity.ts';
import { activationOf } from '../../models/activations.ts';
import { netValue } from '../../models/dense-quantities.ts';
import { layerAt } from '../../models/network.ts';
import { equationOf } from '../../steps/equation.ts';
import {
  atEachAndAll,
  type DenseContext,
  derivativesWithTarget,
  inNetworks,
  newParametersIn,
  outsIn,
  type Slip,
  slopesIn,
  type Variant,
} from './slip.ts';

/** A sign is wrong. */
export const signSlips = [
  {
    name: 'sign-flipped',
    area: 'sign',
    *variants(context) {
      const opposite = (quantity: Quantity): Expression<Quantity> => negative(ref(quantity));
      yield* atEachAndAll(context, context.results, opposite);
      yield* inNetworks(signsInside)(context);
    },
  },
  {
    name: 'target-output-swapped',
    area: 'sign',
    variants: inNetworks((context) =>
      atEachAndAll(context, derivativesWithTarget(context), (derivative) => negative(ref<Quantity>(derivative))),
    ),
  },
  {
    /** w + α·∂E/∂w in place of w − α·∂E/∂w. */
    name: 'update-added',
    area: 'sign',
    variants: (context) =>
      atEachAndAll(context, newParametersIn(context.quantities), (quantity) => {
        const rule = equationOf(context.update, quantity);
        return rule.kind === 'difference' ? sum([rule.left, rule.right]) : undefined;
      }),
  },
] as const satisfies readonly Slip[];

/** A wrong sign inside an equation: of a bias or a target, of the net in an activation, or in f′(net). */
function* signsInside(context: DenseContext): IterableIterator<Variant> {
  const { experiment, quantities } = context;
  const given = quantities.filter(
    (quantity) =>
      isValueOf(quantity, 'target') ||
      (isValueOf(quantity, 'parameter') && quantity.after !== true && isBias(context, quantity.of.index)),
  );
  if (!context.results.some((quantity) => isNewParameter(quantity) || isGradientOf(quantity, 'parameter'))) {
    yield* atEachAndAll(context, given, (quantity) => negative(ref(quantity)));
  }
  yield* atEachAndAll(context, derivativesWithTarget(context), (derivative) => withTargetAdded(context, derivative));
  yield* atEachAndAll(context, outsIn(context.results), ({ of, sample, after }) => {
    const { activation } = layerAt(experiment.network, of.block.layer);
    const net = ref<Quantity>(netValue(of.block.layer, of.index, { sample, after }));
    return activation === 'softmax' ? undefined : activationOf(activation).expression(negative(net));
  });
  yield* atEachAndAll(context, slopesIn(quantities), (slope) => {
    const equation = equationOf(context.update, slope);
    return equation.kind === 'given' ? undefined : withSumsForDifferences(equation);
  });
}

/** out + target in place of out − target. */
function withTargetAdded({ update }: DenseContext, derivative: Quantity): Expression<Quantity> | undefined {
  const equation = equationOf(update, derivative);
  return equation.kind === 'given'
    ? undefined
    : substitute(equation, (leaf) => (isValueOf(leaf, 'target') ? negative(ref(leaf)) : undefined));
}

function isBias({ experiment: { network } }: DenseContext, parameter: number): boolean {
  return parameter >= network.weightCount;
}

/** out(1 + out) for out(1 − out). Undefined if the expression has no difference. */
function withSumsForDifferences(expression: Expression<Quantity>): Expression<Quantity> | undefined {
  let found = false;
  const changed = (part: Expression<Quantity>): Expression<Quantity> => {
    if (part.kind === 'rewritten') return changed(part.shown);
    if (part.kind === 'leaf') return part;
    if (part.kind !== 'difference') return withParts(part, changed);
    found = true;
    return sum([changed(part.left), changed(part.right)]);
  };
  const result = changed(expression);
  return found ? result : undefined;
}
