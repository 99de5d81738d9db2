import { describe, expect, test } from 'vitest';
import type { Quantity } from '../../../src/engine/expressions/quantity.ts';
import { createNetwork } from '../../../src/engine/models/network.ts';
import { quantityName } from '../../../src/engine/models/quantity-name.ts';
import { type Explanation, explain } from '../../../src/engine/steps/explanation.ts';
import type { Experiment } from '../../../src/engine/training/experiment.ts';
import { updateAt } from '../../../src/engine/training/update.ts';
import { lecture } from '../../support/lecture.ts';
import { reachableQuantities } from '../../support/walking.ts';

const update = updateAt(lecture, 1);
const quantities = reachableQuantities(update);

function explanationOf(name: string): Explanation {
  const quantity = quantities.get(name);
  if (quantity === undefined) throw new Error(`no ${name}`);
  return explain(update, quantity);
}

const nameOf = ({ quantity }: Explanation): string => quantityName(lecture.network, quantity);

/** What an explanation is made of, by name; and each of that again, `depth` times. */
function tree(explanation: Explanation, depth: number): unknown {
  const terms = explanation.terms();
  if (depth === 0 || terms.length === 0) return nameOf(explanation);
  return { [nameOf(explanation)]: terms.map((term) => tree(term, depth - 1)) };
}

describe("the lecture's derivatives", () => {
  test('w5 is ① × ② × ③', () => {
    const explanation = explanationOf('dE_total/dw5');
    expect(explanation.rule).toBe('chain');
    expect(tree(explanation, 1)).toEqual({ 'dE_total/dw5': ['dE_total/dout_o1', 'dout_o1/dnet_o1', 'dnet_o1/dw5'] });
  });

  test('w1 unfolds to both output paths, and those to the chain rule', () => {
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

test('every quantity leads down to what is given, and to nothing else', () => {
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

test('in a network of 100,000 weights, only what is asked for is made', () => {
  const wide: Experiment = {
    ...lecture,
    network: createNetwork(1000, [
      { units: 99, activation: 'sigmoid', bias: undefined },
      { units: 10, activation: 'sigmoid', bias: undefined },
    ]),
  };
  const gradient: Quantity = { kind: 'gradient', parameter: 0 };
  const [error] = explain(updateAt(wide, 1), gradient).terms();
  expect(error?.terms()).toHaveLength(10);
  expect(error?.terms()[9]?.terms()).toHaveLength(3);
});
