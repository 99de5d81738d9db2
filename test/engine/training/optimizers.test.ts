import { describe, expect, test } from 'vitest';
import { createNetwork } from '../../../src/engine/models/network.ts';
import { quantityName } from '../../../src/engine/models/quantity-name.ts';
import { readUpdate } from '../../../src/engine/pass/update-values.ts';
import { quantityNamed } from '../../../src/engine/steps/name-parser.ts';
import { createTimeline, errorAfter, stateAfter } from '../../../src/engine/timeline/timeline.ts';
import type { Experiment } from '../../../src/engine/training/experiment.ts';
import type { Optimizer } from '../../../src/engine/training/optimizers.ts';
import { lecture } from '../../support/lecture.ts';
import { stepListOf } from '../../support/walking.ts';

/**
 * A 2-2-1 network with tanh and sigmoid, three samples and batches of two. The hidden units share a trained bias. The
 * bias of the output is frozen.
 */
function experimentWith(optimizer: Optimizer): Experiment {
  return {
    ...lecture,
    network: createNetwork(2, [
      { units: 2, activation: 'tanh', bias: { each: 'layer', trainable: true } },
      { units: 1, activation: 'sigmoid', bias: { each: 'unit', trainable: false } },
    ]),
    initial: Float64Array.of(0.5, -0.3, 0.8, 0.2, 0.7, -0.6, 0.1, 0.05),
    optimizer,
    samples: {
      count: 3,
      inputs: Float64Array.of(0.2, 0.9, -0.5, 0.4, 1, -0.7),
      targets: Float64Array.of(0.3, 0.9, 0.1),
    },
    batchSize: 2,
  };
}

/**
 * w1 to w6, b1, b2 and E_total after three epochs (six updates), computed with torch.optim of PyTorch 1.13.1 in
 * float64. In PyTorch, the shared bias is one parameter, and the frozen bias is not a parameter.
 */
const byPyTorch: readonly (readonly [optimizer: Optimizer, parameters: readonly number[], error: number])[] = [
  [
    { method: 'sgd', learningRate: 0.1, weightDecay: 0.05 },
    [
      0.467543602473, -0.28189391926, 0.792289669009, 0.185112970913, 0.655003581813, -0.607781808454, 0.0961020342452,
      0.05,
    ],
    0.0586485435734,
  ],
  [
    { method: 'sgd', learningRate: 0.1, momentum: 0.9 },
    [
      0.449535562451, -0.275250331799, 0.845736298331, 0.175516897276, 0.633331137738, -0.671845857218, 0.0975999202913,
      0.05,
    ],
    0.0539497127421,
  ],
  [
    { method: 'sgd', learningRate: 0.1, momentum: 0.8, nesterov: true, weightDecay: 0.05 },
    [
      0.405195159663, -0.247984175557, 0.775314728857, 0.157196752094, 0.571318474143, -0.619273786866, 0.0885077013016,
      0.05,
    ],
    0.0542144835761,
  ],
  [
    { method: 'adagrad', learningRate: 0.1 },
    [
      0.160830122379, -0.000185579323728, 1.158609585, -0.0610785659829, 0.421647886457, -0.950045556113,
      -0.0403035957492, 0.05,
    ],
    0.026690343027,
  ],
  [
    { method: 'adagrad', learningRate: 0.1, epsilon: 0.01, weightDecay: 0.05 },
    [
      0.201068466056, -0.0519600775631, 0.659396555021, -0.0268970958497, 0.406379956426, -0.64446994568,
      0.00204024945912, 0.05,
    ],
    0.0458109639601,
  ],
  [
    { method: 'rmsprop', learningRate: 0.02 },
    [
      -0.0413844189144, 0.193781103409, 1.44736324046, -0.0548727310778, 0.245030078399, -1.25649105565, 0.104618582792,
      0.05,
    ],
    0.0133327084977,
  ],
  [
    { method: 'rmsprop', learningRate: 0.02, rho: 0.9, epsilon: 0.001, weightDecay: 0.05 },
    [
      0.275274086668, -0.098614970232, 0.684391280397, 0.0100504711335, 0.480649386478, -0.635326026646,
      -0.0179116076185, 0.05,
    ],
    0.0483906552758,
  ],
  [
    { method: 'adam', learningRate: 0.05 },
    [
      0.216537140007, -0.070343609707, 1.08930189119, -0.0364280652721, 0.455904581968, -0.867339502298,
      -0.0398858565233, 0.05,
    ],
    0.0314473019626,
  ],
  [
    { method: 'adam', learningRate: 0.05, beta1: 0.8, beta2: 0.95, epsilon: 0.001, weightDecay: 0.05 },
    [
      0.215411940508, -0.0437393965454, 0.61179788586, -0.0460291725494, 0.422825325547, -0.64016060704,
      -0.0693371708299, 0.05,
    ],
    0.0473088200897,
  ],
  [
    { method: 'adamw', learningRate: 0.05, weightDecay: 0.05 },
    [
      0.210989480636, -0.067596923641, 1.07552412361, -0.0375904760525, 0.447224932355, -0.85669284153,
      -0.0413619176755, 0.05,
    ],
    0.0318400520186,
  ],
];

describe.each(byPyTorch.map((row) => [JSON.stringify(row[0]), ...row] as const))(
  '%s',
  (_, optimizer, parameters, error) => {
    const timeline = createTimeline(experimentWith(optimizer));
    const state = stateAfter(timeline, 6).slice();

    test('updates every parameter as PyTorch does', () => {
      for (const [index, value] of parameters.entries()) expect(state[index]).toBeCloseTo(value, 10);
    });

    test('has the same error as PyTorch', () => {
      expect(errorAfter(timeline, 6)).toBeCloseTo(error, 11);
    });
  },
);

test('an adam update has one step for each of g, m, v, m̂ and v̂, and passes m and v to the next update', () => {
  const experiment: Experiment = { ...lecture, optimizer: { method: 'adam', learningRate: 0.5, weightDecay: 0.1 } };
  const values = readUpdate(experiment, 2, stateAfter(createTimeline(experiment), 1));
  const names = stepListOf(values.update).map(({ quantity }) => quantityName(experiment.network, quantity));
  expect(names.slice(35, 41)).toEqual(['g_w5', 'm_w5+', 'v_w5+', 'mhat_w5', 'vhat_w5', 'w5+']);
  // Forward pass, error, backward pass, update and E_total⁺.
  expect(names).toHaveLength(8 + 3 + 24 + 8 * 6 + 1);
  const number = (name: string): number => {
    const quantity = quantityNamed(values.update, name);
    return quantity === undefined ? Number.NaN : values.numberOf(quantity);
  };
  // The values of exp_avg and exp_avg_sq in PyTorch 1.13.1.
  expect(number('m_w5')).toBeCloseTo(0.01064062047877775, 12);
  expect(number('m_w5+')).toBeCloseTo(0.013662196617079608, 12);
  expect(number('v_w5+')).toBeCloseTo(1.2980202075758043e-5, 12);
  expect(number('t')).toBe(2);
  for (const name of ['g_w5+', 'mhat_w5+', 's_w5']) expect(quantityNamed(values.update, name)).toBeUndefined();
});
