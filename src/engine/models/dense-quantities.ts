import { type Block, hasRole, inputNode, type NodeOf, parameterNode } from '../graph/node.ts';
import type { Hyperparameter, OptimizerVariable, ParameterKind } from '../graph/optimizer-names.ts';
import {
  type Gradient,
  type LocalDerivative,
  localDerivative,
  nodeGradient,
  nodeValue,
  type Pass,
  type PathTerm,
  pathTerm,
  type Quantity,
  type Value,
} from '../graph/quantity.ts';

/*
 * The quantities of a dense network, by layer and unit. Layers count from 1; layer 0 is the inputs. Units, parameters and
 * samples count from 0.
 */

export const targetNode = (unit: number): NodeOf<'target'> => ({ block: { role: 'target' }, index: unit });
export const netNode = (layer: number, unit: number): NodeOf<'net'> => ({ block: { role: 'net', layer }, index: unit });
export const outNode = (layer: number, unit: number): NodeOf<'out'> => ({ block: { role: 'out', layer }, index: unit });
export const errorNode = (unit: number): NodeOf<'error'> => ({ block: { role: 'error' }, index: unit });
export const totalErrorNode: NodeOf<'total-error'> = { block: { role: 'total-error' }, index: 0 };

/** The node that a weight of the next layer multiplies: an input for layer 0, else an out. */
export const layerInputNode = (layer: number, unit: number): NodeOf<'input' | 'out'> =>
  layer === 0 ? inputNode(unit) : outNode(layer, unit);

export const inputValue = (unit: number, sample?: number): Value<NodeOf<'input'>> =>
  nodeValue(inputNode(unit), { sample });
export const targetValue = (unit: number, sample?: number): Value<NodeOf<'target'>> =>
  nodeValue(targetNode(unit), { sample });
export const netValue = (layer: number, unit: number, pass?: Pass): Value<NodeOf<'net'>> =>
  nodeValue(netNode(layer, unit), pass);
export const outValue = (layer: number, unit: number, pass?: Pass): Value<NodeOf<'out'>> =>
  nodeValue(outNode(layer, unit), pass);
/** An input of the units of layer `layer` + 1: an input of the network for layer 0, else an out. */
export const layerInputValue = (layer: number, unit: number, { sample, after }: Pass = {}): Value =>
  layer === 0 ? inputValue(unit, sample) : outValue(layer, unit, { sample, after });
export const errorValue = (unit: number, pass?: Pass): Value<NodeOf<'error'>> => nodeValue(errorNode(unit), pass);
export const totalErrorValue = (pass?: Pass): Value<NodeOf<'total-error'>> => nodeValue(totalErrorNode, pass);
export const parameterValue = (parameter: number): Value<NodeOf<'parameter'>> => nodeValue(parameterNode(parameter));
/** θ⁺: the parameter after the update. */
export const newParameterValue = (parameter: number): Value<NodeOf<'parameter'>> =>
  nodeValue(parameterNode(parameter), { after: true });
/** A state of the optimizer before the update. `optimizerQuantity` gives what the update computes. */
export const oldStateValue = (name: OptimizerVariable, parameter: number): Value<NodeOf<'optimizer'>> =>
  nodeValue({ block: { role: 'optimizer', name }, index: parameter });
export const hyperparameterValue = (name: Hyperparameter, of?: ParameterKind): Value<NodeOf<'setting'>> => {
  const block: Extract<Block, { role: 'setting' }> =
    of === undefined ? { role: 'setting', name } : { role: 'setting', name, of };
  return nodeValue({ block, index: 0 });
};
export const updateNumberValue: Value<NodeOf<'update-number'>> = nodeValue({
  block: { role: 'update-number' },
  index: 0,
});

/** ∂E_total/∂out. */
export const outGradient = (layer: number, unit: number, sample?: number): Gradient<NodeOf<'out'>> =>
  nodeGradient(outNode(layer, unit), sample);
/** ∂out/∂net of one unit: f′(net). */
export const outSlope = (layer: number, unit: number, sample?: number): LocalDerivative<NodeOf<'out'>, NodeOf<'net'>> =>
  localDerivative(outNode(layer, unit), netNode(layer, unit), sample);
/** δ = ∂E_total/∂net. */
export const delta = (layer: number, unit: number, sample?: number): Gradient<NodeOf<'net'>> =>
  nodeGradient(netNode(layer, unit), sample);
/** The part of ∂E_total/∂out of unit `unit` of `layer` that goes through unit `through` of the next layer. */
export const outPath = (
  layer: number,
  unit: number,
  through: number,
  sample?: number,
): PathTerm<NodeOf<'out'>, NodeOf<'net'>> => pathTerm(outNode(layer, unit), netNode(layer + 1, through), sample);
/** ∂E_total/∂θ. */
export const parameterGradient = (parameter: number, sample?: number): Gradient<NodeOf<'parameter'>> =>
  nodeGradient(parameterNode(parameter), sample);
/** ∂net/∂θ of the net of unit `unit` of `layer`. */
export const netByParameter = (
  layer: number,
  unit: number,
  parameter: number,
  sample?: number,
): LocalDerivative<NodeOf<'net'>, NodeOf<'parameter'>> =>
  localDerivative(netNode(layer, unit), parameterNode(parameter), sample);
/** ∂net/∂out, where the out of unit `unit` of `layer` is an input of unit `through` of the next layer. */
export const netByOut = (
  layer: number,
  unit: number,
  through: number,
  sample?: number,
): LocalDerivative<NodeOf<'net'>, NodeOf<'out'>> =>
  localDerivative(netNode(layer + 1, through), outNode(layer, unit), sample);

/** Whether a quantity is ∂net/∂θ, ∂net/∂out or ∂net/∂input: a factor of the chain rule that has no step of its own. */
export function isNetDerivative(quantity: Quantity): quantity is LocalDerivative<NodeOf<'net'>> {
  return quantity.kind === 'local' && hasRole(quantity.of, 'net');
}
