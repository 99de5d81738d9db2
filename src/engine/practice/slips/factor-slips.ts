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
  comparisonsIn,
  derivativesIn,
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
      const belongsToLoss = (of: Quantity): boolean =>
        of.kind === 'error' || (of.kind === 'out-gradient' && isOutput(experiment.network, of.layer));
      for (const factor of [2, 0.5]) {
        yield { replace: (of) => (belongsToLoss(of) ? product(constant(factor), ref(of)) : undefined) };
      }
    },
  },
  { name: 'square-forgotten', area: 'factor', variants: squareForgotten },
  {
    name: 'factor-left-out',
    area: 'factor',
    *variants(context) {
      const [root, ...others] = context.quantities;
      for (const kind of root?.kind === 'net' ? factorsOfNet : factorsOfDerivative) {
        const factors = others.filter((of) => of.kind === kind);
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
    variants: (context) => atActivationDerivatives(context, (of) => ref({ ...of, kind: 'net' })),
  },
  {
    name: 'one-minus-output-for-derivative',
    area: 'factor',
    variants: (context) => atActivationDerivatives(context, (of) => difference(constant(1), outOf(of))),
  },
  {
    /** f′(out) in place of f′(net). */
    name: 'derivative-at-output',
    area: 'factor',
    variants: (context) =>
      atActivationDerivatives(context, (of) => {
        const activation = activationOf(layerAt(context.experiment.network, of.layer).activation);
        return activation.derivativeExpression(outOf(of), activation.expression(outOf(of)));
      }),
  },
  {
    name: 'derivative-of-other-unit',
    area: 'factor',
    variants: (context) => ofOtherUnits(context, derivativesIn(context.quantities, 'slope')),
  },
  { name: 'activation-skipped', area: 'factor', variants: activationSkipped },
  {
    name: 'error-for-its-derivative',
    area: 'factor',
    variants: (context) =>
      atEachAndAll(context, comparisonsIn(context), ({ unit, sample }) => ref({ kind: 'error', unit, sample })),
  },
  {
    name: 'delta-of-other-unit',
    area: 'factor',
    variants: (context) => ofOtherUnits(context, derivativesIn(context.quantities, 'delta')),
  },
  {
    /** The decimal point is wrong in the answer, or in the gradient from which a new parameter is calculated. */
    name: 'decimal-point',
    area: 'factor',
    *variants({ question }) {
      for (const power of [1, -1, 2, -2, 3, -3]) {
        yield { changeResult: (value) => value * 10 ** power };
        if (question.quantity.kind !== 'updated' || Math.abs(power) > 2) continue;
        yield { replace: (of) => (of.kind === 'gradient' ? product(constant(10 ** power), ref(of)) : undefined) };
      }
    },
  },
] as const satisfies readonly Slip[];

const factorsOfNet: readonly Quantity['kind'][] = ['input', 'out', 'parameter'];
const factorsOfDerivative: readonly Quantity['kind'][] = [
  'out-gradient',
  'slope',
  'delta',
  'net-by-parameter',
  'net-by-out',
];

function outOf(of: UnitDerivative): Expression {
  return ref({ ...of, kind: 'out' });
}

function atActivationDerivatives(
  context: SlipContext,
  replacement: (of: UnitDerivative) => Expression,
): IterableIterator<Variant> {
  return atEachAndAll(context, derivativesIn(context.quantities, 'slope'), replacement);
}

/** target − out in place of (target − out)², with either sign, with and without the ½ or 1/n of the loss. */
function* squareForgotten({ question, experiment }: SlipContext): IterableIterator<Variant> {
  const { quantity: root, values } = question;
  if (root.kind !== 'error') return;
  const equation = equationOf(values.update, root);
  const base = equation.kind === 'given' ? undefined : withoutSquare(equation);
  if (base === undefined) return;
  const out = values.numberOf({ ...root, kind: 'out', layer: outputLayer(experiment.network).number });
  const outMinusTarget = out - values.numberOf({ kind: 'target', unit: root.unit, sample: root.sample });
  for (const sign of [1, -1]) {
    yield { changeResult: () => sign * outMinusTarget };
    yield { replace: (of) => (of === root ? base : undefined), changeResult: (value) => sign * value };
  }
}

/** An expression in which each power is replaced by its base; undefined if it contains no power. */
function withoutSquare(expression: Expression): Expression | undefined {
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

/** The derivative of a wrong unit of the same layer. */
function* ofOtherUnits(context: SlipContext, derivatives: readonly UnitDerivative[]): IterableIterator<Variant> {
  for (const about of derivatives) {
    for (const unit of neighboursOf(about.unit, unitsIn(context.experiment.network, about.layer))) {
      yield { about, replace: replaceOne(context, about, (of) => ref({ ...of, unit })) };
    }
  }
}

/** net in place of out: as the input of a weight, in the comparison with the target, or as the answer itself. */
function* activationSkipped(context: SlipContext): IterableIterator<Variant> {
  const { quantity: root, values } = context.question;
  if (root.kind === 'out') yield { replace: netForOut };
  if (root.kind === 'net' || root.kind === 'error') {
    yield { replace: (of) => (of === root ? undefined : netForOut(of)) };
  }
  const withNets = (of: Quantity): Expression | undefined => {
    const equation = equationOf(values.update, of);
    return equation.kind === 'given' ? undefined : substitute(equation, netForOut);
  };
  const inputs = quantitiesOfKind(context.quantities, 'net-by-parameter');
  const comparisons = comparisonsIn(context);
  for (const places of [inputs, comparisons, [...inputs, ...comparisons]]) {
    if (places.length > 0) yield { replace: replaceAll<Quantity>(context, places, withNets) };
  }
}

function netForOut(of: Quantity): Expression | undefined {
  return of.kind === 'out' ? ref({ ...of, kind: 'net' }) : undefined;
}
