import { expect, test } from 'vitest';
import * as engine from '../../src/engine/index.ts';

test('backstep/engine exports exactly these names', () => {
  expect(Object.keys(engine).toSorted()).toEqual([
    'activationNames',
    'activations',
    'advance',
    'backFrom',
    'changeProblem',
    'checkGradients',
    'createEvaluator',
    'createExperiment',
    'createNetwork',
    'createRun',
    'createTimeline',
    'drawWeights',
    'endOfEpoch',
    'endOfUpdate',
    'epochOf',
    'equationOf',
    'errorAfter',
    'errorBefore',
    'evaluate',
    'experimentAt',
    'explain',
    'firstDivergence',
    'formulaOf',
    'forwardFrom',
    'historyUntil',
    'initialState',
    'initializerNames',
    'isAllFinite',
    'isTrained',
    'items',
    'layerAt',
    'lossNames',
    'losses',
    'optimizerNames',
    'optimizers',
    'parameterAt',
    'parameterName',
    'phaseSpans',
    'placeOfSample',
    'quantitiesIn',
    'quantityName',
    'quantityNamed',
    'readUpdate',
    'reductions',
    'sampleAt',
    'startPosition',
    'stateAfter',
    'stateBefore',
    'stateLength',
    'stepAt',
    'stepCount',
    'stepOf',
    'stepsOf',
    'timelineOf',
    'unfolded',
    'unitName',
    'updateAt',
    'updateOf',
    'updatesPerEpoch',
    'withEdit',
    'withoutLastEdit',
  ]);
});

test('a program can draw weights, train them and explain a gradient by its factors', () => {
  const network = engine.createNetwork(2, [
    { units: 2, activation: 'tanh' },
    { units: 1, activation: 'sigmoid' },
  ]);
  const initial = new Float64Array(network.parameterCount);
  for (const layer of network.layers) {
    const weights = initial.subarray(layer.firstWeight, layer.firstWeight + layer.units * layer.fanIn);
    engine.drawWeights({ method: 'xavier-uniform', seed: 1 }, layer, weights);
  }
  const experiment = engine.createExperiment({
    network,
    initial,
    loss: 'half-squared-error',
    optimizer: { method: 'sgd', learningRate: 0.5 },
    samples: { count: 1, inputs: Float64Array.of(0.5, -1), targets: Float64Array.of(0.2) },
  });
  const timeline = engine.createTimeline(experiment);
  expect(engine.errorAfter(timeline, 100)).toBeLessThan(engine.errorAfter(timeline, 0));
  const { update, numberOf } = engine.readUpdate(experiment, 101, engine.stateAfter(timeline, 100));
  const gradient = engine.quantityNamed(update, 'dE_total/dw5');
  if (gradient === undefined) throw new Error('expected w5');
  const { rule, terms } = engine.explain(update, gradient);
  expect(rule).toBe('chain');
  const product = terms().reduce((total, { quantity }) => total * numberOf(quantity), 1);
  expect(product).toBeCloseTo(numberOf(gradient), 15);
});
