import { constant, type Expression, product, quotient, ref, sum } from '../expressions/expression.ts';
import { type LazyList, lazyList } from '../expressions/lazy-list.ts';
import { optimizerQuantity, type Quantity } from '../expressions/quantity.ts';
import { activationOf } from '../models/activations.ts';
import { lossOf, type OutputExpressions } from '../models/losses.ts';
import { isOutput, layerAt, outputLayer, unitsIn } from '../models/network.ts';
import { biasIndex, isTrained, parameterAt, weightIndex } from '../models/parameters.ts';
import { softmaxOut } from '../models/softmax.ts';
import type { Experiment } from '../training/experiment.ts';
import { addsDecay, updateRuleOf } from '../training/optimizers.ts';
import { isInStateBefore } from '../training/training-state.ts';
import { sampleAt, type Update } from '../training/update.ts';
import type { UpdateTerms } from '../training/update-rules.ts';

/** Which forward pass a quantity belongs to: of which sample, and whether with the updated parameters. */
interface Place {
  readonly sample?: number | undefined;
  readonly after?: boolean | undefined;
}

/**
 * The right side of a quantity's equation in one update; undefined for what is given: inputs, targets, parameters, what
 * the optimizer kept of them, its settings and the number of the update. This is the one home of every equation that no
 * activation, loss or optimizer owns.
 */
export function equationOf(update: Update, quantity: Quantity): Expression | undefined {
  const { experiment } = update;
  const { network } = experiment;
  switch (quantity.kind) {
    case 'input':
    case 'target':
    case 'parameter':
    case 'setting':
    case 'update-number':
      return undefined;
    case 'net':
      return netEquation(experiment, quantity.layer, quantity.unit, quantity);
    case 'out': {
      const { activation } = layerAt(network, quantity.layer);
      if (activation === 'softmax') return softmaxOut(netsOf(experiment, quantity.layer, quantity), quantity.unit);
      return activationOf(activation).out(ref({ ...quantity, kind: 'net' }));
    }
    case 'error':
      return lossOf(experiment.loss).errorExpression(outputParts(experiment, quantity.unit, quantity));
    case 'total-error':
      return meanOverBatch(update, quantity) ?? sum(errorsOf(experiment, quantity));
    case 'out-gradient': {
      const { layer, unit, sample } = quantity;
      if (!isOutput(network, layer)) {
        const through = (next: number) => ref({ kind: 'path', layer, unit, through: next, sample });
        return sum(lazyList(unitsIn(network, layer + 1), through));
      }
      const loss = lossOf(experiment.loss);
      return loss.kind === 'plain' ? loss.derivativeExpression(outputParts(experiment, unit, quantity)) : undefined;
    }
    case 'slope': {
      const activation = activationOf(layerAt(network, quantity.layer).activation);
      return activation.derivativeExpression(ref({ ...quantity, kind: 'net' }), ref({ ...quantity, kind: 'out' }));
    }
    case 'delta':
      return deltaEquation(update, quantity.layer, quantity.unit, quantity.sample);
    case 'path':
      return product(
        ref({ kind: 'delta', layer: quantity.layer + 1, unit: quantity.through, sample: quantity.sample }),
        ref({ ...quantity, kind: 'net-by-out' }),
      );
    case 'gradient':
      return meanOverBatch(update, quantity) ?? gradientEquation(experiment, quantity.parameter, quantity.sample);
    case 'optimizer': {
      if (isInStateBefore(quantity)) return undefined;
      const part = updateRuleOf(experiment.optimizer).variables.find(([name]) => name === quantity.name);
      return part?.[1](updateTerms(experiment, quantity.parameter));
    }
    case 'updated':
      return updateRuleOf(experiment.optimizer).updated(updateTerms(experiment, quantity.parameter));
    case 'net-by-parameter': {
      const parameter = parameterAt(network, quantity.parameter);
      if (parameter.kind === 'bias') return constant(1);
      return outOf(parameter.layer - 1, parameter.input, quantity);
    }
    case 'net-by-out': {
      const parameter = weightIndex(layerAt(network, quantity.layer + 1), quantity.through, quantity.unit);
      const isNew = experiment.updateOrder === 'layer-by-layer';
      return ref({ kind: isNew ? 'updated' : 'parameter', parameter });
    }
  }
}

/** The terms of one parameter's update. */
function updateTerms({ optimizer }: Experiment, parameter: number): UpdateTerms {
  const slope = ref({ kind: 'gradient', parameter });
  return {
    parameter: ref({ kind: 'parameter', parameter }),
    derivative: slope,
    gradient: addsDecay(optimizer) ? ref(optimizerQuantity(parameter, 'g')) : slope,
    before: (name) => ref({ kind: 'optimizer', name, parameter }),
    variable: (name) => ref(optimizerQuantity(parameter, name)),
    hyperparameter: (name) => ref({ kind: 'setting', name }),
    updateNumber: ref({ kind: 'update-number' }),
  };
}

/** net = Σ out·w over the outs of the layer before, and the bias. */
function netEquation(experiment: Experiment, layerNumber: number, unit: number, place: Place): Expression {
  const layer = layerAt(experiment.network, layerNumber);
  const bias = biasIndex(layer, unit);
  return sum(
    lazyList(layer.fanIn + (bias === undefined ? 0 : 1), (input) =>
      input === layer.fanIn && bias !== undefined
        ? parameterIn(experiment, bias, place)
        : product(
            outOf(layerNumber - 1, input, place),
            parameterIn(experiment, weightIndex(layer, unit, input), place),
          ),
    ),
  );
}

function parameterIn({ network }: Experiment, parameter: number, { after }: Place): Expression {
  return ref({ kind: after && isTrained(network, parameter) ? 'updated' : 'parameter', parameter });
}

function outOf(layer: number, unit: number, { sample, after }: Place): Expression {
  return ref(layer === 0 ? { kind: 'input', unit, sample } : { kind: 'out', layer, unit, sample, after });
}

function netsOf({ network }: Experiment, layer: number, { sample, after }: Place): LazyList<Expression> {
  return lazyList(unitsIn(network, layer), (unit) => ref({ kind: 'net', layer, unit, sample, after }));
}

function errorsOf({ network }: Experiment, { sample, after }: Place): LazyList<Expression> {
  return lazyList(outputLayer(network).units, (unit) => ref({ kind: 'error', unit, sample, after }));
}

function outputParts(experiment: Experiment, unit: number, { sample, after }: Place): OutputExpressions {
  const { number: layer, units: outputs } = outputLayer(experiment.network);
  return {
    out: ref({ kind: 'out', layer, unit, sample, after }),
    net: ref({ kind: 'net', layer, unit, sample, after }),
    target: ref({ kind: 'target', unit, sample }),
    nets: netsOf(experiment, layer, { sample, after }),
    outputs,
  };
}

/** The mean of a quantity that every sample of the batch has; undefined where the batch is one sample. */
function meanOverBatch(
  update: Update,
  quantity: Extract<Quantity, { kind: 'total-error' | 'gradient' }>,
): Expression | undefined {
  const { size } = update;
  if (quantity.sample !== undefined || size === 1) return undefined;
  const ofSample = (place: number) => ref({ ...quantity, sample: sampleAt(update, place) });
  return quotient(sum(lazyList(size, ofSample)), constant(size));
}

/** δ = ∂E/∂net = ∂E/∂out × ∂out/∂net; in one step where the loss and the activation belong together. */
function deltaEquation(update: Update, layer: number, unit: number, sample: number | undefined): Expression {
  const { experiment } = update;
  const loss = lossOf(experiment.loss);
  if (isOutput(experiment.network, layer) && loss.kind === 'fused') {
    const targets = lazyList(unitsIn(experiment.network, layer), (at) => ref({ kind: 'target', unit: at, sample }));
    const targetSum = sumOfTargets(update, sample);
    return loss.deltaExpression(outputParts(experiment, unit, { sample }), targets, targetSum);
  }
  return product(ref({ kind: 'out-gradient', layer, unit, sample }), ref({ kind: 'slope', layer, unit, sample }));
}

/** The sum of one sample's targets; without `sample`, of the only one of a batch. */
export function sumOfTargets(update: Update, sample: number | undefined): number {
  const { network, samples } = update.experiment;
  const { units } = outputLayer(network);
  const row = sample ?? sampleAt(update, 0);
  return samples.targets.subarray(row * units, (row + 1) * units).reduce((total, target) => total + target, 0);
}

/** ∂E/∂w = δ × ∂net/∂w; for a bias that a layer shares, the sum of that over its units. */
function gradientEquation({ network }: Experiment, parameter: number, sample: number | undefined): Expression {
  const { layer, unit } = parameterAt(network, parameter);
  const through = (at: number) =>
    product(
      ref({ kind: 'delta', layer, unit: at, sample }),
      ref({ kind: 'net-by-parameter', unit: at, parameter, sample }),
    );
  return unit === undefined ? sum(lazyList(unitsIn(network, layer), through)) : through(unit);
}
