import type { NodeOf } from '../../engine/graph/node.ts';
import { hasRole } from '../../engine/graph/node.ts';
import {
  type Gradient,
  isLocalOf,
  isNewParameter,
  type PathTerm,
  type Quantity,
  type Value,
} from '../../engine/graph/quantity.ts';
import { activationOf } from '../../engine/models/activations.ts';
import { layerInputValue, outPath, targetValue, totalErrorValue } from '../../engine/models/dense-quantities.ts';
import { isOutput, layerAt, unitsIn } from '../../engine/models/network.ts';
import { parameterAt, parameterName } from '../../engine/models/parameters.ts';
import { unitName } from '../../engine/models/quantity-name.ts';
import { hasOneStepDelta } from '../../engine/training/experiment.ts';
import type { NarrationFact } from '../messages/facts.ts';
import { type DenseView, given, shown } from '../state/view.ts';
import { cancellationOf } from './cancellation.ts';
import { directionOf, newParameterFact, optimizerFact } from './update-facts.ts';

/** The fact about a step of a network. `value` is the number that the step computes. */
export function denseFact(view: DenseView, quantity: Quantity, value: number): NarrationFact | undefined {
  switch (quantity.kind) {
    case 'value':
      return valueFact(view, quantity, value);
    case 'gradient':
      return gradientFact(view, quantity, value);
    case 'local':
      return isLocalOf(quantity, 'out', 'net') ? slopeFact(view, quantity.of, value) : undefined;
    case 'path':
      return pathFact(view, quantity);
  }
}

function valueFact(view: DenseView, quantity: Value, value: number): NarrationFact | undefined {
  const { experiment } = view;
  const { block, index } = quantity.of;
  switch (block.role) {
    case 'net':
      return netFact(view, block.layer, index);
    case 'out':
      return outFact(view, { ...quantity, of: { block, index } }, value);
    case 'error':
      return { kind: 'output-error', unit: outputName(view, index), loss: experiment.loss };
    case 'total-error':
      return totalErrorFact(view, quantity, value);
    case 'optimizer':
      return optimizerFact(view, block.name, index);
    case 'parameter':
      return isNewParameter(quantity) ? newParameterFact(view, index, value) : undefined;
    case 'input':
    case 'target':
    case 'equation':
    case 'setting':
    case 'update-number':
      return undefined;
  }
}

function gradientFact(view: DenseView, quantity: Gradient, value: number): NarrationFact | undefined {
  const { block, index } = quantity.of;
  switch (block.role) {
    case 'out':
      return outGradientFact(view, { ...quantity, of: { block, index } }, value);
    case 'net':
      return deltaFact(view, block.layer, index);
    case 'parameter':
      return parameterGradientFact(view, index, quantity.sample, value);
    case 'input':
    case 'target':
    case 'error':
    case 'total-error':
    case 'equation':
    case 'optimizer':
    case 'setting':
    case 'update-number':
      return undefined;
  }
}

function unitNameIn({ experiment }: DenseView, layer: number, unit: number): string {
  return unitName(experiment.network, layer, unit);
}

function outputName(view: DenseView, unit: number): string {
  return unitNameIn(view, view.experiment.network.layers.length, unit);
}

function netFact(view: DenseView, layer: number, unit: number): NarrationFact {
  return {
    kind: 'net',
    unit: unitNameIn(view, layer, unit),
    isFirstLayer: layer === 1,
    isFirstUnit: unit === 0,
    hasBias: layerAt(view.experiment.network, layer).bias !== undefined,
  };
}

function outFact(view: DenseView, { of, sample }: Value<NodeOf<'out'>>, value: number): NarrationFact {
  const { network } = view.experiment;
  const { layer } = of.block;
  if (!isOutput(network, layer)) {
    return { kind: 'hidden-out', activation: layerAt(network, layer).activation, isPositive: value > 0 };
  }
  const target = view.snapshot.known(targetValue(of.index, sample)) ?? Number.NaN;
  return { kind: 'output', target: given(view, target), miss: value - target };
}

function totalErrorFact(view: DenseView, quantity: Value, value: number): NarrationFact {
  const { values } = view.snapshot;
  if (quantity.after) {
    const before = values.numberOf(totalErrorValue());
    return { kind: 'total-error-after', direction: directionOf(value - before), before: shown(view, before) };
  }
  if (quantity.sample !== undefined) return { kind: 'sample-error', sample: quantity.sample + 1 };
  return { kind: 'total-error', batch: values.update.size > 1 ? view.experiment.reduction : undefined };
}

function outGradientFact(view: DenseView, { of, sample }: Gradient<NodeOf<'out'>>, value: number): NarrationFact {
  const { network } = view.experiment;
  const {
    block: { layer },
    index: unit,
  } = of;
  const name = unitName(network, layer, unit);
  if (isOutput(network, layer)) return { kind: 'output-gradient', unit: name, sign: Math.sign(value) };
  const paths = Array.from(
    { length: unitsIn(network, layer + 1) },
    (_, through) => view.snapshot.known(outPath(layer, unit, through, sample)) ?? 0,
  );
  return { kind: 'paths-gradient', unit: name, paths: paths.length, cancellation: cancellationOf(value, paths) };
}

function slopeFact(view: DenseView, { block: { layer }, index: unit }: NodeOf<'out'>, value: number): NarrationFact {
  const { activation } = layerAt(view.experiment.network, layer);
  const isSwitchedOff = value === 0 && activationOf(activation).hasKink;
  return { kind: 'activation-derivative', unit: unitNameIn(view, layer, unit), activation, value, isSwitchedOff };
}

function deltaFact(view: DenseView, layer: number, unit: number): NarrationFact {
  const experiment = view.experiment;
  return hasOneStepDelta(experiment, layer)
    ? { kind: 'one-step-delta', activation: layerAt(experiment.network, layer).activation }
    : { kind: 'delta', unit: unitNameIn(view, layer, unit) };
}

function pathFact(view: DenseView, { of, through }: PathTerm): NarrationFact | undefined {
  if (!hasRole(of, 'out') || !hasRole(through, 'net')) return undefined;
  return {
    kind: 'path',
    unit: unitNameIn(view, of.block.layer, of.index),
    through: unitNameIn(view, through.block.layer, through.index),
    isFirst: through.index === 0,
    usesOldWeight: view.experiment.updateOrder === 'simultaneous',
  };
}

function parameterGradientFact(
  view: DenseView,
  index: number,
  sample: number | undefined,
  value: number,
): NarrationFact {
  const { snapshot } = view;
  const { network, reduction } = view.experiment;
  const parameter = parameterName(network, index);
  const found = parameterAt(network, index);
  // A parameter moves against its gradient.
  const direction = directionOf(-value);
  if (sample !== undefined) return { kind: 'sample-gradient', parameter, sample: sample + 1 };
  if (snapshot.values.update.size > 1) return { kind: 'batch-gradient', parameter, direction, reduction };
  if (found.unit === undefined) return { kind: 'shared-bias-gradient', parameter, direction };
  if (found.kind === 'bias') return { kind: 'bias-gradient', parameter, direction };
  const layer = found.layer - 1;
  const input = snapshot.known(layerInputValue(layer, found.input));
  return {
    kind: 'weight-gradient',
    parameter,
    inputUnit: unitName(network, layer, found.input),
    input: shown(view, input ?? Number.NaN),
    direction,
  };
}
