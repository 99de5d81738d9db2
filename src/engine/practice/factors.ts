import { activationOf } from '../activations.ts';
import { equationOf } from '../equations/equation.ts';
import { difference, type Expression, number, product, refer, replaceQuantities } from '../expressions.ts';
import { isOutput, layerAt, unitsIn } from '../network.ts';
import type { Quantity } from '../quantities.ts';
import { atEachAndAll, othersThan, type Rewriting, type Workings } from './slip.ts';

/** A factor forgotten or doubled, or another number in its place. */
export function* factorSlips(workings: Workings): IterableIterator<Rewriting> {
  yield* lossFactorSlips(workings);
  yield* leftOutSlips(workings);
  yield* slopeSlips(workings);
  yield* activationSlips(workings);
  yield* deltaSlips(workings);
  yield* powersOfTen(workings);
}

/** The ½ of ½(target − out)², or the 2 that its square brings, forgotten or counted twice. */
function* lossFactorSlips({ experiment }: Workings): IterableIterator<Rewriting> {
  if (!['half-squared-error', 'mean-squared-error'].includes(experiment.loss)) return;
  const isOfLoss = (of: Quantity): boolean =>
    of.kind === 'error' || (of.kind === 'out-gradient' && isOutput(experiment.network, of.layer));
  for (const times of [2, 0.5]) {
    yield { slip: 'half', replace: (of) => (isOfLoss(of) ? product(number(times), refer(of)) : undefined) };
  }
}

const factorKinds: readonly Quantity['kind'][] = ['out-gradient', 'slope', 'delta', 'net-by-parameter', 'net-by-out'];

/** A factor of a derivative left out, or all of one kind; in a net, what is multiplied. */
function* leftOutSlips(workings: Workings): IterableIterator<Rewriting> {
  const { question, quantities } = workings;
  const [, ...parts] = quantities;
  const kinds: readonly Quantity['kind'][] =
    question.quantity.kind === 'net' ? ['input', 'out', 'parameter'] : factorKinds;
  for (const kind of kinds) {
    for (const layer of new Set(parts.map(layerOf))) {
      const some = parts.filter((of) => of.kind === kind && layerOf(of) === layer);
      yield* atEachAndAll(workings, 'left out', some, () => number(1));
    }
  }
}

function layerOf(of: Quantity): number | undefined {
  return 'layer' in of ? of.layer : undefined;
}

/** σ, net or 1 − out where σ′ belongs, σ′ of out, and σ′ of another unit. */
function* slopeSlips(workings: Workings): IterableIterator<Rewriting> {
  const { experiment, quantities } = workings;
  const slopes = derivativesOf(quantities, 'slope');
  const slopeAs = (make: (net: Expression, out: Expression, of: UnitDerivative) => Expression) => (of: Quantity) =>
    of.kind === 'slope' ? make(refer({ ...of, kind: 'net' }), refer({ ...of, kind: 'out' }), of) : undefined;
  yield* atEachAndAll(
    workings,
    'out for slope',
    slopes,
    slopeAs((_net, out) => out),
  );
  yield* atEachAndAll(
    workings,
    'net for slope',
    slopes,
    slopeAs((net) => net),
  );
  yield* atEachAndAll(
    workings,
    'rest for slope',
    slopes,
    slopeAs((_net, out) => difference(number(1), out)),
  );
  const ofOut = slopeAs((_net, out, { layer }) => {
    const activation = activationOf(layerAt(experiment.network, layer).activation);
    return activation.slope(out, activation.out(out));
  });
  yield* atEachAndAll(workings, 'slope of out', slopes, ofOut);
  for (const slope of slopes) {
    for (const unit of othersThan(slope.unit, unitsIn(experiment.network, slope.layer))) {
      yield {
        slip: 'other slope',
        about: slope,
        replace: (of) => (workings.isSame(of, slope) ? refer({ ...slope, unit }) : undefined),
      };
    }
  }
}

type UnitDerivative = Extract<Quantity, { kind: 'out-gradient' | 'slope' | 'delta' }>;

function derivativesOf(quantities: readonly Quantity[], kind: UnitDerivative['kind']): readonly UnitDerivative[] {
  return quantities
    .flatMap((of) => (of.kind === 'out-gradient' || of.kind === 'slope' || of.kind === 'delta' ? [of] : []))
    .filter((of) => of.kind === kind);
}

/** net where out belongs: in what is carried, in the comparison with the target, or in the answer itself. */
function* activationSlips(workings: Workings): IterableIterator<Rewriting> {
  const { question, experiment, quantities } = workings;
  const { quantity: root, reading } = question;
  if (root.kind === 'out') yield { slip: 'skipped activation', replace: (of) => netFor(of) };
  if (root.kind === 'net' || root.kind === 'error') {
    yield { slip: 'skipped activation', replace: (of) => (workings.isSame(of, root) ? undefined : netFor(of)) };
  }
  const carried = quantities.filter((of) => of.kind === 'net-by-parameter');
  const compared = quantities.filter((of) => of.kind === 'out-gradient' && isOutput(experiment.network, of.layer));
  const withNets = (of: Quantity): Expression | undefined => {
    const equation = equationOf(reading.update, of);
    return equation && replaceQuantities(equation, netFor);
  };
  for (const some of [carried, compared, [...carried, ...compared]]) {
    if (some.length === 0) continue;
    yield {
      slip: 'skipped activation',
      replace: (of) => (some.some((one) => workings.isSame(of, one)) ? withNets(of) : undefined),
    };
  }
}

function netFor(of: Quantity): Expression | undefined {
  return of.kind === 'out' ? refer({ ...of, kind: 'net' }) : undefined;
}

/** E where ∂E/∂out belongs, and the δ of another unit. */
function* deltaSlips(workings: Workings): IterableIterator<Rewriting> {
  const { experiment, quantities, isSame } = workings;
  const { network } = experiment;
  const compared = quantities.filter((of) => of.kind === 'out-gradient' && isOutput(network, of.layer));
  yield* atEachAndAll(workings, 'error for its slope', compared, (of) =>
    of.kind === 'out-gradient' ? refer({ kind: 'error', unit: of.unit, sample: of.sample }) : undefined,
  );
  for (const delta of derivativesOf(quantities, 'delta')) {
    for (const unit of othersThan(delta.unit, unitsIn(network, delta.layer))) {
      const other = refer({ ...delta, unit });
      yield { slip: 'other delta', about: delta, replace: (of) => (isSame(of, delta) ? other : undefined) };
    }
  }
}

/** The point in the wrong place: of the answer, or of the gradient inside it. */
function* powersOfTen({ question }: Workings): IterableIterator<Rewriting> {
  for (const power of [1, -1, 2, -2, 3, -3]) {
    yield { slip: 'power of ten', finish: (value) => value * 10 ** power };
    if (question.quantity.kind !== 'updated' || Math.abs(power) > 2) continue;
    const scaled = (of: Quantity) => (of.kind === 'gradient' ? product(number(10 ** power), refer(of)) : undefined);
    yield { slip: 'power of ten', replace: scaled };
  }
}
