import {
  call,
  constant,
  difference,
  type Expression,
  negative,
  product,
  quotient,
  ref,
  square,
  sum,
  withParts,
} from '../../expressions/expression.ts';
import { isValueOf, type Quantity } from '../../graph/quantity.ts';
import { errorValue, outValue, targetValue, totalErrorValue } from '../../models/dense-quantities.ts';
import { type LossName, lossOf } from '../../models/losses.ts';
import { outputLayer } from '../../models/network.ts';
import { equationOf } from '../../steps/equation.ts';
import {
  atEachAndAll,
  type DenseContext,
  derivativesWithTarget,
  type ErrorValue,
  errorsIn,
  fusedDeltasIn,
  inNetworks,
  outsIn,
  replaceAll,
  type Slip,
  type UnitDerivative,
  type Variant,
} from './slip.ts';

/** A mistake in the error or in its derivative by an out. */
export const lossSlips = [
  {
    /** The ½ of ½(target − out)², or the 2 in the derivative of a square, is forgotten or used twice. */
    name: 'loss-factor',
    area: 'loss',
    variants: inNetworks((context) => timesConstants(context, [2, 0.5])),
  },
  {
    /** The error is divided by the number of outputs, or this division is forgotten. */
    name: 'mean-over-outputs',
    area: 'loss',
    variants: inNetworks((context) => {
      const outputs = outputLayer(context.experiment.network).units;
      return outputs === 1 ? [] : timesConstants(context, [outputs, 1 / outputs]);
    }),
  },
  { name: 'square-forgotten', area: 'loss', variants: inNetworks(squareForgotten) },
  {
    /** target² − out² in place of (target − out)². */
    name: 'squares-subtracted',
    area: 'loss',
    variants: inNetworks(squaresSubtracted),
  },
  {
    /** The differences of all outputs are added before they are squared. */
    name: 'square-of-sum',
    area: 'loss',
    variants: inNetworks(squareOfSum),
  },
  {
    /** ln(1 − out) and ln(out) are exchanged. */
    name: 'logarithms-swapped',
    area: 'loss',
    variants: inNetworks((context) => atBinaryErrors(context, ({ out, target }) => crossEntropy(out, not(target)))),
  },
  {
    /** The logarithms of all outs are added, not only those that the target selects. */
    name: 'target-ignored',
    area: 'loss',
    variants: inNetworks(targetIgnored),
  },
  {
    name: 'error-for-its-derivative',
    area: 'loss',
    *variants(context) {
      yield* inNetworks((dense) =>
        atEachAndAll(dense, derivativesWithTarget(dense), ({ of, sample }) => ref(errorValue(of.index, { sample }))),
      )(context);
      yield* inNetworks((dense) =>
        atEachAndAll(dense, derivativesWithTarget(dense), ({ sample }) => ref(totalErrorValue({ sample }))),
      )(context);
    },
  },
  {
    /** (out − target)² in place of out − target. */
    name: 'squared-error-for-its-derivative',
    area: 'loss',
    variants: inNetworks(squaredErrorForDerivative),
  },
  {
    /** out in place of out − target. */
    name: 'one-hot-not-subtracted',
    area: 'loss',
    variants: inNetworks((context) => atEachAndAll(context, derivativesWithTarget(context), outOf)),
  },
  {
    /** The loss is fused with the activation, so that δ is out − target. Yet f′(net) is multiplied in. */
    name: 'extra-output-derivative',
    area: 'loss',
    variants: inNetworks((context) =>
      atEachAndAll(context, fusedDeltasIn(context), (output) => product<Quantity>(ref(output), slopeFromOut(output))),
    ),
  },
  {
    /** ∂E/∂out in place of δ. */
    name: 'activation-derivative-left-out',
    area: 'loss',
    variants: inNetworks((context) =>
      atEachAndAll(context, fusedDeltasIn(context), (output) => {
        const out = outOf(output);
        const target = ref<Quantity>(targetValue(output.of.index, output.sample));
        return context.experiment.loss === 'binary-cross-entropy'
          ? quotient(difference(out, target), slopeFromOut(output))
          : negative(quotient(target, out));
      }),
    ),
  },
  {
    /** Of the derivatives of a softmax, only that of each out by its own net is used. */
    name: 'softmax-diagonal-only',
    area: 'loss',
    variants: inNetworks(diagonalOnly),
  },
  {
    /** The logarithm to the base 10 or 2 in place of ln, or a power of 10 or 2 in place of e^x. */
    name: 'wrong-log-base',
    area: 'loss',
    variants: inNetworks(wrongBase),
  },
] as const satisfies readonly Slip[];

function outOf({ of, sample }: UnitDerivative): Expression<Quantity> {
  const { block, index } = of;
  return ref(outValue(block.layer, index, { sample }));
}

/** out(1 − out). */
function slopeFromOut(derivative: UnitDerivative): Expression<Quantity> {
  return product(outOf(derivative), difference(constant(1), outOf(derivative)));
}

/** The error, its derivative by the outs, or both, are multiplied by one of the constants. */
function* timesConstants(context: DenseContext, factors: readonly number[]): IterableIterator<Variant> {
  const errors = errorsIn(context.quantities);
  const derivatives = derivativesWithTarget(context);
  for (const factor of factors) {
    const scaled = (quantity: Quantity): Expression<Quantity> => product(constant(factor), ref(quantity));
    for (const members of [errors, derivatives, [...errors, ...derivatives]]) {
      if (members.length > 0) {
        yield { extent: 'all', changed: members, replace: replaceAll<Quantity>(context, members, scaled) };
      }
    }
    if (derivatives.length > 1) yield* atEachAndAll<Quantity>(context, derivatives, scaled);
  }
}

/** target − out in place of (target − out)², with either sign, with and without the ½ or 1/n of the loss. */
function* squareForgotten(context: DenseContext): IterableIterator<Variant> {
  const { experiment, update, quantities } = context;
  const errors = errorsIn(quantities);
  const output = outputLayer(experiment.network).number;
  const base = (error: Quantity): Expression<Quantity> | undefined => {
    const equation = equationOf(update, error);
    return equation.kind === 'given' ? undefined : withoutSquare(equation);
  };
  for (const sign of [1, -1]) {
    yield* atEachAndAll(context, errors, (error) => {
      const expression = base(error);
      return expression && product(constant(sign), expression);
    });
    yield* atEachAndAll(context, errors, (error) => {
      const { of, sample } = error;
      const deviation = difference<Quantity>(
        ref(targetValue(of.index, sample)),
        ref(outValue(output, of.index, { sample, after: error.after })),
      );
      return base(error) && product<Quantity>(constant(sign), deviation);
    });
  }
}

function squaresSubtracted(context: DenseContext): IterableIterator<Variant> {
  const output = outputLayer(context.experiment.network).number;
  return atEachAndAll(context, errorsIn(context.quantities), (error) => {
    const equation = equationOf(context.update, error);
    if (equation.kind === 'given' || withoutSquare(equation) === undefined) return undefined;
    const { of, sample, after } = error;
    const out = ref<Quantity>(outValue(output, of.index, { sample, after }));
    return halfOrMean(context, difference(square(ref<Quantity>(targetValue(of.index, sample))), square(out)));
  });
}

/** ½(Σ(target − out))² in place of Σ½(target − out)², or with 1/n in place of ½. */
function squareOfSum(context: DenseContext): Iterable<Variant> {
  const { experiment, quantities } = context;
  const output = outputLayer(experiment.network);
  if (output.units === 1 || !hasSquare(experiment.loss)) return [];
  const totals = quantities.filter((quantity) => isValueOf(quantity, 'total-error'));
  return atEachAndAll(context, totals, ({ sample, after }) => {
    if (sample === undefined && context.update.size > 1) return undefined;
    const differences = Array.from({ length: output.units }, (_, unit) =>
      difference<Quantity>(ref(targetValue(unit, sample)), ref(outValue(output.number, unit, { sample, after }))),
    );
    return halfOrMean(context, square(sum(differences)));
  });
}

function hasSquare(loss: LossName): boolean {
  return loss === 'half-squared-error' || loss === 'mean-squared-error';
}

/** Half of the squares, or the squares by the number of outputs, as the loss has it. */
function halfOrMean({ experiment }: DenseContext, squares: Expression<Quantity>): Expression<Quantity> {
  if (experiment.loss === 'half-squared-error') return product(constant(0.5), squares);
  return quotient(squares, constant(outputLayer(experiment.network).units));
}

const not = <Leaf>(expression: Expression<Leaf>): Expression<Leaf> => difference(constant(1), expression);

const ln = <Leaf>(expression: Expression<Leaf>): Expression<Leaf> => call('ln', expression);

/** −(target·ln out + (1 − target)·ln(1 − out)). */
function crossEntropy<Leaf>(out: Expression<Leaf>, target: Expression<Leaf>): Expression<Leaf> {
  return negative(sum([product(target, ln(out)), product(not(target), ln(not(out)))]));
}

interface OutAndTarget {
  readonly out: Expression<Quantity>;
  readonly target: Expression<Quantity>;
}

function outAndTarget({ experiment }: DenseContext, { of, sample, after }: ErrorValue): OutAndTarget {
  const { number } = outputLayer(experiment.network);
  return {
    out: ref(outValue(number, of.index, { sample, after })),
    target: ref(targetValue(of.index, sample)),
  };
}

/** Replaces the binary cross-entropy of outputs. */
function atBinaryErrors(
  context: DenseContext,
  replacement: (terms: OutAndTarget) => Expression<Quantity>,
): Iterable<Variant> {
  if (context.experiment.loss !== 'binary-cross-entropy') return [];
  return atEachAndAll(context, errorsIn(context.quantities), (error) => replacement(outAndTarget(context, error)));
}

function* targetIgnored(context: DenseContext): IterableIterator<Variant> {
  yield* atBinaryErrors(context, ({ out }) => negative(sum([ln(out), ln(not(out))])));
  if (context.experiment.loss !== 'categorical-cross-entropy') return;
  yield* atEachAndAll(context, errorsIn(context.quantities), (error) => negative(ln(outAndTarget(context, error).out)));
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

function* squaredErrorForDerivative(context: DenseContext): IterableIterator<Variant> {
  const outputs = outputLayer(context.experiment.network).units;
  for (const factor of [1, -1, 2, 0.5, 1 / outputs, 2 / outputs]) {
    yield* atEachAndAll(context, derivativesWithTarget(context), (derivative) => {
      const target = targetValue(derivative.of.index, derivative.sample);
      return product(constant(factor), square(difference(outOf(derivative), ref(target))));
    });
  }
}

function diagonalOnly(context: DenseContext): Iterable<Variant> {
  if (outputLayer(context.experiment.network).activation !== 'softmax') return [];
  return atEachAndAll(context, fusedDeltasIn(context), (output) => {
    const target = ref<Quantity>(targetValue(output.of.index, output.sample));
    return product(constant(-1), target, difference(constant(1), outOf(output)));
  });
}

function* wrongBase(context: DenseContext): IterableIterator<Variant> {
  const { experiment, update, quantities } = context;
  for (const base of [10, 2]) {
    if (lossOf(experiment.loss).kind === 'fused') {
      yield* atEachAndAll(context, errorsIn(quantities), (error) => quotient(ref(error), constant(Math.log(base))));
    }
    yield* atEachAndAll(context, outsIn(context.results), (out) => {
      const equation = equationOf(update, out);
      return equation.kind === 'given' ? undefined : withPowersOf(base, equation);
    });
  }
}

/** 10^(−net) in place of e^(−net). Undefined if the expression has no exponential function. */
function withPowersOf(base: number, expression: Expression<Quantity>): Expression<Quantity> | undefined {
  const factor = constant(Math.log(base));
  if (expression.kind === 'rewritten') return withPowersOf(base, expression.shown);
  if (expression.kind === 'call' && expression.name === 'sigmoid') {
    return call('sigmoid', product(factor, expression.inputs.at(0) ?? factor));
  }
  let found = false;
  const changed = (part: Expression<Quantity>): Expression<Quantity> => {
    if (part.kind === 'leaf') return part;
    if (part.kind !== 'call' || part.name !== 'exp') return withParts(part, changed);
    found = true;
    return call('exp', product(factor, part.inputs.at(0) ?? factor));
  };
  const result = changed(expression);
  return found ? result : undefined;
}
