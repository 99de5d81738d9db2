import {
  constant,
  difference,
  type Expression,
  product,
  quotient,
  ref,
  substitute,
} from '../../expressions/expression.ts';
import type { Quantity } from '../../expressions/quantity.ts';
import { activationOf } from '../../models/activations.ts';
import { isOutput, layerAt, outputLayer, unitsIn } from '../../models/network.ts';
import { equationOf } from '../../steps/equation.ts';
import {
  atEachAndAll,
  derivativesIn,
  derivativesWithTarget,
  neighboursOf,
  quantitiesOfKind,
  replaceAll,
  replaceOne,
  type Slip,
  type SlipContext,
  type UnitDerivative,
  type Variant,
} from './slip.ts';

/** A factor is forgotten, used twice, or replaced by a wrong number. */
export const factorSlips = [
  {
    /** The ½ of ½(target − out)², or the 2 in the derivative of a square, is forgotten or used twice. */
    name: 'loss-factor',
    area: 'factor',
    *variants({ experiment }) {
      if (experiment.loss !== 'half-squared-error' && experiment.loss !== 'mean-squared-error') return;
      const belongsToLoss = (quantity: Quantity): boolean =>
        quantity.kind === 'error' || (quantity.kind === 'out-gradient' && isOutput(experiment.network, quantity.layer));
      for (const factor of [2, 0.5]) {
        yield {
          replace: (quantity) => (belongsToLoss(quantity) ? product(constant(factor), ref(quantity)) : undefined),
        };
      }
    },
  },
  { name: 'square-forgotten', area: 'factor', variants: squareForgotten },
  {
    name: 'factor-left-out',
    area: 'factor',
    *variants(context) {
      const [asked, ...others] = context.quantities;
      for (const kind of asked?.kind === 'net' ? netFactorKinds : derivativeFactorKinds) {
        const factors = others.filter((quantity) => quantity.kind === kind);
        yield* atEachAndAll(context, factors, () => constant(1));
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
    variants: (context) => atActivationDerivatives(context, (slope) => ref({ ...slope, kind: 'net' })),
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
    variants: (context) =>
      atActivationDerivatives(context, (slope) => {
        const activation = activationOf(layerAt(context.experiment.network, slope.layer).activation);
        return activation.derivativeExpression(outOf(slope), activation.expression(outOf(slope)));
      }),
  },
  {
    name: 'derivative-of-other-unit',
    area: 'factor',
    variants: (context) => derivativesOfOtherUnits(context, derivativesIn(context.quantities, 'slope')),
  },
  { name: 'activation-skipped', area: 'factor', variants: activationSkipped },
  {
    name: 'error-for-its-derivative',
    area: 'factor',
    variants: (context) =>
      atEachAndAll(context, derivativesWithTarget(context), ({ unit, sample }) => ref({ kind: 'error', unit, sample })),
  },
  {
    name: 'delta-of-other-unit',
    area: 'factor',
    variants: (context) => derivativesOfOtherUnits(context, derivativesIn(context.quantities, 'delta')),
  },
  {
    /** The decimal point is wrong in the answer, or in the gradient from which a new parameter is calculated. */
    name: 'decimal-point',
    area: 'factor',
    *variants({ question }) {
      for (const power of [1, -1, 2, -2, 3, -3]) {
        yield { changeResult: (value) => value * 10 ** power };
        if (question.quantity.kind !== 'updated' || Math.abs(power) > 2) continue;
        const shift = (gradient: Quantity): Expression => product(constant(10 ** power), ref(gradient));
        yield { replace: (quantity) => (quantity.kind === 'gradient' ? shift(quantity) : undefined) };
      }
    },
  },
] as const satisfies readonly Slip[];

/** The kinds of the factors in the terms of a net. */
const netFactorKinds: readonly Quantity['kind'][] = ['input', 'out', 'parameter'];
/** The kinds of the factors of a derivative of E. */
const derivativeFactorKinds: readonly Quantity['kind'][] = [
  'out-gradient',
  'slope',
  'delta',
  'net-by-parameter',
  'net-by-out',
];

function outOf(derivative: UnitDerivative): Expression {
  return ref({ ...derivative, kind: 'out' });
}

/** Yields the variants that replace f′(net). */
function atActivationDerivatives(
  context: SlipContext,
  replacement: (slope: UnitDerivative) => Expression,
): IterableIterator<Variant> {
  return atEachAndAll(context, derivativesIn(context.quantities, 'slope'), replacement);
}

/** target − out in place of (target − out)², with either sign, with and without the ½ or 1/n of the loss. */
function* squareForgotten({ question, experiment }: SlipContext): IterableIterator<Variant> {
  const { quantity: asked, values } = question;
  if (asked.kind !== 'error') return;
  const equation = equationOf(values.update, asked);
  const base = equation.kind === 'given' ? undefined : withoutSquare(equation);
  if (base === undefined) return;
  const out = values.numberOf({ ...asked, kind: 'out', layer: outputLayer(experiment.network).number });
  const outMinusTarget = out - values.numberOf({ kind: 'target', unit: asked.unit, sample: asked.sample });
  for (const sign of [1, -1]) {
    yield { changeResult: () => sign * outMinusTarget };
    yield { replace: (quantity) => (quantity === asked ? base : undefined), changeResult: (value) => sign * value };
  }
}

/**
 * An expression in which each power is replaced by its base. Undefined if no power is found. A power is found if
 * it is the whole expression, a factor, or in a numerator. The losses have powers nowhere else.
 */
function withoutSquare(expression: Expression): Expression | undefined {
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
  context: SlipContext,
  derivatives: readonly UnitDerivative[],
): IterableIterator<Variant> {
  for (const derivative of derivatives) {
    for (const unit of neighboursOf(derivative.unit, unitsIn(context.experiment.network, derivative.layer))) {
      yield { about: derivative, replace: replaceOne(context, derivative, (right) => ref({ ...right, unit })) };
    }
  }
}

/** net in place of out: as the input of a weight, in the comparison with the target, or as the answer itself. */
function* activationSkipped(context: SlipContext): IterableIterator<Variant> {
  const { quantity: asked, values } = context.question;
  if (asked.kind === 'out') yield { replace: netForOut };
  if (asked.kind === 'net' || asked.kind === 'error') {
    yield { replace: (quantity) => (quantity === asked ? undefined : netForOut(quantity)) };
  }
  const equationWithNets = (quantity: Quantity): Expression | undefined => {
    const equation = equationOf(values.update, quantity);
    return equation.kind === 'given' ? undefined : substitute(equation, netForOut);
  };
  const inputs = quantitiesOfKind(context.quantities, 'net-by-parameter');
  const outputDerivatives = derivativesWithTarget(context);
  for (const quantities of [inputs, outputDerivatives, [...inputs, ...outputDerivatives]]) {
    if (quantities.length > 0) yield { replace: replaceAll<Quantity>(context, quantities, equationWithNets) };
  }
}

function netForOut(quantity: Quantity): Expression | undefined {
  return quantity.kind === 'out' ? ref({ ...quantity, kind: 'net' }) : undefined;
}
