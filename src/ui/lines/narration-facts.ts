import type { Quantity } from '../../engine/expressions/quantity.ts';
import { activationOf } from '../../engine/models/activations.ts';
import { isOutput, layerAt, unitsIn } from '../../engine/models/network.ts';
import { parameterAt, parameterName } from '../../engine/models/parameters.ts';
import { quantityName, unitName } from '../../engine/models/quantity-name.ts';
import { firstNonFinite, isAllFinite } from '../../engine/timeline/divergence.ts';
import { nonFiniteCause } from '../../engine/timeline/non-finite-cause.ts';
import { hasOneStepDelta } from '../../engine/training/experiment.ts';
import { hyperparameterOf, type Optimizer, type OptimizerName, statesOf } from '../../engine/training/optimizers.ts';
import { optimizerStep } from '../../engine/training/update.ts';
import type { Direction, NarrationFact } from '../messages/facts.ts';
import { given, nameOf, shown, type View } from '../state/view.ts';

type OfKind<Kind extends Quantity['kind']> = Extract<Quantity, { kind: Kind }>;

/** The fact that the narration tells about the present step. Undefined only for quantities that no step computes. */
export function narrationFact(view: View): NarrationFact | undefined {
  const { snapshot } = view;
  if (snapshot.step === undefined) return { kind: 'start' };
  const { quantity } = snapshot.step;
  const value = snapshot.values.numberOf(quantity);
  if (!Number.isFinite(value)) return nonFiniteFact(view, quantity);
  switch (quantity.kind) {
    case 'net':
      return netFact(view, quantity);
    case 'out':
      return outFact(view, quantity, value);
    case 'error':
      return { kind: 'output-error', unit: outputName(view, quantity.unit), loss: view.experiment.loss };
    case 'total-error':
      return totalErrorFact(view, quantity, value);
    case 'out-gradient':
      return outGradientFact(view, quantity, value);
    case 'slope':
      return slopeFact(view, quantity, value);
    case 'delta':
      return deltaFact(view, quantity);
    case 'path':
      return pathFact(view, quantity);
    case 'gradient':
      return gradientFact(view, quantity, value);
    case 'optimizer': {
      const { network, optimizer } = view.experiment;
      const parameter = parameterName(network, quantity.parameter);
      const { method } = optimizer;
      return { kind: 'optimizer', variable: quantity.name, method, parameter, dampening: dampeningIn(view) };
    }
    case 'updated':
      return newParameterFact(view, quantity.parameter, value);
    case 'input':
    case 'target':
    case 'parameter':
    case 'setting':
    case 'update-number':
    case 'net-by-parameter':
    case 'net-by-out':
      return undefined;
  }
}

function dampeningIn({ experiment, snapshot }: View): 'none' | 'first update' | 'later update' {
  if (hyperparameterOf(experiment.optimizer, 'dampening') === 0) return 'none';
  return optimizerStep(snapshot.values.update) === 1 ? 'first update' : 'later update';
}

function directionOf(difference: number): Direction {
  if (difference > 0) return 'up';
  return difference < 0 ? 'down' : 'none';
}

function unitNameIn({ experiment }: View, layer: number, unit: number): string {
  return unitName(experiment.network, layer, unit);
}

function outputName(view: View, unit: number): string {
  return unitNameIn(view, view.experiment.network.layers.length, unit);
}

function nonFiniteFact(view: View, quantity: Quantity): NarrationFact {
  const { values } = view.snapshot;
  const { network } = view.experiment;
  if (!isAllFinite(values.before)) return { kind: 'not-finite-before' };
  const first = firstNonFinite(values);
  const isFirst = first === undefined || quantityName(network, first) === quantityName(network, quantity);
  return isFirst
    ? { kind: 'not-finite', cause: nonFiniteCause(values, quantity) }
    : { kind: 'not-finite-since', first: nameOf(view, first) };
}

function netFact(view: View, { layer, unit }: OfKind<'net' | 'out'>): NarrationFact {
  return {
    kind: 'net',
    unit: unitNameIn(view, layer, unit),
    isFirstLayer: layer === 1,
    isFirstUnit: unit === 0,
    hasBias: layerAt(view.experiment.network, layer).bias !== undefined,
  };
}

function outFact(view: View, { layer, unit, sample }: OfKind<'net' | 'out'>, value: number): NarrationFact {
  const { network } = view.experiment;
  if (!isOutput(network, layer)) {
    return { kind: 'hidden-out', activation: layerAt(network, layer).activation, isPositive: value > 0 };
  }
  const target = view.snapshot.known({ kind: 'target', unit, sample }) ?? Number.NaN;
  return { kind: 'output', target: given(view, target), miss: value - target };
}

function totalErrorFact(view: View, quantity: OfKind<'total-error'>, value: number): NarrationFact {
  const { values } = view.snapshot;
  if (quantity.after) {
    const before = values.numberOf({ kind: 'total-error' });
    return { kind: 'total-error-after', direction: directionOf(value - before), before: shown(view, before) };
  }
  if (quantity.sample !== undefined) return { kind: 'sample-error', sample: quantity.sample + 1 };
  return { kind: 'total-error', batch: values.update.size > 1 ? view.experiment.reduction : undefined };
}

function outGradientFact(
  view: View,
  { layer, unit, sample }: OfKind<'out-gradient' | 'slope' | 'delta'>,
  value: number,
): NarrationFact {
  const { network } = view.experiment;
  const name = unitName(network, layer, unit);
  if (isOutput(network, layer)) return { kind: 'output-gradient', unit: name, sign: Math.sign(value) };
  const pathSizes = Array.from({ length: unitsIn(network, layer + 1) }, (_, through) =>
    Math.abs(view.snapshot.known({ kind: 'path', layer, unit, through, sample }) ?? 0),
  );
  const sumOfSizes = pathSizes.reduce((sum, size) => sum + size, 0);
  const cancellation = cancellationOf(value, sumOfSizes);
  return { kind: 'paths-gradient', unit: name, paths: pathSizes.length, cancellation };
}

/**
 * Paths nearly cancel if the absolute value of their sum is below this fraction of the sum of their absolute values.
 */
const nearCancellation = 0.25;

/** `sum` is the sum of the paths, `sumOfSizes` the sum of their absolute values. */
function cancellationOf(sum: number, sumOfSizes: number): 'none' | 'partly' | 'nearly' {
  if (Math.abs(sum) < nearCancellation * sumOfSizes) return 'nearly';
  return Math.abs(sum) < sumOfSizes ? 'partly' : 'none';
}

function slopeFact(
  view: View,
  { layer, unit }: OfKind<'out-gradient' | 'slope' | 'delta'>,
  value: number,
): NarrationFact {
  const { activation } = layerAt(view.experiment.network, layer);
  const isSwitchedOff = value === 0 && activationOf(activation).hasKink;
  return { kind: 'activation-derivative', unit: unitNameIn(view, layer, unit), activation, value, isSwitchedOff };
}

function deltaFact(view: View, { layer, unit }: OfKind<'out-gradient' | 'slope' | 'delta'>): NarrationFact {
  const experiment = view.experiment;
  return hasOneStepDelta(experiment, layer)
    ? { kind: 'one-step-delta', activation: layerAt(experiment.network, layer).activation }
    : { kind: 'delta', unit: unitNameIn(view, layer, unit) };
}

function pathFact(view: View, { layer, unit, through }: OfKind<'path'>): NarrationFact {
  return {
    kind: 'path',
    unit: unitNameIn(view, layer, unit),
    through: unitNameIn(view, layer + 1, through),
    isFirst: through === 0,
    usesOldWeight: view.experiment.updateOrder === 'simultaneous',
  };
}

function gradientFact(view: View, quantity: OfKind<'gradient'>, value: number): NarrationFact {
  const { snapshot } = view;
  const { network, reduction } = view.experiment;
  const parameter = parameterName(network, quantity.parameter);
  const found = parameterAt(network, quantity.parameter);
  // A parameter moves against its gradient.
  const direction = directionOf(-value);
  if (quantity.sample !== undefined) return { kind: 'sample-gradient', parameter, sample: quantity.sample + 1 };
  if (snapshot.values.update.size > 1) return { kind: 'batch-gradient', parameter, direction, reduction };
  if (found.unit === undefined) return { kind: 'shared-bias-gradient', parameter, direction };
  if (found.kind === 'bias') return { kind: 'bias-gradient', parameter, direction };
  const layer = found.layer - 1;
  const input = snapshot.known(
    layer === 0 ? { kind: 'input', unit: found.input } : { kind: 'out', layer, unit: found.input },
  );
  return {
    kind: 'weight-gradient',
    parameter,
    inputUnit: unitName(network, layer, found.input),
    input: shown(view, input ?? Number.NaN),
    direction,
  };
}

/** A parameter hardly learns if its |change| is below this fraction of its |value|. */
const minNotableChange = 0.001;

function newParameterFact(view: View, parameter: number, value: number): NarrationFact {
  const { optimizer, network } = view.experiment;
  const before = view.snapshot.values.before[parameter] ?? Number.NaN;
  const change = value - before;
  const isPlain = statesOf(optimizer).length === 0;
  return {
    kind: 'new-parameter',
    parameter: parameterName(network, parameter),
    direction: directionOf(change),
    distance: shown(view, Math.abs(change)),
    isTinyChange: Math.abs(change) < minNotableChange * Math.abs(before),
    method: isPlain ? undefined : methodName(optimizer),
  };
}

function methodName({ method, nesterov = false }: Optimizer): OptimizerName | 'nesterov' {
  return nesterov ? 'nesterov' : method;
}
