import { type Block, hasRole, type Node, type NodeOf } from '../graph/node.ts';
import type { Hyperparameter, OptimizerVariable, ParameterKind } from '../graph/optimizer-names.ts';
import type { Gradient, LocalDerivative, Pass, PathTerm, Quantity, Value } from '../graph/quantity.ts';

/*
 * The quantities of a dense network, by layer and unit. Layers count from 1; layer 0 is the inputs. Units, parameters and
 * samples count from 0.
 */

export const inputNode = (unit: number): NodeOf<'input'> => ({ block: { role: 'input' }, index: unit });
export const targetNode = (unit: number): NodeOf<'target'> => ({ block: { role: 'target' }, index: unit });
export const netNode = (layer: number, unit: number): NodeOf<'net'> => ({ block: { role: 'net', layer }, index: unit });
export const outNode = (layer: number, unit: number): NodeOf<'out'> => ({ block: { role: 'out', layer }, index: unit });
export const errorNode = (unit: number): NodeOf<'error'> => ({ block: { role: 'error' }, index: unit });
export const totalErrorNode: NodeOf<'total-error'> = { block: { role: 'total-error' }, index: 0 };
export const parameterNode = (parameter: number): NodeOf<'parameter'> => ({
  block: { role: 'parameter' },
  index: parameter,
});

/** The node that a weight of the next layer multiplies: an input for layer 0, else an out. */
export const layerInputNode = (layer: number, unit: number): NodeOf<'input' | 'out'> =>
  layer === 0 ? inputNode(unit) : outNode(layer, unit);

const value = <Of extends Node>(of: Of, { sample, after }: Pass = {}): Value<Of> => ({
  kind: 'value',
  of,
  sample,
  after,
});
const gradient = <Of extends Node>(of: Of, sample?: number): Gradient<Of> => ({ kind: 'gradient', of, sample });
const local = <Of extends Node, By extends Node>(of: Of, by: By, sample?: number): LocalDerivative<Of, By> => ({
  kind: 'local',
  of,
  by,
  sample,
});

export const inputValue = (unit: number, sample?: number): Value<NodeOf<'input'>> => value(inputNode(unit), { sample });
export const targetValue = (unit: number, sample?: number): Value<NodeOf<'target'>> =>
  value(targetNode(unit), { sample });
export const netValue = (layer: number, unit: number, pass?: Pass): Value<NodeOf<'net'>> =>
  value(netNode(layer, unit), pass);
export const outValue = (layer: number, unit: number, pass?: Pass): Value<NodeOf<'out'>> =>
  value(outNode(layer, unit), pass);
/** An input of the units of layer `layer` + 1: an input of the network for layer 0, else an out. */
export const layerInputValue = (layer: number, unit: number, { sample, after }: Pass = {}): Value =>
  layer === 0 ? inputValue(unit, sample) : outValue(layer, unit, { sample, after });
export const errorValue = (unit: number, pass?: Pass): Value<NodeOf<'error'>> => value(errorNode(unit), pass);
export const totalErrorValue = (pass?: Pass): Value<NodeOf<'total-error'>> => value(totalErrorNode, pass);
export const parameterValue = (parameter: number): Value<NodeOf<'parameter'>> => value(parameterNode(parameter));
/** θ⁺: the parameter after the update. */
export const newParameterValue = (parameter: number): Value<NodeOf<'parameter'>> =>
  value(parameterNode(parameter), { after: true });
/** A state of the optimizer before the update. `optimizerQuantity` gives what the update computes. */
export const oldStateValue = (name: OptimizerVariable, parameter: number): Value<NodeOf<'optimizer'>> =>
  value<NodeOf<'optimizer'>>({ block: { role: 'optimizer', name }, index: parameter });
export const hyperparameterValue = (name: Hyperparameter, of?: ParameterKind): Value<NodeOf<'setting'>> => {
  const block: Extract<Block, { role: 'setting' }> =
    of === undefined ? { role: 'setting', name } : { role: 'setting', name, of };
  return value<NodeOf<'setting'>>({ block, index: 0 });
};
export const updateNumberValue: Value<NodeOf<'update-number'>> = value<NodeOf<'update-number'>>({
  block: { role: 'update-number' },
  index: 0,
});

/** ∂E_total/∂out. */
export const outGradient = (layer: number, unit: number, sample?: number): Gradient<NodeOf<'out'>> =>
  gradient(outNode(layer, unit), sample);
/** ∂out/∂net of one unit: f′(net). */
export const outSlope = (layer: number, unit: number, sample?: number): LocalDerivative<NodeOf<'out'>, NodeOf<'net'>> =>
  local(outNode(layer, unit), netNode(layer, unit), sample);
/** δ = ∂E_total/∂net. */
export const delta = (layer: number, unit: number, sample?: number): Gradient<NodeOf<'net'>> =>
  gradient(netNode(layer, unit), sample);
/** The part of ∂E_total/∂out of unit `unit` of `layer` that goes through unit `through` of the next layer. */
export const outPath = (
  layer: number,
  unit: number,
  through: number,
  sample?: number,
): PathTerm<NodeOf<'out'>, NodeOf<'net'>> => ({
  kind: 'path',
  of: outNode(layer, unit),
  through: netNode(layer + 1, through),
  sample,
});
/** ∂E_total/∂θ. */
export const parameterGradient = (parameter: number, sample?: number): Gradient<NodeOf<'parameter'>> =>
  gradient(parameterNode(parameter), sample);
/** ∂net/∂θ of the net of unit `unit` of `layer`. */
export const netByParameter = (
  layer: number,
  unit: number,
  parameter: number,
  sample?: number,
): LocalDerivative<NodeOf<'net'>, NodeOf<'parameter'>> => local(netNode(layer, unit), parameterNode(parameter), sample);
/** ∂net/∂out, where the out of unit `unit` of `layer` is an input of unit `through` of the next layer. */
export const netByOut = (
  layer: number,
  unit: number,
  through: number,
  sample?: number,
): LocalDerivative<NodeOf<'net'>, NodeOf<'out'>> => local(netNode(layer + 1, through), outNode(layer, unit), sample);

/** Whether a quantity is ∂net/∂θ, ∂net/∂out or ∂net/∂input: a factor of the chain rule that has no step of its own. */
export function isNetDerivative(quantity: Quantity): quantity is LocalDerivative<NodeOf<'net'>> {
  return quantity.kind === 'local' && hasRole(quantity.of, 'net');
}
