import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../../src/engine/expressions/evaluate.ts';
import {
  call,
  constant,
  type Expression,
  product,
  quotient,
  ref,
  square,
  sum,
} from '../../../src/engine/expressions/expression.ts';
import { inForm } from '../../../src/engine/expressions/parts.ts';
import {
  type BackwardPass,
  derivativeEquation,
  gradientEquation,
  pathEquation,
} from '../../../src/engine/graph/gradients.ts';
import type { Graph } from '../../../src/engine/graph/graph.ts';
import { inputNode, isSameNode, type Node, nodeKey, parameterNode } from '../../../src/engine/graph/node.ts';
import { nodeValue, type Quantity } from '../../../src/engine/graph/quantity.ts';
import { activationNames } from '../../../src/engine/models/activations.ts';
import { denseGraph } from '../../../src/engine/models/dense.ts';
import { errorNode, layerInputNode, netNode, outNode } from '../../../src/engine/models/dense-quantities.ts';
import { equationNode, formulaGraph } from '../../../src/engine/models/formula-graph.ts';
import { isCompatible, lossNames, lossOf } from '../../../src/engine/models/losses.ts';
import { createNetwork } from '../../../src/engine/models/network.ts';
import { readUpdate } from '../../../src/engine/pass/update-values.ts';
import { createExperiment, type DenseExperiment } from '../../../src/engine/training/experiment.ts';
import { initialState } from '../../../src/engine/training/training-state.ts';

const x = parameterNode(0);
const y = parameterNode(1);
const [a, b, c, d] = [0, 1, 2, 3].map(equationNode) as [Node, Node, Node, Node];
type E = Expression<Node>;
const [X, Y, A, B, C] = [x, y, a, b, c].map((node) => ref(node)) as [E, E, E, E, E];

/** A graph of hand-written equations. The error is one of them. */
function graphOf(equations: readonly E[], error: Node = equationNode(equations.length - 1)): Graph {
  return formulaGraph({
    kind: 'formula',
    parameters: [
      { name: 'x', isTrained: true },
      { name: 'y', isTrained: false },
    ],
    inputs: [],
    equations: equations.map((expression, at) => ({ name: 'abcd'[at] ?? '', expression })),
    error: error.index,
  });
}

/** The gradient of a node by the law, with x = 2 and y = 3. */
function gradientOf(graph: Graph, of: Node): number {
  const pass: BackwardPass = { graph, sample: undefined, valueOf: (node) => nodeValue(node) };
  const numberOf = (quantity: Quantity): number => {
    switch (quantity.kind) {
      case 'value': {
        const equation = graph.equationOf(quantity.of);
        if (equation !== undefined) return evaluate(equation, (node) => numberOf(nodeValue(node)));
        return isSameNode(quantity.of, x) ? 2 : 3;
      }
      case 'gradient':
        return evaluate(gradientEquation(pass, quantity.of), numberOf);
      case 'local':
        return evaluate(derivativeEquation(pass, quantity.of, quantity.by), numberOf);
      case 'path':
        return evaluate(pathEquation(pass, quantity.of, quantity.through), numberOf);
    }
  };
  return evaluate(gradientEquation(pass, of), numberOf);
}

describe('the gradient by the law', () => {
  test.each<readonly [string, Graph, Node, number]>([
    ['along one path: a = x², b = 3a', graphOf([square(X), product(constant(3), A)]), x, 12],
    ['along two paths: a = xy, b = x + y, c = ab', graphOf([product(X, Y), sum([X, Y]), product(A, B)]), x, 21],
    [
      'along three paths, one of them through another node: a = x², b = x·a, c = a + b + x',
      graphOf([square(X), product(X, A), sum([A, B, X])]),
      x,
      4 + 12 + 1,
    ],
    ['of a node used twice in one equation: a = x·y·x', graphOf([product(X, Y, X)]), x, 12],
    ['of a node used twice in two equations: a = x·x, b = a·x·x', graphOf([product(X, X), product(A, X, X)]), x, 32],
    [
      'of a node in the middle: a = x², b = 3a, c = a·b',
      graphOf([square(X), product(constant(3), A), product(A, B)]),
      a,
      24,
    ],
    ['of a node that cancels: a = x − x + y', graphOf([sum([X, product(constant(-1), X), Y])]), x, 0],
    ['of a node without effect: a = x², b = 5', graphOf([square(X), constant(5)]), x, 0],
    ['of an equation without effect: a = x², b = y', graphOf([square(X), Y]), a, 0],
    ['in a mean: a = (x + xy + y)/4', graphOf([quotient(sum([X, product(X, Y), Y]), constant(4))]), x, 1],
    ['in a multiple of a sum: a = ½(x + x² + y)', graphOf([product(constant(0.5), sum([X, square(X), Y]))]), x, 2.5],
    ['of the error itself', graphOf([square(X)]), a, 1],
    ['of an equation after the error: a = x², b = 3a', graphOf([square(X), product(constant(3), A)], a), b, 0],
    ['beside an equation after the error: a = x², b = 3ax', graphOf([square(X), product(constant(3), A, X)], a), x, 4],
    [
      'through a function: a = relu(−x), b = a + x',
      graphOf([call('relu', product(constant(-1), X)), sum([A, X])]),
      x,
      1,
    ],
    [
      'along 2³ paths: a = x + x², b = a + a², c = b + b²',
      graphOf([sum([X, square(X)]), sum([A, square(A)]), sum([B, square(B)])]),
      x,
      5 * 13 * 85,
    ],
    ['of a node of four equations', graphOf([X, product(A, Y), sum([A, B]), product(B, C)]), d, 1],
  ])('%s', (_, graph, of, gradient) => {
    expect(gradientOf(graph, of)).toBe(gradient);
  });
});

const plainLosses = lossNames.filter((name) => lossOf(name).kind === 'plain');
const elementwise = activationNames.filter((name) => name !== 'softmax');
/** Not 0, where activations and losses can have kinks. */
const within = (limit: number) =>
  fc.double({ min: -limit, max: limit, noNaN: true }).map((value) => (Math.abs(value) < 1e-3 ? 0.123 : value));
const numbers = (length: number) =>
  fc.array(within(1.5), { minLength: length, maxLength: length }).map((values) => Float64Array.from(values));

/** A 2-2-2 network with a bias for each unit. */
function experimentOf(
  activation: (typeof activationNames)[number],
  loss: (typeof lossNames)[number],
  numbersOf: Pick<DenseExperiment, 'initial'> & { readonly inputs: Float64Array; readonly targets: Float64Array },
): DenseExperiment {
  const bias = { each: 'unit', trainable: true } as const;
  const hidden = activation === 'softmax' ? 'tanh' : activation;
  const network = createNetwork(2, [
    { units: 2, activation: hidden, bias },
    { units: 2, activation, bias },
  ]);
  const { initial, inputs, targets } = numbersOf;
  const samples = { count: 1, inputs, targets };
  return createExperiment({ network, initial, loss, optimizer: { method: 'sgd', learningRate: 0.1 }, samples });
}

const someNumbers = fc.record({ initial: numbers(12), inputs: numbers(2), targets: numbers(2) });

function expectClose(found: number, right: number): void {
  expect(Math.abs(found - right)).toBeLessThanOrEqual(1e-12 * Math.max(Math.abs(found), Math.abs(right), 0.1));
}

/** Compares a network's written derivatives with those that the rules of calculus give from the forward equations. */
function expectWrittenDerivatives(
  experiment: DenseExperiment,
  pairs: readonly (readonly [of: Node, by: Node])[],
): void {
  const { network, loss } = experiment;
  const targetSum = (): number => experiment.samples.targets.reduce((total, target) => total + target, 0);
  const written = denseGraph({ network, loss, targetSum });
  const derived: Graph = { ...written, writtenDerivative: () => undefined };
  const { numberOf } = readUpdate(experiment, 1, initialState(experiment));
  for (const [of, by] of pairs) {
    expect(written.writtenDerivative?.(of, by), `${nodeKey(of)} by ${nodeKey(by)}`).toBeDefined();
    const [found, right] = [written, derived].map((graph) =>
      evaluate(derivativeEquation({ graph, sample: undefined, valueOf: (node) => nodeValue(node) }, of, by), numberOf),
    ) as [number, number];
    expectClose(found, right);
  }
}

describe('the written derivative of a network is the derived one', () => {
  test.each(elementwise)('∂out/∂net of %s', (activation) => {
    fc.assert(
      fc.property(someNumbers, (drawn) => {
        const experiment = experimentOf(activation, 'half-squared-error', drawn);
        expectWrittenDerivatives(experiment, [
          [outNode(1, 0), netNode(1, 0)],
          [outNode(2, 1), netNode(2, 1)],
        ]);
      }),
      { numRuns: 200 },
    );
  });

  test.each(plainLosses)('∂E/∂out of %s', (loss) => {
    fc.assert(
      fc.property(someNumbers, fc.constantFrom(...elementwise), (drawn, activation) => {
        expectWrittenDerivatives(experimentOf(activation, loss, drawn), [
          [errorNode(0), outNode(2, 0)],
          [errorNode(1), outNode(2, 1)],
        ]);
      }),
      { numRuns: 200 },
    );
  });

  test('∂net/∂w, ∂net/∂b, ∂net/∂out and ∂net/∂input', () => {
    // The weights are first, layer by layer and unit by unit, then the biases.
    const pairs = [1, 2].flatMap((layer) =>
      [0, 1].flatMap((unit): readonly (readonly [Node, Node])[] => [
        ...[0, 1].map((input) => [netNode(layer, unit), parameterNode(4 * (layer - 1) + 2 * unit + input)] as const),
        [netNode(layer, unit), parameterNode(8 + 2 * (layer - 1) + unit)],
        ...[0, 1].map((input) => [netNode(layer, unit), layerInputNode(layer - 1, input)] as const),
      ]),
    );
    expect(pairs).toHaveLength(20);
    expect(pairs).toContainEqual([netNode(1, 0), inputNode(1)]);
    fc.assert(
      fc.property(someNumbers, fc.constantFrom(...elementwise), (drawn, activation) => {
        expectWrittenDerivatives(experimentOf(activation, 'mean-squared-error', drawn), pairs);
      }),
      { numRuns: 50 },
    );
  });
});

test.each(lossNames)(
  'the written gradients of a network with %s are those of the law without written forms',
  (loss) => {
    const possible = activationNames.filter((name) => isCompatible(loss, name));
    // Targets in the range of all losses.
    const targets = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(someNumbers, targets, fc.constantFrom(...possible), (drawn, drawnTargets, activation) => {
        const experiment = experimentOf(activation, loss, { ...drawn, targets: Float64Array.from(drawnTargets) });
        const targetSum = (): number => drawnTargets.reduce((total, target) => total + target, 0);
        const written = denseGraph({ network: experiment.network, loss, targetSum });
        const graph: Graph = {
          ...written,
          // Cross-entropy is shown as a function of the outs, and computed from the nets.
          equationOf: (node) => {
            const equation = written.equationOf(node);
            return equation && inForm(equation, 'shown');
          },
          writtenDerivative: () => undefined,
          writtenGradient: () => undefined,
          hasGradientZero: () => false,
        };
        const pass: BackwardPass = { graph, sample: undefined, valueOf: (node) => nodeValue(node) };
        const { numberOf } = readUpdate(experiment, 1, initialState(experiment));
        const byLaw = (quantity: Quantity): number => {
          if (quantity.kind === 'gradient') return evaluate(gradientEquation(pass, quantity.of), byLaw);
          if (quantity.kind === 'path') return evaluate(pathEquation(pass, quantity.of, quantity.through), byLaw);
          if (quantity.kind === 'local') return evaluate(derivativeEquation(pass, quantity.of, quantity.by), byLaw);
          return numberOf(quantity);
        };
        for (const of of [
          netNode(2, 0),
          netNode(2, 1),
          outNode(1, 0),
          parameterNode(0),
          parameterNode(5),
          inputNode(1),
        ]) {
          const gradient: Quantity = { kind: 'gradient', of };
          expectClose(numberOf(gradient), byLaw(gradient));
        }
      }),
      { numRuns: 60 },
    );
  },
);
