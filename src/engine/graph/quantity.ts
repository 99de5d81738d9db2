import { hasRole, type Node, type NodeOf, type Role } from './node.ts';
import { isOptimizerState, type OptimizerVariable } from './optimizer-names.ts';

/**
 * A number that has a name. There are four kinds. `sample` is the index of a sample, from 0. It is set if the quantity
 * belongs to one sample and the batch has several. Without `sample`, the quantity belongs to the whole batch.
 */
export type Quantity = Value | Gradient | LocalDerivative | PathTerm;

/** The value of a node. */
export interface Value<Of extends Node = Node> {
  readonly kind: 'value';
  readonly of: Of;
  readonly sample?: number | undefined;
  /**
   * Whether it is a parameter after the update (w5⁺), a state of the optimizer after the update (v_w5⁺), or a value of
   * the forward pass with the updated parameters (net_h1⁺).
   */
  readonly after?: boolean | undefined;
}

/** The derivative of the error by a node: ∂E_total/∂w5, δ_h1 = ∂E_total/∂net_h1. */
export interface Gradient<Of extends Node = Node> {
  readonly kind: 'gradient';
  readonly of: Of;
  readonly sample?: number | undefined;
}

/** ∂of/∂by, where the equation of `of` contains `by`: ∂out_o1/∂net_o1. */
export interface LocalDerivative<Of extends Node = Node, By extends Node = Node> {
  readonly kind: 'local';
  readonly of: Of;
  readonly by: By;
  readonly sample?: number | undefined;
}

/** One summand of the gradient of `of`: gradient(through) × ∂through/∂of. */
export interface PathTerm<Of extends Node = Node, Through extends Node = Node> {
  readonly kind: 'path';
  readonly of: Of;
  readonly through: Through;
  readonly sample?: number | undefined;
}

/** The sample and the pass that a value belongs to. */
export interface Pass {
  readonly sample?: number | undefined;
  readonly after?: boolean | undefined;
}

export function nodeValue<Of extends Node>(of: Of, { sample, after }: Pass = {}): Value<Of> {
  return { kind: 'value', of, sample, after };
}

export function nodeGradient<Of extends Node>(of: Of, sample?: number): Gradient<Of> {
  return { kind: 'gradient', of, sample };
}

export function localDerivative<Of extends Node, By extends Node>(
  of: Of,
  by: By,
  sample?: number,
): LocalDerivative<Of, By> {
  return { kind: 'local', of, by, sample };
}

export function pathTerm<Of extends Node, Through extends Node>(
  of: Of,
  through: Through,
  sample?: number,
): PathTerm<Of, Through> {
  return { kind: 'path', of, through, sample };
}

/** Whether a quantity is the value of a node with one of the roles. */
export function isValueOf<R extends Role>(quantity: Quantity, ...roles: readonly R[]): quantity is Value<NodeOf<R>> {
  return quantity.kind === 'value' && hasRole(quantity.of, ...roles);
}

/** Whether a quantity is the gradient of a node with one of the roles. */
export function isGradientOf<R extends Role>(
  quantity: Quantity,
  ...roles: readonly R[]
): quantity is Gradient<NodeOf<R>> {
  return quantity.kind === 'gradient' && hasRole(quantity.of, ...roles);
}

/** Whether a quantity is ∂of/∂by of nodes with the two roles. */
export function isLocalOf<Of extends Role, By extends Role>(
  quantity: Quantity,
  of: Of,
  ...by: readonly By[]
): quantity is LocalDerivative<NodeOf<Of>, NodeOf<By>> {
  return quantity.kind === 'local' && hasRole(quantity.of, of) && hasRole(quantity.by, ...by);
}

/** A parameter after the update: w5⁺. */
export function isNewParameter(quantity: Quantity): quantity is Value<NodeOf<'parameter'>> {
  return isValueOf(quantity, 'parameter') && quantity.after === true;
}

/**
 * Whether a quantity belongs to the forward pass with the updated parameters, or is an optimizer's state after the
 * update. False for the updated parameter itself.
 */
export function isAfterUpdate(quantity: Quantity): boolean {
  return quantity.kind === 'value' && quantity.after === true && !isNewParameter(quantity);
}

/** The quantity that an update computes for a variable: a state after the update, or a number that is not kept. */
export function optimizerQuantity(parameter: number, name: OptimizerVariable): Value<NodeOf<'optimizer'>> {
  return {
    kind: 'value',
    of: { block: { role: 'optimizer', name }, index: parameter },
    after: isOptimizerState(name),
  };
}

/** The node that a quantity belongs to: x for x, ∂E/∂x and ∂y/∂x, and for the part of ∂E/∂x on one path. */
export function nodeOf(quantity: Quantity): Node {
  return quantity.kind === 'local' ? quantity.by : quantity.of;
}
