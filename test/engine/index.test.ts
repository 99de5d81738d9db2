import { expect, test } from 'vitest';
import * as engine from '../../src/engine/index.ts';

test('backstep/engine exports exactly these names', () => {
  expect(Object.keys(engine).toSorted()).toEqual([
    'activationNames',
    'activations',
    'advance',
    'backFrom',
    'call',
    'callOn',
    'changeProblem',
    'checkGradients',
    'constant',
    'createEvaluator',
    'createExperiment',
    'createFormulaExperiment',
    'createNetwork',
    'createRun',
    'createTimeline',
    'derive',
    'difference',
    'drawWeights',
    'endOfEpoch',
    'endOfUpdate',
    'epochOf',
    'equationNode',
    'equationOf',
    'errorAfter',
    'errorBefore',
    'evaluate',
    'experimentAt',
    'explain',
    'firstDivergence',
    'formulaOf',
    'forwardFrom',
    'functionNames',
    'historyUntil',
    'initialState',
    'initializerNames',
    'inputNode',
    'isAllFinite',
    'isTrained',
    'items',
    'layerAt',
    'leavesIn',
    'lossNames',
    'losses',
    'modelOf',
    'negative',
    'optimizerNames',
    'optimizers',
    'parameterAt',
    'parameterName',
    'parameterNode',
    'phaseSpans',
    'placeOfSample',
    'power',
    'product',
    'quantityName',
    'quantityNamed',
    'quotient',
    'readUpdate',
    'reductions',
    'ref',
    'sampleAt',
    'startPosition',
    'stateAfter',
    'stateBefore',
    'stateLength',
    'stepAt',
    'stepCount',
    'stepOf',
    'stepsOf',
    'sum',
    'timelineOf',
    'unfolded',
    'unitName',
    'updateAt',
    'updateOf',
    'updatesPerEpoch',
    'whyOf',
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

test('a program can write a formula, train it and say why a derivative is what it is', () => {
  const [w, x] = [engine.ref<engine.Node>(engine.parameterNode(0)), engine.ref<engine.Node>(engine.inputNode(0))];
  const squared = engine.power(engine.difference(engine.product(w, x), engine.constant(6)), engine.constant(2));
  const experiment = engine.createFormulaExperiment({
    formula: {
      kind: 'formula',
      parameters: [{ name: 'w', isTrained: true }],
      inputs: ['x'],
      equations: [{ name: 'f', expression: squared }],
      error: 0,
    },
    initial: Float64Array.of(0),
    samples: { count: 1, inputs: Float64Array.of(2), targets: new Float64Array() },
  });
  const timeline = engine.createTimeline(experiment);
  expect(engine.stateAfter(timeline, 100)[0]).toBeCloseTo(3, 10);
  const { update, numberOf } = engine.readUpdate(experiment, 1, engine.initialState(experiment));
  const gradient = engine.quantityNamed(update, 'df/dw');
  if (gradient === undefined) throw new Error('expected w');
  expect(numberOf(gradient)).toBe(-24);
  const { derivative = [] } = engine.whyOf(update, gradient) ?? {};
  expect(derivative.flatMap(({ rules }) => rules)).toContain('power');
  for (const { expression } of derivative) expect(engine.evaluate(expression, numberOf)).toBe(-24);
});
