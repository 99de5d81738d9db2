import { describe, expect, test } from 'vitest';
import { createNetwork } from '../../../src/engine/models/network.ts';
import { quantityName } from '../../../src/engine/models/quantity-name.ts';
import { readUpdate } from '../../../src/engine/pass/update-values.ts';
import { formulaOf } from '../../../src/engine/steps/explanation.ts';
import { quantityNamed } from '../../../src/engine/steps/name-parser.ts';
import { createTimeline, errorAfter, stateAfter, timelineOf } from '../../../src/engine/timeline/timeline.ts';
import type { CompiledRule } from '../../../src/engine/training/compiled-rule.ts';
import type { Edit } from '../../../src/engine/training/edits.ts';
import { type DenseExperiment, modelOf } from '../../../src/engine/training/experiment.ts';
import { compiledRuleOf, type Optimizer } from '../../../src/engine/training/optimizers.ts';
import { createRun, updateOf } from '../../../src/engine/training/run.ts';
import { updateAt } from '../../../src/engine/training/update.ts';
import { textNotation } from '../../../src/notation/derivation.ts';
import { lecture } from '../../support/lecture.ts';
import { stepListOf } from '../../support/walking.ts';

/**
 * A 2-2-1 network with tanh and sigmoid, three samples and batches of two. The hidden units share a trained bias. The
 * bias of the output is frozen.
 */
function experimentWith(optimizer: Optimizer): DenseExperiment {
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
  [
    { method: 'sgd', learningRate: 0.1, momentum: 0.9, dampening: 0.4 },
    [
      0.466046488718, -0.284617969611, 0.830463979902, 0.184552456261, 0.657430345515, -0.64649923729, 0.0986993414637,
      0.05,
    ],
    0.0564761438457,
  ],
  [
    { method: 'sgd', learningRate: 0.1, momentum: 0.9, dampening: 0.4, weightDecay: { weights: 0.05, biases: 0 } },
    [
      0.435458823177, -0.266219316478, 0.780297601254, 0.172384801935, 0.614774334381, -0.608336692866, 0.0986972457116,
      0.05,
    ],
    0.0566706623592,
  ],
  [
    { method: 'sgd', learningRate: 0.1, momentum: 0.8, nesterov: true, weightDecay: { weights: 0, biases: 0.5 } },
    [
      0.446837067592, -0.272904550539, 0.848672026297, 0.173445339835, 0.631162729515, -0.674777559018, 0.0276575497094,
      0.05,
    ],
    0.0534607646688,
  ],
  [
    { method: 'adagrad', learningRate: 0.1, weightDecay: { weights: 0.05, biases: 0 } },
    [
      0.162008687504, 0.00576550938396, 0.59893423708, -0.0864543925136, 0.380815237311, -0.623665261071,
      0.0511287247914, 0.05,
    ],
    0.0461609269264,
  ],
  [
    { method: 'rmsprop', learningRate: 0.02, weightDecay: { weights: 0.05, biases: 0.2 } },
    [
      -0.0363525113824, 0.115390412922, 0.534056531144, -0.189239324745, 0.188790266969, -0.579287605829,
      0.113426492735, 0.05,
    ],
    0.044658629885,
  ],
  [
    { method: 'adam', learningRate: 0.05, weightDecay: { weights: 0.05, biases: 0 } },
    [
      0.207213380701, -0.0307705467052, 0.570325841942, -0.0634457875086, 0.42000349252, -0.642498349194,
      -0.00832427583797, 0.05,
    ],
    0.0478039196614,
  ],
  [
    { method: 'adamw', learningRate: 0.05, weightDecay: { weights: 0.5, biases: 0 } },
    [
      0.164454383949, -0.0445122008864, 0.958651332292, -0.0477873397334, 0.374490505344, -0.766007511118,
      -0.0427149893691, 0.05,
    ],
    0.0353383192886,
  ],
  [
    { method: 'adamw', learningRate: 0.05, weightDecay: { weights: 0, biases: 0.5 } },
    [
      0.216709284151, -0.0705032171152, 1.08914524012, -0.0358201456171, 0.455759709155, -0.86755617059,
      -0.0496738870112, 0.05,
    ],
    0.0314400075269,
  ],
];

/** Rows as in `byPyTorch`, for the reduction sum: the loss in PyTorch is the sum of the losses of the samples. */
const sumsByPyTorch: typeof byPyTorch = [
  [
    { method: 'sgd', learningRate: 0.1 },
    [
      0.476627273937, -0.289964772058, 0.821055491817, 0.189768809541, 0.671853694288, -0.631511398785, 0.0990654650139,
      0.05,
    ],
    0.174090608577,
  ],
  [
    { method: 'sgd', learningRate: 0.1, momentum: 0.9, dampening: 0.4, weightDecay: 0.05 },
    [
      0.42121721591, -0.264473452994, 0.792772519024, 0.169512597752, 0.606047128284, -0.622268004575, 0.0926370903075,
      0.05,
    ],
    0.165847728506,
  ],
  [
    { method: 'adam', learningRate: 0.05, weightDecay: 0.05 },
    [
      0.204712153977, -0.0334517057101, 0.749348444482, -0.0534370053578, 0.410886440805, -0.837443345924,
      -0.0575239123344, 0.05,
    ],
    0.115174006274,
  ],
];

describe.each([
  ...byPyTorch.map((row) => ['mean', JSON.stringify(row[0]), ...row] as const),
  ...sumsByPyTorch.map((row) => ['sum', JSON.stringify(row[0]), ...row] as const),
])('with the %s over a batch, %s', (reduction, _, optimizer, parameters, error) => {
  const timeline = createTimeline({ ...experimentWith(optimizer), reduction });
  const state = stateAfter(timeline, 6).slice();

  test('updates every parameter as PyTorch does', () => {
    for (const [index, value] of parameters.entries()) expect(state[index]).toBeCloseTo(value, 10);
  });

  test('has the same error as PyTorch', () => {
    expect(errorAfter(timeline, 6)).toBeCloseTo(error, 11);
  });
});

test('the first update with dampening stores the gradient as it is, also after an edit of the optimizer', () => {
  const dampened: Optimizer = { method: 'sgd', learningRate: 0.1, momentum: 0.9, dampening: 0.4 };
  const edit: Edit = { update: 4, change: { kind: 'optimizer', optimizer: { ...dampened, dampening: 0.7 } } };
  const run = createRun(experimentWith(dampened), [edit]);
  // By PyTorch, with a new torch.optim.SGD before the fourth update.
  const parameters = [
    0.470635861073, -0.284133579869, 0.826638241434, 0.184660695563, 0.658437282865, -0.643474464504, 0.0984206829047,
  ];
  const state = stateAfter(timelineOf(run), 7);
  for (const [index, value] of parameters.entries()) expect(state[index]).toBeCloseTo(value, 10);
  const formulaIn = (number: number): string => {
    const update = updateOf(run, number);
    const velocity = quantityNamed(update, 'v_w5+');
    if (velocity === undefined) throw new Error('expected v_w5+');
    return textNotation(modelOf(run.experiment)).write(formulaOf(update, velocity), false, (term) =>
      quantityName(modelOf(run.experiment), term),
    );
  };
  expect([1, 2, 4, 5].map(formulaIn)).toEqual([
    'dE_total/dw5',
    'mu·v_w5 + (1 − tau)·dE_total/dw5',
    'dE_total/dw5',
    'mu·v_w5 + (1 − tau)·dE_total/dw5',
  ]);
});

test('a bias without weight decay has no step for g', () => {
  const decay = (weights: number, biases: number): readonly string[] => {
    const optimizer: Optimizer = { method: 'sgd', learningRate: 0.1, weightDecay: { weights, biases } };
    const experiment = experimentWith(optimizer);
    const steps = stepListOf(updateAt(experiment, 1)).map(({ quantity }) => quantityName(experiment.network, quantity));
    return steps.filter((name) => name.startsWith('g_') || name.endsWith('1+'));
  };
  expect(decay(0.1, 0)).toEqual(['g_w5', 'g_w6', 'g_w1', 'w1+', 'g_w2', 'g_w3', 'g_w4', 'b1+']);
  expect(decay(0, 0.1)).toEqual(['w1+', 'g_b1', 'b1+']);
  expect(decay(0.1, 0.1)).toEqual(['g_w5', 'g_w6', 'g_w1', 'w1+', 'g_w2', 'g_w3', 'g_w4', 'g_b1', 'b1+']);
});

test('an adam update has one step for each of g, m, v, m̂ and v̂, and passes m and v to the next update', () => {
  const experiment: DenseExperiment = {
    ...lecture,
    optimizer: { method: 'adam', learningRate: 0.5, weightDecay: 0.1 },
  };
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

test('two fast updates of one optimizer have a time step of their own', () => {
  const optimizer: Optimizer = { method: 'adam', learningRate: 0.1 };
  // The parameter after an update by the gradient 1. The state holds the parameter, m and v.
  const updated = (rule: CompiledRule): number => {
    const state = Float64Array.of(0, 0, 0);
    rule.updateOne(state, 0, 1);
    return state[0] ?? Number.NaN;
  };
  const [first, second] = [compiledRuleOf(optimizer, 'weight', 1), compiledRuleOf(optimizer, 'weight', 1)];
  first.setTimeStep(1);
  second.setTimeStep(1000);
  expect(updated(first)).toBeCloseTo(-0.1, 8);
  // At t = 1000, m̂ is 0.1 and v̂ is 0.001 / (1 − 0.999¹⁰⁰⁰).
  expect(updated(second)).toBeCloseTo(-0.251, 3);
});
