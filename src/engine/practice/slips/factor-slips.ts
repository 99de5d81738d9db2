import {
  constant,
  difference,
  type Expression,
  product,
  quotient,
  ref,
  substitute,
} from '../../expressions/expression.ts';
import { isGradientOf, isLocalOf, isNewParameter, isValueOf, type Quantity } from '../../graph/quantity.ts';
import { activationOf } from '../../models/activations.ts';
import { errorValue, netValue, outValue, targetValue } from '../../models/dense-quantities.ts';
import { isOutput, layerAt, outputLayer, unitsIn } from '../../models/network.ts';
import { equationOf } from '../../steps/equation.ts';
import {
  atEachAndAll,
  type DenseContext,
  deltasIn,
  derivativesWithTarget,
  inNetworks,
  neighboursOf,
  replaceAll,
  replaceOne,
  type Slip,
  type SlipContext,
  type Slope,
  slopesIn,
  type UnitDerivative,
  type Variant,
} from './slip.ts';

/** A factor is forgotten, used twice, or replaced by a wrong number. */
export const factorSlips = [
  {
    /** The ½ of ½(target − out)², or the 2 in the derivative of a square, is forgotten or used twice. */
    name: 'loss-factor',
    area: 'factor',
    variants: inNetworks(lossFactorChanged),
  },
  { name: 'square-forgotten', area: 'factor', variants: inNetworks(squareForgotten) },
  {
    name: 'factor-left-out',
    area: 'factor',
    *variants(context) {
      const [asked, ...others] = context.quantities;
      for (const isFactor of asked !== undefined && isValueOf(asked, 'net') ? netFactors : derivativeFactors) {
        yield* atEachAndAll(context, others.filter(isFactor), () => constant(1));
      }
    },
  },
  {
    name: 'output-for-derivative',
    area: 'factor',
    variants: (context) => atActivationDerivatives(context, outOf),
  },
  {
    name: 'net-for-derivative',
    area: 'factor',
    variants: (context) => atActivationDerivatives(context, netOf),
  },
  {
    name: 'one-minus-output-for-derivative',
    area: 'factor',
    variants: (context) => atActivationDerivatives(context, (slope) => difference(constant(1), outOf(slope))),
  },
  {
    /** f′(out) in place of f′(net). */
    name: 'derivative-at-output',
    area: 'factor',
    variants: inNetworks((context) =>
      atActivationDerivatives(context, (slope) => {
        const activation = activationOf(layerAt(context.experiment.network, slope.of.block.layer).activation);
        return activation.derivativeExpression(outOf(slope), activation.expression(outOf(slope)));
      }),
    ),
  },
  {
    name: 'derivative-of-other-unit',
    area: 'factor',
    variants: inNetworks((context) => derivativesOfOtherUnits(context, slopesIn(context.quantities))),
  },
  { name: 'activation-skipped', area: 'factor', variants: inNetworks(activationSkipped) },
  {
    name: 'error-for-its-derivative',
    area: 'factor',
    variants: inNetworks((context) =>
      atEachAndAll(context, derivativesWithTarget(context), ({ of, sample }) => ref(errorValue(of.index, { sample }))),
    ),
  },
  {
    name: 'delta-of-other-unit',
    area: 'factor',
    variants: inNetworks((context) => derivativesOfOtherUnits(context, deltasIn(context.quantities))),
  },
  {
    /** The decimal point is wrong in the answer, or in the gradient from which a new parameter is calculated. */
    name: 'decimal-point',
    area: 'factor',
    *variants({ question }) {
      for (const power of [1, -1, 2, -2, 3, -3]) {
        yield { changeResult: (value) => value * 10 ** power };
        if (!isNewParameter(question.quantity) || Math.abs(power) > 2) continue;
        const shift = (gradient: Quantity): Expression<Quantity> => product(constant(10 ** power), ref(gradient));
        yield { replace: (quantity) => (isGradientOf(quantity, 'parameter') ? shift(quantity) : undefined) };
      }
    },
  },
] as const satisfies readonly Slip[];

type FactorTest = (quantity: Quantity) => boolean;

/** The factors in the terms of a net: inputs, outs, and parameters. */
const netFactors: readonly FactorTest[] = [
  (quantity) => isValueOf(quantity, 'input'),
  (quantity) => isValueOf(quantity, 'out'),
  (quantity) => isValueOf(quantity, 'parameter') && !quantity.after,
];

/** The factors of a derivative of E. */
const derivativeFactors: readonly FactorTest[] = [
  (quantity) => isGradientOf(quantity, 'out'),
  (quantity) => isLocalOf(quantity, 'out', 'net'),
  (quantity) => isGradientOf(quantity, 'net'),
  (quantity) => isLocalOf(quantity, 'net', 'parameter'),
  (quantity) => isLocalOf(quantity, 'net', 'out'),
  (quantity) => isGradientOf(quantity, 'equation'),
  (quantity) => isLocalOf(quantity, 'equation', 'equation', 'parameter', 'input'),
];

function* lossFactorChanged({ experiment }: DenseContext): IterableIterator<Variant> {
  if (experiment.loss !== 'half-squared-error' && experiment.loss !== 'mean-squared-error') return;
  const belongsToLoss = (quantity: Quantity): boolean =>
    isValueOf(quantity, 'error') ||
    (isGradientOf(quantity, 'out') && isOutput(experiment.network, quantity.of.block.layer));
  for (const factor of [2, 0.5]) {
    yield {
      replace: (quantity) => (belongsToLoss(quantity) ? product(constant(factor), ref(quantity)) : undefined),
    };
  }
}

function outOf({ of, sample }: UnitDerivative): Expression<Quantity> {
  return ref(outValue(of.block.layer, of.index, { sample }));
}

function netOf({ of, sample }: UnitDerivative): Expression<Quantity> {
  return ref(netValue(of.block.layer, of.index, { sample }));
}

/** Yields the variants that replace f′(net). */
function atActivationDerivatives(
  context: SlipContext,
  replacement: (slope: Slope) => Expression<Quantity>,
): IterableIterator<Variant> {
  return atEachAndAll(context, slopesIn(context.quantities), replacement);
}

/** target − out in place of (target − out)², with either sign, with and without the ½ or 1/n of the loss. */
function* squareForgotten({ question, experiment }: DenseContext): IterableIterator<Variant> {
  const { quantity: asked, values } = question;
  if (!isValueOf(asked, 'error')) return;
  const equation = equationOf(values.update, asked);
  const base = equation.kind === 'given' ? undefined : withoutSquare(equation);
  if (base === undefined) return;
  const { sample } = asked;
  const out = values.numberOf(outValue(outputLayer(experiment.network).number, asked.of.index, asked));
  const outMinusTarget = out - values.numberOf(targetValue(asked.of.index, sample));
  for (const sign of [1, -1]) {
    yield { changeResult: () => sign * outMinusTarget };
    yield { replace: (quantity) => (quantity === asked ? base : undefined), changeResult: (value) => sign * value };
  }
}

/**
 * An expression in which each power is replaced by its base. Undefined if no power is found. A power is found if
 * it is the whole expression, a factor, or in a numerator. The losses have powers nowhere else.
 */
function withoutSquare(expression: Expression<Quantity>): Expression<Quantity> | undefined {
  if (expression.kind === 'rewritten') return withoutSquare(expression.shown);
  if (expression.kind === 'power') return expression.base;
  if (expression.kind === 'quotient') {
    const base = withoutSquare(expression.numerator);
    return base && quotient(base, expression.denominator);
  }
  if (expression.kind !== 'product') return undefined;
  const bases = expression.factors.map(withoutSquare);
  if (bases.every((base) => base === undefined)) return undefined;
  return product(...expression.factors.map((factor, at) => bases[at] ?? factor));
}

/** Yields variants with the derivative of another unit of the same layer in place of the right derivative. */
function* derivativesOfOtherUnits(
  context: DenseContext,
  derivatives: readonly UnitDerivative[],
): IterableIterator<Variant> {
  for (const derivative of derivatives) {
    const { block, index } = derivative.of;
    for (const unit of neighboursOf(index, unitsIn(context.experiment.network, block.layer))) {
      yield { about: derivative, replace: replaceOne(context, derivative, (right) => ref(ofUnit(right, unit))) };
    }
  }
}

/** The same derivative of another unit of the layer. */
function ofUnit(derivative: UnitDerivative, unit: number): Quantity {
  const of = { ...derivative.of, index: unit };
  return derivative.kind === 'local'
    ? { ...derivative, of, by: { ...derivative.by, index: unit } }
    : { ...derivative, of };
}

/** net in place of out: as the input of a weight, in the comparison with the target, or as the answer itself. */
function* activationSkipped(context: DenseContext): IterableIterator<Variant> {
  const { quantity: asked, values } = context.question;
  if (isValueOf(asked, 'out')) yield { replace: netForOut };
  if (isValueOf(asked, 'net', 'error')) {
    yield { replace: (quantity) => (quantity === asked ? undefined : netForOut(quantity)) };
  }
  const equationWithNets = (quantity: Quantity): Expression<Quantity> | undefined => {
    const equation = equationOf(values.update, quantity);
    return equation.kind === 'given' ? undefined : substitute(equation, netForOut);
  };
  const inputs = context.quantities.filter((quantity) => isLocalOf(quantity, 'net', 'parameter'));
  const outputDerivatives = derivativesWithTarget(context);
  for (const quantities of [inputs, outputDerivatives, [...inputs, ...outputDerivatives]]) {
    if (quantities.length > 0) yield { replace: replaceAll<Quantity>(context, quantities, equationWithNets) };
  }
}

function netForOut(quantity: Quantity): Expression<Quantity> | undefined {
  return isValueOf(quantity, 'out') ? ref(netValue(quantity.of.block.layer, quantity.of.index, quantity)) : undefined;
}
