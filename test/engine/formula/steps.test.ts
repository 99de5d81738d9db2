import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { constant, leavesIn } from '../../../src/engine/expressions/expression.ts';
import { hasRole, inputNode, type Node, nodeKey, parameterNode } from '../../../src/engine/graph/node.ts';
import {
  isGradientOf,
  isNewParameter,
  isValueOf,
  nodeValue,
  type Quantity,
} from '../../../src/engine/graph/quantity.ts';

import type { Formula } from '../../../src/engine/models/formula.ts';
import { equationNode } from '../../../src/engine/models/formula-graph.ts';
import { quantityName } from '../../../src/engine/models/quantity-name.ts';
import { equationOf } from '../../../src/engine/steps/equation.ts';
import { quantityNamed } from '../../../src/engine/steps/name-parser.ts';
import { createEvaluator } from '../../../src/engine/steps/quantity-evaluator.ts';
import { phaseSpans, stepAt, stepCount, stepOf, stepsOf, unitSpan } from '../../../src/engine/steps/steps.ts';
import type { FormulaExperiment } from '../../../src/engine/training/experiment.ts';
import { initialState } from '../../../src/engine/training/training-state.ts';
import { sampleAt, type Update, updateAt } from '../../../src/engine/training/update.ts';
import { reachableQuantities } from '../../support/walking.ts';
import { randomFormula } from './random-formula.ts';

const manyRuns = { numRuns: 150 };

/** The samples of an update, as quantities name them: undefined in a batch of one sample. */
function samplesOf(update: Update): readonly (number | undefined)[] {
  return update.size === 1 ? [undefined] : Array.from({ length: update.size }, (_, place) => sampleAt(update, place));
}

/** The keys of the nodes that the error contains, directly or through other equations. */
function nodesOfError(formula: Formula): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (node: Node): void => {
    if (found.has(nodeKey(node))) return;
    found.add(nodeKey(node));
    if (!hasRole(node, 'equation')) return;
    for (const leaf of leavesIn(formula.equations[node.index]?.expression ?? constant(0))) visit(leaf);
  };
  visit(equationNode(formula.error));
  return found;
}

/** A value before the update has the mark `after: false`, or no such mark. */
const withoutFalse = (quantity: Quantity): Quantity =>
  quantity.kind === 'value' ? { ...quantity, after: quantity.after === true } : quantity;

const nameIn = ({ formula }: FormulaExperiment, quantity: Quantity): string => quantityName(formula, quantity);

describe('the steps of a random formula', () => {
  test('are found by their number, and their number by their quantity', () => {
    fc.assert(
      fc.property(randomFormula, (experiment) => {
        const update = updateAt(experiment, 1);
        const steps = [...stepsOf(update)];
        expect(stepCount(update)).toBe(steps.length);
        for (const [at, step] of steps.entries()) {
          expect(stepAt(update, at + 1)).toEqual(step);
          expect(stepOf(update, step.quantity)).toBe(at + 1);
          const { first, last } = unitSpan(update, at + 1);
          expect(first <= at + 1 && at + 1 <= last).toBe(true);
        }
        expect(stepOf(update, nodeValue(parameterNode(0)))).toBeUndefined();
        expect(() => stepAt(update, steps.length + 1)).toThrow(RangeError);
      }),
      manyRuns,
    );
  });

  test('compute each equation, each derivative that the error has, and each new number once, for each sample', () => {
    fc.assert(
      fc.property(randomFormula, (experiment) => {
        const { formula } = experiment;
        const update = updateAt(experiment, 1);
        const steps = [...stepsOf(update)].map(({ quantity }) => quantity);
        const names = steps.map((quantity) => nameIn(experiment, quantity));
        expect(new Set(names).size).toBe(names.length);
        const leading = nodesOfError(formula);
        for (const sample of samplesOf(update)) {
          const own = steps.filter((quantity) => quantity.sample === sample);
          const values = own.filter((quantity) => isValueOf(quantity, 'equation') && quantity.after !== true);
          expect(values.map(({ of }) => of.index).toSorted((a, b) => a - b)).toEqual([...formula.equations.keys()]);
          const gradients = own.filter((quantity) => isGradientOf(quantity, 'equation', 'input', 'parameter'));
          expect(gradients.map(({ of }) => nodeKey(of)).toSorted()).toEqual([...leading].toSorted());
        }
        const trained = formula.parameters.flatMap(({ isTrained }, index) => (isTrained ? [index] : []));
        expect(steps.filter(isNewParameter).map(({ of }) => of.index)).toEqual(trained);
      }),
      manyRuns,
    );
  });

  test('use only numbers that are given, or that earlier steps have computed', () => {
    fc.assert(
      fc.property(randomFormula, (experiment) => {
        const update = updateAt(experiment, 1);
        for (const [at, { quantity }] of [...stepsOf(update)].entries()) {
          const equation = equationOf(update, quantity);
          if (equation.kind === 'given') throw new Error(`${nameIn(experiment, quantity)} has a step, but is given`);
          // The last step uses values of the forward pass after the update, which have no steps.
          if (!isValueOf(quantity, 'equation') || quantity.after !== true) expectUsable(update, leavesIn(equation), at);
        }
      }),
      manyRuns,
    );
  });

  test('belong to the phases forward, error, backward and, if numbers are trained, update', () => {
    fc.assert(
      fc.property(randomFormula, (experiment) => {
        const update = updateAt(experiment, 1);
        const spans = phaseSpans(update);
        const isTrained = experiment.formula.parameters.some((parameter) => parameter.isTrained);
        const expected = ['forward', 'error', 'backward', ...(isTrained ? ['update'] : [])];
        const phases = spans.map(({ phase }) => phase);
        expect(phases).toEqual(experiment.formula.error === 0 ? expected.slice(1) : expected);
        const bounds = spans.flatMap(({ first, last }) => [first, last + 1]);
        expect([bounds[0], bounds.at(-1)]).toEqual([1, stepCount(update) + 1]);
        for (const [at, { phase }] of [...stepsOf(update)].entries()) {
          const span = spans.find(({ first, last }) => first <= at + 1 && at + 1 <= last);
          expect(span?.phase).toBe(phase);
        }
      }),
      manyRuns,
    );
  });
});

/** Expects that quantities are given, or computed by the first `steps` steps. */
function expectUsable(update: Update, quantities: Iterable<Quantity>, steps: number): void {
  for (const quantity of quantities) {
    const step = stepOf(update, quantity);
    if (step === undefined) expectGivenOrZero(update, quantity);
    else expect(step).toBeLessThanOrEqual(steps);
  }
}

/** A quantity without a step is given, or it is the gradient of a trained number on which the error does not depend. */
function expectGivenOrZero(update: Update, quantity: Quantity): void {
  const equation = equationOf(update, quantity);
  if (!isGradientOf(quantity, 'parameter')) expect(equation.kind).toBe('given');
  else expect(createEvaluator(update, initialState(update.experiment))(quantity)).toBe(0);
}

describe('the name of a quantity of a random formula', () => {
  test('is read as this quantity', () => {
    fc.assert(
      fc.property(randomFormula, (experiment) => {
        const { formula } = experiment;
        const update = updateAt(experiment, 1);
        const columns = samplesOf(update).flatMap((sample) =>
          formula.inputs.map((_, index) => nodeValue(inputNode(index), { sample })),
        );
        const numbers = formula.parameters.map((_, index) => nodeValue(parameterNode(index)));
        for (const quantity of [...reachableQuantities(update).values(), ...columns, ...numbers]) {
          const name = nameIn(experiment, quantity);
          const found = quantityNamed(update, name);
          expect(found && withoutFalse(found), name).toEqual(withoutFalse(quantity));
        }
      }),
      manyRuns,
    );
  });

  test('is that of one quantity only', () => {
    fc.assert(
      fc.property(randomFormula, (experiment) => {
        const update = updateAt(experiment, 1);
        const names = new Map<string, Quantity>();
        for (const quantity of [...stepsOf(update)].map((step) => step.quantity)) {
          const name = nameIn(experiment, quantity);
          expect(names.get(name), name).toBeUndefined();
          names.set(name, quantity);
        }
      }),
      manyRuns,
    );
  });

  test.each(['nothing', 'dE', 'dnothing/dx', 'f++', 'f@99', 'df/dx:nothing', 'x+x', ''])('%j is no name', (name) => {
    fc.assert(
      fc.property(randomFormula, (experiment) => {
        const own = [...experiment.formula.equations, ...experiment.formula.parameters].map((each) => each.name);
        fc.pre(!own.includes(name));
        expect(quantityNamed(updateAt(experiment, 1), name)).toBeUndefined();
      }),
      { numRuns: 30 },
    );
  });
});
