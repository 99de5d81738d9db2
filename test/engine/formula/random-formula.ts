import fc from 'fast-check';
import {
  callOn,
  conditional,
  constant,
  difference,
  type Expression,
  product,
  ref,
  replaceLeaves,
  sum,
} from '../../../src/engine/expressions/expression.ts';
import { inputNode, type Node, parameterNode } from '../../../src/engine/graph/node.ts';
import { activations } from '../../../src/engine/models/activations.ts';

import type { Formula, FormulaEquation } from '../../../src/engine/models/formula.ts';
import { equationNode } from '../../../src/engine/models/formula-graph.ts';
import {
  createFormulaExperiment,
  type FormulaExperiment,
  reductions,
} from '../../../src/engine/training/experiment.ts';
import { type Optimizer, optimizerNames } from '../../../src/engine/training/optimizers.ts';
import { type Name, randomExpression } from '../expressions/random-expressions.ts';

type E = Expression<Name>;

const [x, y] = [ref<Name>('x'), ref<Name>('y')];

/** Equations in which the node x is used several times, and functions that `randomExpression` does not have. */
const particular: readonly E[] = [
  product(x, x),
  sum([x, product(x, y), x]),
  difference(product(x, y), x),
  sum([x, y]),
  product(x, y, x),
  x,
  constant(2),
  conditional(difference(x, constant(0.25)), product(x, y), y),
  callOn('max', [x, y, x]),
  callOn('sign', [x]),
  activations.gelu.expression(x),
  activations.silu.expression(x),
  activations.elu.expression(x),
  activations['leaky-relu'].expression(x),
];

const expression: fc.Arbitrary<E> = fc.oneof(
  { weight: 2, arbitrary: randomExpression },
  { weight: 1, arbitrary: fc.constantFrom(...particular) },
);

/** Not a multiple of a constant in a random expression, so that kinks are rare. */
const number = fc.integer({ min: -2000, max: 2000 }).map((thousandths) => thousandths / 1000 + 0.000123);

function numbers(count: number): fc.Arbitrary<Float64Array> {
  return fc.array(number, { minLength: count, maxLength: count }).map((values) => Float64Array.from(values));
}

/** Every method, with some of its hyperparameters. */
export const randomOptimizer: fc.Arbitrary<Optimizer> = fc
  .record({
    method: fc.constantFrom(...optimizerNames),
    learningRate: fc.constantFrom(0.001, 0.02, 0.1),
    weightDecay: fc.constantFrom(0, 0.01, 0.1),
    momentum: fc.constantFrom(0, 0.5, 0.9),
    dampening: fc.constantFrom(0, 0.3),
    nesterov: fc.boolean(),
  })
  .map(({ method, learningRate, weightDecay, momentum, dampening, nesterov }) => ({
    method,
    learningRate,
    weightDecay,
    ...(method === 'sgd' && momentum > 0 && (nesterov ? { momentum, nesterov } : { momentum, dampening })),
  }));

interface Draft {
  readonly expression: E;
  /** For x, y and z: which of the nodes before the equation they are, as numbers that wrap around. */
  readonly places: readonly [x: number, y: number, z: number];
}

/** Names that are also those of the optimizer's numbers, or look like derivatives. */
const parameterNames = ['w', 'x', 't', 'alpha'] as const;
const equationNames = ['v_w', 'dE', 'h[1]', 'h[2]', 'h[-1]', 'E', 'net_o1', 'w1', 'K[1,2]', 'm_w', 'φ', 'beta1', 'f'];

/** A formula that uses the numbers and the columns given. The error is its last or its last but one equation. */
function formulaOf(
  drafts: readonly Draft[],
  trained: readonly boolean[],
  columns: readonly string[],
  isLastError: boolean,
): Formula {
  const given: readonly Node[] = [
    ...trained.map((_, at) => parameterNode(at)),
    ...columns.map((_, at) => inputNode(at)),
  ];
  const equations = drafts.map((draft, index): FormulaEquation => {
    // Later equations come first, so that most equations lead to the error.
    const before: readonly Node[] = [
      ...Array.from({ length: index }, (_, at) => equationNode(index - 1 - at)),
      ...given,
    ];
    const nodes = draft.places.map((place) => before[place % before.length] ?? equationNode(0));
    const nodeOf = { x: nodes[0], y: nodes[1], z: nodes[2] };
    return {
      name: equationNames[index] ?? '',
      expression: replaceLeaves(draft.expression, (name) => ref(nodeOf[name] ?? equationNode(0))),
    };
  });
  return {
    kind: 'formula',
    parameters: trained.map((isTrained, at) => ({ name: parameterNames[at] ?? '', isTrained })),
    inputs: columns,
    equations,
    error: Math.max(0, equations.length - (isLastError ? 1 : 2)),
  };
}

const draft: fc.Arbitrary<Draft> = fc.record({
  expression,
  places: fc.tuple(fc.nat(4), fc.nat(6), fc.nat(6)),
});

const structure = fc.record({
  drafts: fc.array(draft, { minLength: 1, maxLength: 12 }),
  trained: fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }),
  columns: fc.constantFrom<readonly string[]>([], ['i1'], ['i1', 'target']),
  isLastError: fc.boolean(),
  sampleCount: fc.integer({ min: 1, max: 5 }),
  batchSize: fc.integer({ min: 1, max: 4 }),
  optimizer: randomOptimizer,
  reduction: fc.constantFrom(...reductions),
});

/**
 * Experiments of 1 to 12 equations with every function, numbers that are trained and numbers that are not, up to two
 * columns, every optimizer, batches of 1 to 4 samples (the last batch may be smaller) and both reductions. Many nodes
 * are used several times.
 */
export const randomFormula: fc.Arbitrary<FormulaExperiment> = structure.chain(
  ({ drafts, trained, columns, isLastError, sampleCount, batchSize, optimizer, reduction }) => {
    const count = columns.length === 0 ? 1 : sampleCount;
    return fc
      .record({ initial: numbers(trained.length), inputs: numbers(count * columns.length) })
      .map(({ initial, inputs }) =>
        createFormulaExperiment({
          name: 'random',
          formula: formulaOf(drafts, trained, columns, isLastError),
          initial,
          samples: { count, inputs, targets: new Float64Array() },
          batchSize,
          optimizer,
          reduction,
        }),
      );
  },
);
