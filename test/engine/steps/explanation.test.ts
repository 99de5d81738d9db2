import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leavesIn } from '../../../src/engine/expressions/expression.ts';
import type { Quantity } from '../../../src/engine/graph/quantity.ts';
import { parameterGradient, totalErrorValue } from '../../../src/engine/models/dense-quantities.ts';
import { createNetwork } from '../../../src/engine/models/network.ts';
import { quantityName } from '../../../src/engine/models/quantity-name.ts';
import {
  type Explanation,
  explain,
  isComposite,
  unfolded,
  unfoldsWithin,
} from '../../../src/engine/steps/explanation.ts';
import type { DenseExperiment } from '../../../src/engine/training/experiment.ts';
import { updateAt } from '../../../src/engine/training/update.ts';
import { lecture } from '../../support/lecture.ts';
import { xor } from '../../support/networks.ts';
import { randomExperiment } from '../../support/random-experiment.ts';
import { reachableQuantities } from '../../support/walking.ts';

const update = updateAt(lecture, 1);
const quantities = reachableQuantities(update);

function explanationOf(name: string): Explanation {
  const quantity = quantities.get(name);
  if (quantity === undefined) throw new Error(`no ${name}`);
  return explain(update, quantity);
}

const nameOf = ({ quantity }: Explanation): string => quantityName(lecture.network, quantity);

/** The names of the terms of an explanation, and of their terms, down to `depth`. */
function tree(explanation: Explanation, depth: number): unknown {
  const terms = explanation.terms();
  if (depth === 0 || terms.length === 0) return nameOf(explanation);
  return { [nameOf(explanation)]: terms.map((term) => tree(term, depth - 1)) };
}

describe('in the lecture', () => {
  test('∂E_total/∂w5 is explained by the factors ①, ② and ③', () => {
    const explanation = explanationOf('dE_total/dw5');
    expect(explanation.rule).toBe('chain');
    expect(tree(explanation, 1)).toEqual({ 'dE_total/dw5': ['dE_total/dout_o1', 'dout_o1/dnet_o1', 'dnet_o1/dw5'] });
  });

  test('∂E_total/∂w1 is explained by the paths through both outputs, and each path by the chain rule', () => {
    expect(tree(explanationOf('dE_total/dw1'), 3)).toEqual({
      'dE_total/dw1': [
        {
          'dE_total/dout_h1': [
            { 'dE_o1/dout_h1': ['dE_total/dout_o1', 'dout_o1/dnet_o1', 'dnet_o1/dout_h1'] },
            { 'dE_o2/dout_h1': ['dE_total/dout_o2', 'dout_o2/dnet_o2', 'dnet_o2/dout_h1'] },
          ],
        },
        { 'dout_h1/dnet_h1': [{ out_h1: ['net_h1'] }] },
        { 'dnet_h1/dw1': ['i1'] },
      ],
    });
  });
});

test('the explanation of E_total⁺ contains every rule but the mean, and ends at inputs, targets, weights and α', () => {
  const leaves = new Set<string>();
  const rules = new Set<string>();
  const walk = (explanation: Explanation): void => {
    rules.add(explanation.rule);
    const terms = explanation.terms();
    if (terms.length === 0) leaves.add(nameOf(explanation));
    for (const term of terms) walk(term);
  };
  walk(explanationOf('E_total+'));
  const weights = Array.from({ length: 8 }, (_, at) => `w${at + 1}`);
  expect([...leaves].toSorted()).toEqual(['alpha', 'i1', 'i2', 'target_o1', 'target_o2', ...weights]);
  expect(rules).toEqual(
    new Set(['sum', 'loss', 'activation', 'weighted sum', 'update', 'chain', 'paths', 'slope', 'factor', 'given']),
  );
});

test('in a batch of several samples, E_total and the gradients are means over the samples', () => {
  const ruleOf = (quantity: Quantity): string => explain(updateAt(xor, 1), quantity).rule;
  expect(ruleOf(totalErrorValue())).toBe('mean');
  expect(ruleOf(totalErrorValue({ sample: 0 }))).toBe('sum');
  expect(ruleOf(parameterGradient(0))).toBe('mean');
  expect(ruleOf(parameterGradient(0, 0))).toBe('chain');
});

test('the first terms are explained without the whole tree, which has 100⁹ paths', () => {
  const layers = Array.from({ length: 10 }, () => ({ units: 100, activation: 'sigmoid', bias: undefined }) as const);
  const deep: DenseExperiment = { ...lecture, network: createNetwork(1, layers) };
  const gradient: Quantity = parameterGradient(0);
  const [outGradient] = explain(updateAt(deep, 1), gradient).terms();
  const paths = outGradient?.terms() ?? [];
  expect(paths).toHaveLength(100);
  expect(paths[99]?.terms().map(({ rule }) => rule)).toEqual(['paths', 'slope', 'factor']);
  expect(unfoldsWithin(updateAt(deep, 1), gradient, 100)).toBe(false);
});

test('unfoldsWithin is true exactly if the unfolded derivative has no more factors than the limit', () => {
  fc.assert(
    fc.property(randomExperiment, (experiment) => {
      const update = updateAt(experiment, 1);
      for (const [name, quantity] of reachableQuantities(update)) {
        if (!isComposite(update, quantity)) continue;
        const count = [...leavesIn(unfolded(update, quantity))].length;
        for (const limit of [1, 2, count - 2, count - 1, count, count + 1]) {
          expect(unfoldsWithin(update, quantity, limit), `${name}: ${count} factors, limit ${limit}`).toBe(
            count <= limit,
          );
        }
      }
    }),
    { numRuns: 30 },
  );
});
