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
  indicesExcept,
  inPlaceOf,
  inPlaceOfAll,
  quantitiesOfKind,
  type SlipContext,
  type SlipName,
  type UnitDerivative,
  type Variant,
} from './slip.ts';

/** A factor forgotten or doubled, or another number in its place. */
export function* factorSlips(workings: SlipContext): IterableIterator<Variant> {
  yield* lossFactorSlips(workings);
  yield* squareSlips(workings);
  yield* leftOutSlips(workings);
  yield* slopeSlips(workings);
  yield* activationSlips(workings);
  yield* deltaSlips(workings);
  yield* powersOfTen(workings);
}

/** The ½ of ½(target − out)², or the 2 that its square brings, forgotten or counted twice. */
function* lossFactorSlips({ experiment }: SlipContext): IterableIterator<Variant> {
  if (!['half-squared-error', 'mean-squared-error'].includes(experiment.loss)) return;
  const isOfLoss = (of: Quantity): boolean =>
    of.kind === 'error' || (of.kind === 'out-gradient' && isOutput(experiment.network, of.layer));
  for (const times of [2, 0.5]) {
    yield { slip: 'half', replace: (of) => (isOfLoss(of) ? product(constant(times), ref(of)) : undefined) };
  }
}

/** target − out in the place of its square, with either sign. */
function* squareSlips({ question }: SlipContext): IterableIterator<Variant> {
  const { quantity: root, reading } = question;
  if (root.kind !== 'error') return;
  const equation = equationOf(reading.update, root);
  const base = equation && baseOf(equation);
  if (base === undefined) return;
  // With and without the factor in front.
  const out = reading.numberOf({ ...root, kind: 'out', layer: outputLayer(reading.update.experiment.network).number });
  const miss = out - reading.numberOf({ kind: 'target', unit: root.unit, sample: root.sample });
  for (const sign of [1, -1]) {
    yield { slip: 'square forgotten', apply: () => sign * miss };
    yield {
      slip: 'square forgotten',
      replace: (of) => (of === root ? base : undefined),
      apply: (value) => sign * value,
    };
  }
}

/** An expression with what is squared in the place of its square; undefined where there is none. */
function baseOf(expression: Expression): Expression | undefined {
  switch (expression.kind) {
    case 'power':
      return expression.base;
    case 'product': {
      const bases = expression.factors.map(baseOf);
      if (bases.every((base) => base === undefined)) return undefined;
      return product(...expression.factors.map((factor, at) => bases[at] ?? factor));
    }
    case 'quotient': {
      const base = baseOf(expression.numerator);
      return base && quotient(base, expression.denominator);
    }
    default:
      return undefined;
  }
}

const factorKinds: readonly Quantity['kind'][] = ['out-gradient', 'slope', 'delta', 'net-by-parameter', 'net-by-out'];

/** A factor of a derivative left out, or all of one kind; in a net, what is multiplied. */
function* leftOutSlips(workings: SlipContext): IterableIterator<Variant> {
  const { question, quantities } = workings;
  const [, ...parts] = quantities;
  const kinds: readonly Quantity['kind'][] =
    question.quantity.kind === 'net' ? ['input', 'out', 'parameter'] : factorKinds;
  for (const kind of kinds) {
    const some = parts.filter((of) => of.kind === kind);
    yield* atEachAndAll(workings, 'left out', some, () => constant(1));
  }
}

/** σ, net or 1 − out where σ′ belongs, σ′ of out, and σ′ of another unit. */
function* slopeSlips(workings: SlipContext): IterableIterator<Variant> {
  const { experiment, quantities } = workings;
  const slopes = derivativesIn(quantities, 'slope');
  const netOf = (of: UnitDerivative): Expression => ref({ ...of, kind: 'net' });
  const outOf = (of: UnitDerivative): Expression => ref({ ...of, kind: 'out' });
  const atOut = (of: UnitDerivative): Expression => {
    const activation = activationOf(layerAt(experiment.network, of.layer).activation);
    return activation.derivativeExpression(outOf(of), activation.out(outOf(of)));
  };
  yield* atEachAndAll(workings, 'out for slope', slopes, outOf);
  yield* atEachAndAll(workings, 'net for slope', slopes, netOf);
  yield* atEachAndAll(workings, 'rest for slope', slopes, (of) => difference(constant(1), outOf(of)));
  yield* atEachAndAll(workings, 'slope of out', slopes, atOut);
  yield* otherUnits(workings, 'other slope', slopes);
}

/** Another unit's derivative in the place of one. */
function* otherUnits(
  workings: SlipContext,
  slip: SlipName,
  derivatives: readonly UnitDerivative[],
): IterableIterator<Variant> {
  for (const one of derivatives) {
    for (const unit of indicesExcept(one.unit, unitsIn(workings.experiment.network, one.layer))) {
      yield { slip, about: one, replace: inPlaceOf(workings, one, (of) => ref({ ...of, unit })) };
    }
  }
}

/** net where out belongs: in what is carried, in the comparison with the target, or in the answer itself. */
function* activationSlips(workings: SlipContext): IterableIterator<Variant> {
  const { question, quantities } = workings;
  const { quantity: root, reading } = question;
  if (root.kind === 'out') yield { slip: 'skipped activation', replace: netFor };
  if (root.kind === 'net' || root.kind === 'error') {
    yield { slip: 'skipped activation', replace: (of) => (of === root ? undefined : netFor(of)) };
  }
  const withNets = (of: Quantity): Expression | undefined => {
    const equation = equationOf(reading.update, of);
    return equation && substitute(equation, netFor);
  };
  const carried = quantitiesOfKind(quantities, 'net-by-parameter');
  const compared = comparisonsIn(workings);
  for (const some of [carried, compared, [...carried, ...compared]]) {
    if (some.length > 0) yield { slip: 'skipped activation', replace: inPlaceOfAll(workings, some, withNets) };
  }
}

function netFor(of: Quantity): Expression | undefined {
  return of.kind === 'out' ? ref({ ...of, kind: 'net' }) : undefined;
}

/** E where ∂E/∂out belongs, and the δ of another unit. */
function* deltaSlips(workings: SlipContext): IterableIterator<Variant> {
  const compared = comparisonsIn(workings);
  yield* atEachAndAll(workings, 'error for its slope', compared, ({ unit, sample }) =>
    ref({ kind: 'error', unit, sample }),
  );
  yield* otherUnits(workings, 'other delta', derivativesIn(workings.quantities, 'delta'));
}

/** The point in the wrong place: of the answer, or of the gradient inside it. */
function* powersOfTen({ question }: SlipContext): IterableIterator<Variant> {
  for (const power of [1, -1, 2, -2, 3, -3]) {
    yield { slip: 'power of ten', apply: (value) => value * 10 ** power };
    if (question.quantity.kind !== 'updated' || Math.abs(power) > 2) continue;
    const scaled = (of: Quantity) => (of.kind === 'gradient' ? product(constant(10 ** power), ref(of)) : undefined);
    yield { slip: 'power of ten', replace: scaled };
  }
}
