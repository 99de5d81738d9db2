import type { Hyperparameter, OptimizerVariable, ParameterKind } from './optimizer-names.ts';

/** A place in the graph of an experiment: one number of a block. */
export interface Node {
  readonly block: Block;
  /** The index in the block, from 0. */
  readonly index: number;
}

/**
 * Numbers of one role that are addressed by an index. A block is only a description: a network of 100,000 weights has one
 * block of weights, and no object for each weight.
 *
 * - input, target: the numbers of a sample, by their index in the sample. A formula has no targets: all columns of its
 *   samples are inputs.
 * - net, out: of a dense layer, by unit. Layers count from 1.
 * - error: E of one output. total-error: E_total, with the index 0.
 * - equation: the equations of a formula, in the order of their computation.
 * - parameter: weights and biases, or the numbers of a formula, in the order of the parameter array.
 * - optimizer: a variable of the optimizer, by parameter.
 * - setting, update-number: a hyperparameter, and t, with the index 0. t is the number of updates that the optimizer has
 *   made, including the present one.
 */
export type Block =
  | { readonly role: 'input' }
  | { readonly role: 'target' }
  | { readonly role: 'net'; readonly layer: number }
  | { readonly role: 'out'; readonly layer: number }
  | { readonly role: 'error' }
  | { readonly role: 'total-error' }
  | { readonly role: 'equation' }
  | { readonly role: 'parameter' }
  | { readonly role: 'optimizer'; readonly name: OptimizerVariable }
  /** `of` is set for λ of the weights alone or of the biases alone. */
  | { readonly role: 'setting'; readonly name: Hyperparameter; readonly of?: ParameterKind | undefined }
  | { readonly role: 'update-number' };

export type Role = Block['role'];

/** A node of a block with a given role. */
export type NodeOf<R extends Role> = Node & { readonly block: Extract<Block, { readonly role: R }> };

export const inputNode = (index: number): NodeOf<'input'> => ({ block: { role: 'input' }, index });
export const parameterNode = (index: number): NodeOf<'parameter'> => ({ block: { role: 'parameter' }, index });

export function hasRole<R extends Role>(node: Node, ...roles: readonly R[]): node is NodeOf<R> {
  return roles.some((role) => role === node.block.role);
}

/** Whether two nodes are the same place in the graph. */
export function isSameNode(a: Node, b: Node): boolean {
  return a.index === b.index && blockKey(a.block) === blockKey(b.block);
}

/** A text that no two blocks have in common. */
export function blockKey(block: Block): string {
  switch (block.role) {
    case 'net':
    case 'out':
      return `${block.role} ${block.layer}`;
    case 'optimizer':
      return `${block.role} ${block.name}`;
    case 'setting':
      return `${block.role} ${block.name} ${block.of ?? ''}`;
    case 'input':
    case 'target':
    case 'error':
    case 'total-error':
    case 'equation':
    case 'parameter':
    case 'update-number':
      return block.role;
  }
}

/** A text that no two nodes have in common. */
export function nodeKey({ block, index }: Node): string {
  return `${blockKey(block)} ${index}`;
}
