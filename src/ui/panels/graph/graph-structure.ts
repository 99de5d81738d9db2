import { memoize } from '../../../engine/expressions/memoize.ts';

/**
 * The quantities of a computational graph and which of them each one is computed from. The object must stay the same as
 * long as the graph does, because layouts are cached for it.
 */
export interface GraphStructure {
  /** A node is named by its index in this list. */
  readonly nodes: readonly StructureNode[];
}

export interface StructureNode {
  readonly name: string;
  /** The nodes whose values its equation contains. Empty for a leaf. The graph has no cycle. */
  readonly inputs: readonly number[];
}

export function inputsOf({ nodes }: GraphStructure, node: number): readonly number[] {
  return nodes[node]?.inputs ?? [];
}

/** The nodes whose equations contain a node's value. */
export function usersOf(structure: GraphStructure, node: number): readonly number[] {
  return usersIn(structure)[node] ?? [];
}

const usersIn = memoize(({ nodes }: GraphStructure): readonly (readonly number[])[] => {
  const users = nodes.map((): number[] => []);
  nodes.forEach(({ inputs }, node) => {
    for (const input of new Set(inputs)) users[input]?.push(node);
  });
  return users;
});

/** The part of a graph between some of its nodes. */
export interface Subgraph {
  /** In an order in which each node comes after its inputs. */
  readonly nodes: readonly number[];
  readonly inputs: ReadonlyMap<number, readonly number[]>;
  readonly users: ReadonlyMap<number, readonly number[]>;
}

export function subgraphOf(structure: GraphStructure, shown: Iterable<number>): Subgraph {
  const members = new Set([...shown].toSorted((a, b) => a - b));
  const inside = (nodes: readonly number[]): readonly number[] =>
    [...new Set(nodes)].filter((node) => members.has(node));
  const inputs = new Map([...members].map((node) => [node, inside(inputsOf(structure, node))]));
  const users = new Map([...members].map((node) => [node, inside(usersOf(structure, node))]));
  const ordered = new Set<number>();
  const visit = (node: number): void => {
    if (ordered.has(node)) return;
    for (const input of inputs.get(node) ?? []) visit(input);
    ordered.add(node);
  };
  for (const node of members) visit(node);
  return { nodes: [...ordered], inputs, users };
}
