import type { DerivativeLines } from '../expressions/derivation-lines.ts';
import { constant, type Expression, product, ref, sum } from '../expressions/expression.ts';
import { type LazyList, lazyList } from '../expressions/lazy-list.ts';
import type { Graph } from '../graph/graph.ts';
import { type Node, type NodeOf, parameterNode } from '../graph/node.ts';
import { activationOf } from './activations.ts';
import { errorNode, layerInputNode, netNode, outNode, targetNode, totalErrorNode } from './dense-quantities.ts';
import { type LossName, lossOf, type OutputExpressions } from './losses.ts';
import { isOutput, layerAt, type Network, outputLayer, unitsIn } from './network.ts';
import { biasIndex, hasBiasWithoutEffect, parameterAt, weightIndex } from './parameters.ts';
import { softmaxOut } from './softmax.ts';

/** A network of dense layers and its loss. */
export interface DenseModel {
  readonly network: Network;
  readonly loss: LossName;
  /** The sum of the targets of a sample. `sample` is undefined in a batch of one. */
  targetSum(sample: number | undefined): number;
}

/**
 * The equations of a dense network: net = Σ out·w + b, out = f(net), E of each output, and E_total, the sum of these E.
 */
export function denseGraph(model: DenseModel): Graph {
  const { network } = model;
  const loss = lossOf(model.loss);
  /** The loss that is fused with the activation of an output, and this output, for the net of an output. */
  const fusedOutput = ({ block, index }: Node) =>
    loss.kind === 'fused' && block.role === 'net' && isOutput(network, block.layer)
      ? { loss, output: outputExpressions(network, index) }
      : undefined;
  return {
    error: totalErrorNode,
    equationOf: (node) => forwardEquation(model, node),
    consumersOf: (node) => consumersOf(network, node),
    hasPathSteps: ({ block }) => block.role === 'out' && !isOutput(network, block.layer),
    hasGradientOne: ({ block }) => block.role === 'error',
    hasGradientZero: ({ block, index }) => block.role === 'parameter' && isUselessBias(network, index),
    writtenGradient: (node, sample) => {
      const fused = fusedOutput(node);
      return fused?.loss.deltaExpression(fused.output, model.targetSum(sample));
    },
    writtenGradientLines: (node, sample) => {
      const fused = fusedOutput(node);
      return fused?.loss.deltaLines(fused.output, model.targetSum(sample));
    },
    writtenDerivative: (of, by) => writtenDerivative(model, of, by),
    writtenLines: (of, by) => writtenForm(model, of, by)?.lines(),
  };
}

function isUselessBias(network: Network, parameter: number): boolean {
  const { kind, layer } = parameterAt(network, parameter);
  return kind === 'bias' && hasBiasWithoutEffect(layerAt(network, layer));
}

function forwardEquation({ network, loss }: DenseModel, { block, index }: Node): Expression<Node> | undefined {
  switch (block.role) {
    case 'net':
      return netEquation(network, block.layer, index);
    case 'out':
      return outEquation(network, block.layer, index);
    case 'error':
      return lossOf(loss).errorExpression(outputExpressions(network, index));
    case 'total-error':
      return sum(lazyList(outputLayer(network).units, (unit) => ref<Node>(errorNode(unit))));
    case 'input':
    case 'target':
    case 'parameter':
    case 'optimizer':
    case 'setting':
    case 'update-number':
    case 'equation':
      return undefined;
  }
}

/** net = Σ out·w + b, where the sum is over the outs of the previous layer. */
function netEquation(network: Network, layerNumber: number, unit: number): Expression<Node> {
  const layer = layerAt(network, layerNumber);
  const bias = biasIndex(layer, unit);
  return sum(
    lazyList(layer.fanIn + (bias === undefined ? 0 : 1), (input) =>
      input === layer.fanIn && bias !== undefined
        ? ref<Node>(parameterNode(bias))
        : product<Node>(
            ref(layerInputNode(layerNumber - 1, input)),
            ref(parameterNode(weightIndex(layer, unit, input))),
          ),
    ),
  );
}

/** out = f(net). */
function outEquation(network: Network, layer: number, unit: number): Expression<Node> {
  const { activation } = layerAt(network, layer);
  return activation === 'softmax'
    ? softmaxOut(netsOf(network, layer), unit)
    : activationOf(activation).expression(ref<Node>(netNode(layer, unit)));
}

function netsOf(network: Network, layer: number): LazyList<Expression<Node>> {
  return lazyList(unitsIn(network, layer), (unit) => ref<Node>(netNode(layer, unit)));
}

function outputExpressions(network: Network, unit: number): OutputExpressions<Node> {
  const { number: layer, units: outputs } = outputLayer(network);
  return {
    out: ref(outNode(layer, unit)),
    net: ref(netNode(layer, unit)),
    target: ref(targetNode(unit)),
    unit,
    nets: netsOf(network, layer),
    outs: lazyList(outputs, (at) => ref<Node>(outNode(layer, at))),
    targets: lazyList(outputs, (at) => ref<Node>(targetNode(at))),
    outputs,
  };
}

const none: LazyList<Node> = [];

function consumersOf(network: Network, { block, index }: Node): LazyList<Node> {
  switch (block.role) {
    case 'input':
      return netNodes(network, 1);
    case 'out':
      return isOutput(network, block.layer) ? [errorNode(index)] : netNodes(network, block.layer + 1);
    case 'net':
      return layerAt(network, block.layer).activation === 'softmax'
        ? lazyList(unitsIn(network, block.layer), (unit) => outNode(block.layer, unit))
        : [outNode(block.layer, index)];
    case 'target':
      return [errorNode(index)];
    case 'error':
      return [totalErrorNode];
    case 'parameter': {
      const { layer, unit } = parameterAt(network, index);
      return unit === undefined ? netNodes(network, layer) : [netNode(layer, unit)];
    }
    case 'total-error':
    case 'optimizer':
    case 'setting':
    case 'update-number':
    case 'equation':
      return none;
  }
}

function netNodes(network: Network, layer: number): LazyList<NodeOf<'net'>> {
  return lazyList(unitsIn(network, layer), (unit) => netNode(layer, unit));
}

function writtenDerivative(model: DenseModel, of: Node, by: Node): Expression<Node> | undefined {
  return derivativeOfNet(model.network, of, by) ?? writtenForm(model, of, by)?.expression();
}

/** A derivative as the files of activations and losses write it, and the lines that lead to it. */
interface WrittenForm {
  expression(): Expression<Node>;
  lines(): DerivativeLines<Node>;
}

function writtenForm({ network, loss: lossName }: DenseModel, of: Node, by: Node): WrittenForm | undefined {
  if (of.block.role === 'out' && by.block.role === 'net' && of.block.layer === by.block.layer) {
    const { activation: name } = layerAt(network, of.block.layer);
    if (name === 'softmax') return undefined;
    const activation = activationOf(name);
    return {
      expression: () => activation.derivativeExpression(ref(by), ref(of)),
      lines: () => activation.derivativeLines(ref(by), ref(of)),
    };
  }
  const loss = lossOf(lossName);
  if (of.block.role !== 'error' || by.block.role !== 'out' || loss.kind !== 'plain') return undefined;
  const output = outputExpressions(network, of.index);
  return { expression: () => loss.derivativeExpression(output), lines: () => loss.derivativeLines(output) };
}

/**
 * ∂net/∂w is the input of the weight, ∂net/∂b is 1, and ∂net/∂out is the weight. Derived from the sum, these would take
 * a walk over all of its terms.
 */
function derivativeOfNet(network: Network, of: Node, by: Node): Expression<Node> | undefined {
  if (of.block.role !== 'net') return undefined;
  if (by.block.role === 'parameter') {
    const parameter = parameterAt(network, by.index);
    return parameter.kind === 'bias' ? constant(1) : ref(layerInputNode(parameter.layer - 1, parameter.input));
  }
  if (by.block.role !== 'out' && by.block.role !== 'input') return undefined;
  return ref(parameterNode(weightIndex(layerAt(network, of.block.layer), of.index, by.index)));
}
