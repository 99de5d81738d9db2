import {
  constant,
  type Expression,
  leavesIn,
  product,
  ref,
  substitute,
  sum,
  withParts,
} from '../../expressions/expression.ts';
import { isGradientOf, isLocalOf, isValueOf, type Quantity } from '../../graph/quantity.ts';
import { delta, netByParameter, netValue } from '../../models/dense-quantities.ts';
import { isOutput, unitsIn } from '../../models/network.ts';
import { parameterAt } from '../../models/parameters.ts';
import { equationOf } from '../../steps/equation.ts';
import { chainRuleOf } from '../../steps/explanation.ts';
import {
  atEachAndAll,
  backwardWeightsIn,
  type DenseContext,
  deltasIn,
  derivativesWithTarget,
  errorsIn,
  inNetworks,
  neighboursOf,
  netsIn,
  outsIn,
  parameterGradientsIn,
  type Slip,
  type SlipContext,
  triesTerms,
  type Variant,
  weightInputsIn,
} from './slip.ts';
import { netWithTerms } from './weight-slips.ts';

/** A factor of a product is forgotten, or another quantity takes its place. */
export const factorSlips = [
  { name: 'factor-left-out', area: 'factor', variants: factorLeftOut },
  {
    /** The error goes back without the weights: every ∂net/∂out of a layer is 1. */
    name: 'delta-passed-straight',
    area: 'factor',
    variants: inNetworks((context) =>
      withoutSingles(atEachAndAll(context, backwardWeightsIn(context.quantities), one)),
    ),
  },
  { name: 'delta-of-other-unit', area: 'factor', variants: inNetworks(deltaOfOtherUnit) },
  {
    /** The factors are added. */
    name: 'sum-for-product',
    area: 'factor',
    variants: sumForProduct,
  },
  { name: 'activation-skipped', area: 'factor', variants: inNetworks(activationSkipped) },
  { name: 'bias-forgotten', area: 'input', variants: inNetworks(biasForgotten) },
] as const satisfies readonly Slip[];

const one = (): Expression<never> => constant(1);

/** The factors of derivatives. ∂net/∂b is 1 already. */
function isDerivativeFactor(quantity: Quantity): boolean {
  return (
    isGradientOf(quantity, 'out', 'net', 'equation') ||
    isLocalOf(quantity, 'out', 'net') ||
    isLocalOf(quantity, 'net', 'parameter', 'out') ||
    isLocalOf(quantity, 'equation', 'equation', 'parameter', 'input')
  );
}

function* factorLeftOut(context: SlipContext): IterableIterator<Variant> {
  const { quantities, results, experiment } = context;
  const isResult = new Set(results);
  const kinds = Map.groupBy(quantities.filter(isDerivativeFactor), ({ kind, of }) => `${kind} ${of.block.role}`);
  for (const factors of kinds.values()) {
    for (const variant of atEachAndAll(
      context,
      factors.filter((factor) => !isResult.has(factor) || results.length > 1),
      one,
    )) {
      const isWayBack = variant.about !== undefined && isLocalOf(variant.about, 'net', 'out');
      // The weights of a whole layer that are left out are the slip `delta-passed-straight`.
      if (!isWayBack || variant.extent === 'one') yield variant;
    }
  }
  yield* insideLocalDerivatives(context);
  if (experiment.kind === 'dense') yield* factorsOfNets({ ...context, experiment });
}

/** In a formula, a local derivative is a product, and one of its factors is left out. */
function* insideLocalDerivatives(context: SlipContext): IterableIterator<Variant> {
  const locals = context.quantities.filter((quantity) =>
    isLocalOf(quantity, 'equation', 'equation', 'parameter', 'input'),
  );
  for (const local of locals) {
    const equation = equationOf(context.update, local);
    if (equation.kind !== 'product') continue;
    for (const at of equation.factors.keys()) {
      yield* atEachAndAll(context, [local], (quantity) => {
        const own = equationOf(context.update, quantity);
        return own.kind === 'product' ? product(...own.factors.filter((_, other) => other !== at)) : undefined;
      });
    }
  }
}

/** An input or a weight is left out in a term of a net. */
function* factorsOfNets(context: DenseContext): IterableIterator<Variant> {
  for (const net of netsIn(context.results).filter((each) => triesTerms(context, each))) {
    const inputs = Math.min(unitsIn(context.experiment.network, net.of.block.layer - 1), maxInputs);
    for (const left of [0, 1] as const) {
      for (let input = 0; input < inputs; input++) {
        yield* atEachAndAll(context, [net], (own) =>
          netWithTerms(context, own, (at, right) => (at === input ? withoutFactor(right, left) : right)),
        );
      }
      yield* atEachAndAll(context, [net], (own) =>
        netWithTerms(context, own, (_, right) => withoutFactor(right, left)),
      );
    }
  }
}

/** Slips are tried only in this many first terms of a net, so that a wide layer has few variants. */
const maxInputs = 9;

function withoutFactor(term: Expression<Quantity>, left: number): Expression<Quantity> {
  return term.kind === 'product' ? product(...term.factors.filter((_, at) => at !== left)) : term;
}

function* withoutSingles(variants: Iterable<Variant>): IterableIterator<Variant> {
  for (const variant of variants) if (variant.extent !== 'one') yield variant;
}

function* deltaOfOtherUnit(context: DenseContext): IterableIterator<Variant> {
  const { network } = context.experiment;
  for (const right of deltasIn(context.quantities)) {
    const { block, index } = right.of;
    for (const unit of neighboursOf(index, unitsIn(network, block.layer))) {
      yield* atEachAndAll(context, [right], ({ sample }) => ref<Quantity>(delta(block.layer, unit, sample)));
    }
  }
  yield* deltaInOneUnitsGradients(context);
}

/** The gradients of all weights of a unit are calculated with δ of another unit, but not δ of this unit itself. */
function* deltaInOneUnitsGradients(context: DenseContext): IterableIterator<Variant> {
  const { network } = context.experiment;
  const gradients = parameterGradientsIn(context.quantities).filter(
    ({ of, sample }) =>
      parameterAt(network, of.index).unit !== undefined && (context.update.size === 1 || sample !== undefined),
  );
  const units = Map.groupBy(gradients, ({ of }) => {
    const { layer, unit } = parameterAt(network, of.index);
    return `${layer} ${unit}`;
  });
  for (const members of units.values()) {
    const [first] = members;
    if (first === undefined) continue;
    const { layer, unit = 0 } = parameterAt(network, first.of.index);
    for (const other of neighboursOf(unit, unitsIn(network, layer))) {
      yield* atEachAndAll(context, members, ({ of, sample }) =>
        product<Quantity>(ref(delta(layer, other, sample)), ref(netByParameter(layer, unit, of.index, sample))),
      );
    }
  }
}

/** The sum of the factors: of the two of the equation, or of all factors of the chain rule. */
function* sumForProduct(context: SlipContext): IterableIterator<Variant> {
  const { update, quantities } = context;
  for (const quantity of quantities) {
    if (quantity.kind !== 'gradient' && quantity.kind !== 'path') continue;
    for (const equation of [equationOf, chainRuleOf]) {
      yield* atEachAndAll(context, [quantity], (own) => {
        const right = equation(update, own);
        return right.kind === 'product' ? sum(right.factors) : undefined;
      });
    }
  }
}

/** net in place of out: as the input of a weight, in the comparison with the target, or as the out itself. */
function* activationSkipped(context: DenseContext): IterableIterator<Variant> {
  const { quantities, results, update } = context;
  const outs = outsIn(results);
  yield* atEachAndAll(context, outs, netForOut);
  yield* atEachAndAll(
    context,
    outs.filter(({ of }) => !isOutput(context.experiment.network, of.block.layer)),
    netForOut,
  );
  const withNets = (quantity: Quantity): Expression<Quantity> | undefined => {
    const equation = equationOf(update, quantity);
    if (equation.kind === 'given') return undefined;
    const changed = substitute(shownForm(equation), netForOut);
    return containsOut(equation) ? changed : undefined;
  };
  yield* atEachAndAll<Quantity>(context, [...netsIn(results), ...errorsIn(quantities)], withNets);
  const inputs = weightInputsIn(quantities);
  const outputDerivatives = derivativesWithTarget(context);
  yield* atEachAndAll<Quantity>(context, outputDerivatives, withNets);
  yield* withoutSingles(atEachAndAll<Quantity>(context, [...inputs, ...outputDerivatives], withNets));
}

function containsOut(expression: Expression<Quantity>): boolean {
  return [...leavesIn(shownForm(expression))].some((quantity) => isValueOf(quantity, 'out'));
}

/** The expression as books write it, so that a changed leaf changes its value. */
function shownForm<Leaf>(expression: Expression<Leaf>): Expression<Leaf> {
  if (expression.kind === 'rewritten') return shownForm(expression.shown);
  return expression.kind === 'leaf' ? expression : withParts(expression, shownForm);
}

function netForOut(quantity: Quantity): Expression<Quantity> | undefined {
  return isValueOf(quantity, 'out') ? ref(netValue(quantity.of.block.layer, quantity.of.index, quantity)) : undefined;
}

/** A net without its bias. */
function* biasForgotten(context: DenseContext): IterableIterator<Variant> {
  yield* atEachAndAll(context, netsIn(context.quantities), (net) => {
    const equation = equationOf(context.update, net);
    const fanIn = unitsIn(context.experiment.network, net.of.block.layer - 1);
    if (equation.kind !== 'sum' || equation.terms.length === fanIn) return undefined;
    return sum(Array.from({ length: fanIn }, (_, at) => equation.terms.at(at) ?? constant(Number.NaN)));
  });
}
