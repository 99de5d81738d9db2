import { constant, type Expression, product, quotient, ref } from '../../expressions/expression.ts';
import { isGradientOf, type Quantity } from '../../graph/quantity.ts';
import { isOverBatch } from '../../steps/equation.ts';
import { sampleAt } from '../../training/update.ts';
import { atEachAndAll, deltasIn, parameterGradientsIn, type Slip, type SlipContext, type Variant } from './slip.ts';

/** The mean or the sum over the samples of a batch is calculated wrongly. */
export const batchSlips = [
  {
    name: 'sum-for-mean',
    area: 'batch',
    variants: (context) => (context.experiment.reduction === 'mean' ? timesConstant(context, context.update.size) : []),
  },
  {
    name: 'mean-for-sum',
    area: 'batch',
    variants: (context) =>
      context.experiment.reduction === 'sum' ? timesConstant(context, 1 / context.update.size) : [],
  },
  {
    name: 'mean-twice',
    area: 'batch',
    *variants(context) {
      if (context.experiment.reduction !== 'mean' || context.update.size === 1) return;
      yield* timesConstant(context, 1 / context.update.size);
      // The δ of each sample are divided already.
      const deltas = deltasIn(context.quantities).filter(({ sample }) => sample !== undefined);
      yield* atEachAndAll(context, deltas, (delta) => product(constant(1 / context.update.size), ref<Quantity>(delta)));
    },
  },
  {
    name: 'mean-of-one-less',
    area: 'batch',
    variants: (context) => {
      const { size } = context.update;
      return context.experiment.reduction === 'mean' && size > 2 ? timesConstant(context, size / (size - 1)) : [];
    },
  },
  {
    /** Only the first or only the last sample of the batch. */
    name: 'first-sample-only',
    area: 'batch',
    *variants(context) {
      const { update } = context;
      for (const place of [0, update.size - 1]) {
        const sample = sampleAt(update, place);
        const ofSample = (quantity: Quantity): Expression<Quantity> => ref<Quantity>({ ...quantity, sample });
        yield* atEachAndAll(context, overBatch(context), ofSample);
        // The gradients are those of one sample, but the error is that of the batch.
        yield* atEachAndAll(context, gradientsOverBatch(context), ofSample);
        // The sum over the one sample is divided by the size of the batch.
        yield* atEachAndAll(context, overBatch(context), (quantity) =>
          quotient(ref<Quantity>({ ...quantity, sample }), constant(update.size)),
        );
      }
    },
  },
  {
    /** The gradients of the update before are not set to 0, or the backward pass is run twice. */
    name: 'gradients-accumulated',
    area: 'batch',
    variants: (context) =>
      atEachAndAll(
        context,
        parameterGradientsIn(context.quantities).filter(({ sample }) => sample === undefined),
        (gradient) => product(constant(2), ref<Quantity>(gradient)),
      ),
  },
] as const satisfies readonly Slip[];

/** E_total and the gradients of the batch. */
function overBatch({ quantities, update }: SlipContext): readonly Quantity[] {
  return quantities.filter((quantity) => isOverBatch(update, quantity));
}

function gradientsOverBatch(context: SlipContext): readonly Quantity[] {
  return overBatch(context).filter((quantity) => isGradientOf(quantity, 'parameter'));
}

function* timesConstant(context: SlipContext, factor: number): IterableIterator<Variant> {
  const scaled = (quantity: Quantity) => product<Quantity>(constant(factor), ref(quantity));
  const totals = overBatch(context);
  yield* atEachAndAll(context, totals, scaled);
  const gradients = gradientsOverBatch(context);
  if (gradients.length < totals.length) yield* atEachAndAll(context, gradients, scaled);
}
