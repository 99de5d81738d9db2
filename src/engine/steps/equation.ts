import { constant, type Expression, product, quotient, ref, rewritten, sum } from '../expressions/expression.ts';
import { type LazyList, lazyList } from '../expressions/lazy-list.ts';
import { type OptimizerQuantity, optimizerQuantity, type Quantity } from '../expressions/quantity.ts';
import { activationOf } from '../models/activations.ts';
import { lossOf, type OutputExpressions } from '../models/losses.ts';
import { isOutput, layerAt, type Network, outputLayer, unitsIn } from '../models/network.ts';
import {
  biasIndex,
  hasBiasWithoutEffect,
  isTrained,
  parameterAt,
  parameterKindAt,
  weightIndex,
} from '../models/parameters.ts';
import { softmaxOut } from '../models/softmax.ts';
import type { Experiment } from '../training/experiment.ts';
import { addsDecay, settingFor, updateRuleOf } from '../training/optimizers.ts';
import { isInStateBefore } from '../training/training-state.ts';
import { batchDivisor, optimizerStep, sampleAt, type Update } from '../training/update.ts';
import type { UpdateRule, UpdateTerms } from '../training/update-rules.ts';

/** A forward pass: its sample, and whether it uses the updated parameters. */
interface ForwardPass {
  readonly sample?: number | undefined;
  readonly after?: boolean | undefined;
}

/** A unit of a layer. `sample` is undefined in a batch of one sample. */
interface UnitOfSample {
  readonly layer: number;
  readonly unit: number;
  readonly sample?: number | undefined;
}

/**
 * Marks a quantity without an equation: an input, a target, a parameter, a hyperparameter, t, or a state of the
 * optimizer before the update.
 */
export interface Given {
  readonly kind: 'given';
}

export type Equation = Expression | Given;

const given: Given = { kind: 'given' };

/**
 * The right side of a quantity's equation in one update. The equations of activations, losses and optimizers are in
 * their tables; all other equations are here. Throws a RangeError for a quantity that the update does not have.
 */
export function equationOf(update: Update, quantity: Quantity): Equation {
  const { experiment } = update;
  switch (quantity.kind) {
    case 'input':
    case 'target':
    case 'parameter':
    case 'setting':
    case 'update-number':
      return given;
    case 'net':
      return netEquation(experiment, quantity.layer, quantity.unit, quantity);
    case 'out':
      return outEquation(experiment, quantity);
    case 'error':
      return lossOf(experiment.loss).errorExpression(outputExpressions(experiment, quantity.unit, quantity));
    case 'total-error':
      return overBatch(update, quantity) ?? sum(errorsOf(experiment, quantity));
    case 'out-gradient':
      return outGradientEquation(experiment, quantity);
    case 'slope':
      return activationOf(layerAt(experiment.network, quantity.layer).activation).derivativeExpression(
        ref({ ...quantity, kind: 'net' }),
        ref({ ...quantity, kind: 'out' }),
      );
    case 'delta':
      return deltaEquation(update, quantity);
    case 'path':
      return product(
        ref({ kind: 'delta', layer: quantity.layer + 1, unit: quantity.through, sample: quantity.sample }),
        ref({ ...quantity, kind: 'net-by-out' }),
      );
    case 'gradient':
      return overBatch(update, quantity) ?? gradientEquation(experiment, quantity.parameter, quantity.sample);
    case 'optimizer':
      return isInStateBefore(quantity) ? given : optimizerEquation(update, quantity);
    case 'updated':
      return ruleFor(experiment, quantity.parameter).updated(updateTerms(update, quantity.parameter));
    case 'net-by-parameter':
      return inputOfParameter(experiment, quantity);
    case 'net-by-out':
      return backwardWeight(experiment, quantity);
  }
}

type QuantityOf<Kind extends Quantity['kind']> = Extract<Quantity, { kind: Kind }>;

/** out = f(net). */
function outEquation({ network }: Experiment, out: UnitOfSample & ForwardPass): Expression {
  const { activation } = layerAt(network, out.layer);
  if (activation === 'softmax') return softmaxOut(netsOf(network, out.layer, out), out.unit);
  return activationOf(activation).expression(ref({ ...out, kind: 'net' }));
}

/** ∂E/∂out. For a hidden unit it is the sum over the paths, for an output the derivative of the loss. */
function outGradientEquation(
  { network, loss: lossName }: Experiment,
  { layer, unit, sample }: UnitOfSample,
): Expression {
  if (!isOutput(network, layer)) {
    const path = (through: number) => ref({ kind: 'path', layer, unit, through, sample });
    return sum(lazyList(unitsIn(network, layer + 1), path));
  }
  const loss = lossOf(lossName);
  if (loss.kind === 'fused') throw new RangeError(`with ${lossName}, δ of an output is one step, without ∂E/∂out`);
  return loss.derivativeExpression(outputExpressions({ network }, unit, { sample }));
}

/** δ = ∂E/∂net = ∂E/∂out × ∂out/∂net. A fused loss gives δ of an output in one step, without ∂E/∂out. */
function deltaEquation(update: Update, { layer, unit, sample }: UnitOfSample): Expression {
  const { network, loss: lossName } = update.experiment;
  const loss = lossOf(lossName);
  if (isOutput(network, layer) && loss.kind === 'fused') {
    return loss.deltaExpression(outputExpressions({ network }, unit, { sample }), sumOfTargets(update, sample));
  }
  return product(ref({ kind: 'out-gradient', layer, unit, sample }), ref({ kind: 'slope', layer, unit, sample }));
}

function optimizerEquation(update: Update, { name, parameter }: OptimizerQuantity): Expression {
  const { experiment } = update;
  const variable = ruleFor(experiment, parameter).variables.find(([variableName]) => variableName === name);
  if (variable === undefined) throw new RangeError(`${experiment.optimizer.method} has no ${name}`);
  return variable[1](updateTerms(update, parameter));
}

function ruleFor({ network, optimizer }: Experiment, parameter: number): UpdateRule {
  return updateRuleOf(optimizer, parameterKindAt(network, parameter));
}

/** ∂net/∂w is the input of the weight; ∂net/∂b is 1. */
function inputOfParameter({ network }: Experiment, quantity: QuantityOf<'net-by-parameter'>): Expression {
  const parameter = parameterAt(network, quantity.parameter);
  return parameter.kind === 'bias' ? constant(1) : layerInput(parameter.layer - 1, parameter.input, quantity);
}

/** ∂net/∂out is the weight from the out to the net. Layer-by-layer updates use the new value of the weight. */
function backwardWeight(
  { network, updateOrder }: Experiment,
  { layer, unit, through }: QuantityOf<'net-by-out'>,
): Expression {
  const parameter = weightIndex(layerAt(network, layer + 1), through, unit);
  return ref({ kind: updateOrder === 'layer-by-layer' ? 'updated' : 'parameter', parameter });
}

/** The terms of a parameter's update equations. If the optimizer adds weight decay to the gradient, g = ∂E/∂w + λw. */
function updateTerms(update: Update, parameter: number): UpdateTerms {
  const { network, optimizer } = update.experiment;
  const kind = parameterKindAt(network, parameter);
  const derivative = ref({ kind: 'gradient', parameter });
  return {
    parameter: ref({ kind: 'parameter', parameter }),
    derivative,
    gradient: addsDecay(optimizer, kind) ? ref(optimizerQuantity(parameter, 'g')) : derivative,
    before: (name) => ref({ kind: 'optimizer', name, parameter }),
    variable: (name) => ref(optimizerQuantity(parameter, name)),
    hyperparameter: (name) => ref(settingFor(optimizer, name, kind)),
    updateNumber: ref({ kind: 'update-number' }),
    isFirstUpdate: optimizerStep(update) === 1,
  };
}

/** net = Σ out·w + b, where the sum is over the outs of the previous layer. */
function netEquation(experiment: Experiment, layerNumber: number, unit: number, pass: ForwardPass): Expression {
  const layer = layerAt(experiment.network, layerNumber);
  const bias = biasIndex(layer, unit);
  return sum(
    lazyList(layer.fanIn + (bias === undefined ? 0 : 1), (input) =>
      input === layer.fanIn && bias !== undefined
        ? parameterIn(experiment, bias, pass)
        : product(
            layerInput(layerNumber - 1, input, pass),
            parameterIn(experiment, weightIndex(layer, unit, input), pass),
          ),
    ),
  );
}

function parameterIn({ network }: Experiment, parameter: number, { after }: ForwardPass): Expression {
  return ref({ kind: after && isTrained(network, parameter) ? 'updated' : 'parameter', parameter });
}

/** The out of a unit in `layer`. Layer 0 is the inputs. */
function layerInput(layer: number, unit: number, { sample, after }: ForwardPass): Expression {
  return ref(layer === 0 ? { kind: 'input', unit, sample } : { kind: 'out', layer, unit, sample, after });
}

function netsOf(network: Network, layer: number, { sample, after }: ForwardPass): LazyList<Expression> {
  return lazyList(unitsIn(network, layer), (unit) => ref({ kind: 'net', layer, unit, sample, after }));
}

function errorsOf({ network }: Experiment, { sample, after }: ForwardPass): LazyList<Expression> {
  return lazyList(outputLayer(network).units, (unit) => ref({ kind: 'error', unit, sample, after }));
}

function outputExpressions(
  { network }: Pick<Experiment, 'network'>,
  unit: number,
  { sample, after }: ForwardPass,
): OutputExpressions {
  const { number: layer, units: outputs } = outputLayer(network);
  return {
    out: ref({ kind: 'out', layer, unit, sample, after }),
    net: ref({ kind: 'net', layer, unit, sample, after }),
    target: ref({ kind: 'target', unit, sample }),
    unit,
    nets: netsOf(network, layer, { sample, after }),
    outs: lazyList(outputs, (at) => ref({ kind: 'out', layer, unit: at, sample, after })),
    targets: lazyList(outputs, (at) => ref({ kind: 'target', unit: at, sample })),
    outputs,
  };
}

/**
 * The mean or the sum of a quantity over the batch. Undefined in a batch of one sample, and for a quantity of one sample.
 */
function overBatch(update: Update, quantity: QuantityOf<'total-error' | 'gradient'>): Expression | undefined {
  const { size } = update;
  if (quantity.sample !== undefined || size === 1) return undefined;
  const termAt = (place: number) => ref({ ...quantity, sample: sampleAt(update, place) });
  return quotient(sum(lazyList(size, termAt)), constant(batchDivisor(update)));
}

/** The sum of the targets of a sample, or of the first sample of the batch if `sample` is undefined. */
export function sumOfTargets(update: Update, sample: number | undefined): number {
  const { network, samples } = update.experiment;
  const { units } = outputLayer(network);
  const row = sample ?? sampleAt(update, 0);
  return samples.targets.subarray(row * units, (row + 1) * units).reduce((total, target) => total + target, 0);
}

/**
 * ∂E/∂w = δ × ∂net/∂w. For a shared bias, the sum of these products over the units of the layer. A bias that the units of
 * a softmax share changes no out, so this sum is 0. Added up, its terms would leave a rounding error, which an adaptive
 * optimizer would scale up.
 */
function gradientEquation({ network }: Experiment, parameter: number, sample: number | undefined): Expression {
  const { layer, unit } = parameterAt(network, parameter);
  const termOf = (at: number) =>
    product(
      ref({ kind: 'delta', layer, unit: at, sample }),
      ref({ kind: 'net-by-parameter', unit: at, parameter, sample }),
    );
  if (unit !== undefined) return termOf(unit);
  const terms = sum(lazyList(unitsIn(network, layer), termOf));
  return hasBiasWithoutEffect(layerAt(network, layer)) ? rewritten(terms, constant(0)) : terms;
}
