import { describe, expect, test } from 'vitest';
import {
  type Block,
  blockKey,
  inputNode,
  isSameNode,
  type Node,
  nodeKey,
  parameterNode,
} from '../../../src/engine/graph/node.ts';
import { hyperparameters, optimizerVariables, parameterKinds } from '../../../src/engine/graph/optimizer-names.ts';
import {
  isAfterUpdate,
  isGradientOf,
  isLocalOf,
  isNewParameter,
  isValueOf,
  localDerivative,
  nodeGradient,
  nodeValue,
  optimizerQuantity,
  pathTerm,
  type Quantity,
} from '../../../src/engine/graph/quantity.ts';
import { errorNode, netNode, outNode } from '../../../src/engine/models/dense-quantities.ts';
import { equationNode } from '../../../src/engine/models/formula-graph.ts';

/** Every block of a network of two layers and of a formula. */
const blocks: readonly Block[] = [
  ...(['input', 'target', 'error', 'total-error', 'equation', 'parameter', 'update-number'] as const).map((role) => ({
    role,
  })),
  ...[1, 2].flatMap((layer): readonly Block[] => [
    { role: 'net', layer },
    { role: 'out', layer },
  ]),
  ...optimizerVariables.map((name) => ({ role: 'optimizer', name }) as const),
  ...hyperparameters.flatMap((name): readonly Block[] => [
    { role: 'setting', name },
    ...parameterKinds.map((of) => ({ role: 'setting', name, of }) as const),
  ]),
];

describe('the key of a block or a node', () => {
  const nodes: readonly Node[] = blocks.flatMap((block) => [0, 1, 11].map((index) => ({ block, index })));

  test('is that of no other', () => {
    expect(new Set(blocks.map(blockKey)).size).toBe(blocks.length);
    expect(new Set(nodes.map(nodeKey)).size).toBe(nodes.length);
  });

  test('is the same for two objects of one place', () => {
    for (const [at, node] of nodes.entries()) {
      const copy: Node = structuredClone(node);
      expect(nodeKey(copy)).toBe(nodeKey(node));
      expect(nodes.findIndex((each) => isSameNode(each, copy))).toBe(at);
    }
  });
});

describe('a quantity is of one kind, and of one role', () => {
  const [weight, net, out] = [parameterNode(4), netNode(2, 0), outNode(1, 1)];
  const examples = {
    w5: nodeValue(weight),
    'w5+': nodeValue(weight, { after: true }),
    'net_o1@3': nodeValue(net, { sample: 2 }),
    'net_o1+': nodeValue(net, { after: true }),
    q: nodeValue(equationNode(0)),
    v_w5: nodeValue({ block: { role: 'optimizer', name: 'v' }, index: 4 }),
    'v_w5+': optimizerQuantity(4, 'v'),
    vhat_w5: optimizerQuantity(4, 'vhat'),
    'dE_total/dw5': nodeGradient(weight),
    'delta_o1@3': nodeGradient(net, 2),
    'dnet_o1/dw5': localDerivative(net, weight),
    'dnet_o1/dout_h2': localDerivative(net, out),
    'dnet_h1/di1': localDerivative(netNode(1, 0), inputNode(0)),
    'dE_o1/dout_o1': localDerivative(errorNode(0), outNode(2, 0)),
    'dE_o1/dout_h2': pathTerm(out, net),
  } satisfies Readonly<Record<string, Quantity>>;
  const namesOf = (test: (quantity: Quantity) => boolean): readonly string[] =>
    Object.entries(examples).flatMap(([name, quantity]) => (test(quantity) ? [name] : []));

  test.each<readonly [string, (quantity: Quantity) => boolean, readonly string[]]>([
    ['a parameter', (each) => isValueOf(each, 'parameter'), ['w5', 'w5+']],
    ['a net or an equation', (each) => isValueOf(each, 'net', 'equation'), ['net_o1@3', 'net_o1+', 'q']],
    ['a gradient of a parameter', (each) => isGradientOf(each, 'parameter'), ['dE_total/dw5']],
    [
      'a gradient of a net or a parameter',
      (each) => isGradientOf(each, 'net', 'parameter'),
      ['dE_total/dw5', 'delta_o1@3'],
    ],
    ['∂net/∂w', (each) => isLocalOf(each, 'net', 'parameter'), ['dnet_o1/dw5']],
    ['∂net/∂out or ∂net/∂input', (each) => isLocalOf(each, 'net', 'out', 'input'), ['dnet_o1/dout_h2', 'dnet_h1/di1']],
    ['∂E/∂out', (each) => isLocalOf(each, 'error', 'out'), ['dE_o1/dout_o1']],
    ['∂out/∂net', (each) => isLocalOf(each, 'out', 'net'), []],
    ['a new parameter', isNewParameter, ['w5+']],
    // The new parameter itself, and numbers that the optimizer does not keep, belong to the update.
    ['a number after the update', isAfterUpdate, ['net_o1+', 'v_w5+']],
  ])('%s', (_, isOne, names) => {
    expect(namesOf(isOne)).toEqual(names);
  });
});
