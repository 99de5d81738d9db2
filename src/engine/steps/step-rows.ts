import { isSameNode } from '../graph/node.ts';
import { isOptimizerState, type ParameterKind } from '../graph/optimizer-names.ts';
import {
  isAfterUpdate,
  isGradientOf,
  isNewParameter,
  isValueOf,
  optimizerQuantity,
  type Quantity,
} from '../graph/quantity.ts';
import {
  delta,
  errorValue,
  netValue,
  newParameterValue,
  outGradient,
  outPath,
  outSlope,
  outValue,
  parameterGradient,
  totalErrorValue,
} from '../models/dense-quantities.ts';
import type { Layer, Network } from '../models/network.ts';
import { parameterAt, parameterKindAt, weightIndex } from '../models/parameters.ts';
import type { UpdateRule } from '../training/optimizers/optimizer-method.ts';

/**
 * The steps of one kind in a block. A block is a sequence of steps of one layer (see `LayerBlock`). Each unit of the
 * block has `count` of these steps. With the kind `gradient`, a unit has one step for each of its trained parameters.
 */
export interface StepRow {
  readonly kind: RowKind;
  readonly count: number;
}

type Variables = UpdateRule['variables'];

export interface RowContext {
  readonly network: Network;
  readonly layer: Layer;
  /**
   * The optimizer's variables for weights and for biases. A parameter has one step for each variable, then one step for
   * its new value.
   */
  readonly variables: Readonly<Record<ParameterKind, Variables>>;
}

/** The place of a step in a row: its unit, and its index among the row's steps of this unit. Both count from 0. */
export interface RowPlace {
  readonly unit: number;
  readonly index: number;
}

/**
 * Maps the places of a row to quantities, and back. `placeOf` returns undefined for a quantity that is not in the row.
 */
interface RowDefinition {
  quantityAt(context: RowContext, place: RowPlace, sample: number | undefined): Quantity;
  placeOf(context: RowContext, quantity: Quantity): RowPlace | undefined;
}

/** A row with one step in each unit. */
function unitRow(quantityOf: (layer: number, unit: number) => Quantity): RowDefinition {
  return {
    quantityAt: ({ layer }, { unit }, sample) => ({ ...quantityOf(layer.number, unit), sample }),
    placeOf: ({ layer }, quantity) => {
      const unit = quantity.of.index;
      const { kind, of } = quantityOf(layer.number, unit);
      return quantity.kind === kind && isSameNode(quantity.of, of) && !isAfterUpdate(quantity)
        ? { unit, index: 0 }
        : undefined;
    },
  };
}

/** A row with one step: E_total, or E_total⁺ if `isAfter`. */
function totalErrorRow(isAfter: boolean): RowDefinition {
  return {
    quantityAt: (_context, _place, sample) => totalErrorValue(isAfter ? { after: true } : { sample }),
    placeOf: (_context, quantity) =>
      isValueOf(quantity, 'total-error') && isAfterUpdate(quantity) === isAfter ? { unit: 0, index: 0 } : undefined,
  };
}

const rowDefinitions = {
  net: unitRow(netValue),
  out: unitRow(outValue),
  error: {
    quantityAt: (_context, { unit }, sample) => errorValue(unit, { sample }),
    placeOf: (_context, quantity) =>
      isValueOf(quantity, 'error') && !isAfterUpdate(quantity) ? { unit: quantity.of.index, index: 0 } : undefined,
  },
  'total-error': totalErrorRow(false),
  'total-error-after': totalErrorRow(true),
  path: {
    quantityAt: ({ layer }, { unit, index }, sample) => outPath(layer.number, unit, index, sample),
    placeOf: ({ layer }, quantity) => {
      if (quantity.kind !== 'path') return undefined;
      const [unit, index] = [quantity.of.index, quantity.through.index];
      return isSameNode(quantity.of, outPath(layer.number, unit, index).of) ? { unit, index } : undefined;
    },
  },
  'out-gradient': unitRow(outGradient),
  slope: unitRow(outSlope),
  delta: unitRow(delta),
  gradient: {
    quantityAt: ({ layer }, { unit, index }, sample) => parameterGradient(ownParameter(layer, unit, index), sample),
    placeOf: (context, quantity) =>
      isGradientOf(quantity, 'parameter') ? placeOfOwnParameter(context, quantity.of.index) : undefined,
  },
  'shared-bias-gradient': {
    quantityAt: ({ layer }, _place, sample) => parameterGradient(layer.firstBias, sample),
    placeOf: ({ layer }, quantity) =>
      isGradientOf(quantity, 'parameter') && quantity.of.index === layer.firstBias ? { unit: 0, index: 0 } : undefined,
  },
  update: {
    quantityAt: ({ layer, variables }, { unit, index }) => {
      const stepsPerWeight = variables.weight.length + 1;
      const biasIndex = index - layer.fanIn * stepsPerWeight;
      if (biasIndex >= 0) return updateQuantity(variables.bias, ownParameter(layer, unit, layer.fanIn), biasIndex);
      const weight = ownParameter(layer, unit, Math.floor(index / stepsPerWeight));
      return updateQuantity(variables.weight, weight, index % stepsPerWeight);
    },
    placeOf: (context, quantity) => {
      const step = updateStepOf(context, quantity);
      const place = step === undefined ? undefined : placeOfOwnParameter(context, step.parameter);
      return (
        place && step && { unit: place.unit, index: place.index * (context.variables.weight.length + 1) + step.index }
      );
    },
  },
  'shared-bias-update': {
    quantityAt: ({ layer, variables }, { index }) => updateQuantity(variables.bias, layer.firstBias, index),
    placeOf: (context, quantity) => {
      const step = updateStepOf(context, quantity);
      return step?.parameter === context.layer.firstBias ? { unit: 0, index: step.index } : undefined;
    },
  },
} as const satisfies Record<string, RowDefinition>;

export type RowKind = keyof typeof rowDefinitions;

export function quantityInRow(
  { kind }: StepRow,
  context: RowContext,
  place: RowPlace,
  sample: number | undefined,
): Quantity {
  return rowDefinitions[kind].quantityAt(context, place, sample);
}

/** The inverse of `quantityInRow`. Ignores the sample. */
export function placeInRow({ kind }: StepRow, context: RowContext, quantity: Quantity): RowPlace | undefined {
  return rowDefinitions[kind].placeOf(context, quantity);
}

/**
 * The parameter at `index` in the list of a unit's own parameters. The list has the unit's weights, then its bias, but
 * no bias that the whole layer shares.
 */
function ownParameter(layer: Layer, unit: number, index: number): number {
  return index < layer.fanIn ? weightIndex(layer, unit, index) : layer.firstBias + unit;
}

/** The inverse of `ownParameter`. Undefined for a shared or untrained bias and for a parameter of a different layer. */
function placeOfOwnParameter({ network, layer }: RowContext, parameterIndex: number): RowPlace | undefined {
  const parameter = parameterAt(network, parameterIndex);
  if (parameter.layer !== layer.number || parameter.unit === undefined) return undefined;
  if (parameter.kind === 'weight') return { unit: parameter.unit, index: parameter.input };
  return layer.bias?.trainable === true ? { unit: parameter.unit, index: layer.fanIn } : undefined;
}

/**
 * A quantity that the update phase computes for a parameter: the optimizer's variables in order, then the new value.
 * `index` counts these quantities from 0.
 */
function updateQuantity(variables: Variables, parameter: number, index: number): Quantity {
  const name = variables[index]?.[0];
  return name === undefined ? newParameterValue(parameter) : optimizerQuantity(parameter, name);
}

/** The inverse of `updateQuantity`. Undefined for a quantity that is not computed in the update phase. */
function updateStepOf(
  { network, variables: variablesByKind }: RowContext,
  quantity: Quantity,
): { readonly parameter: number; readonly index: number } | undefined {
  if (!isNewParameter(quantity) && !isValueOf(quantity, 'optimizer')) return undefined;
  const parameter = quantity.of.index;
  const variables = variablesByKind[parameterKindAt(network, parameter)];
  if (!isValueOf(quantity, 'optimizer')) return { parameter, index: variables.length };
  const { name } = quantity.of.block;
  // A state of the optimizer has a step for its new value, v⁺, but its old value, v, is given. For a variable that is
  // not kept from update to update, such as m̂, `after` is never true.
  if (isAfterUpdate(quantity) !== isOptimizerState(name)) return undefined;
  const index = variables.findIndex(([variable]) => variable === name);
  return index === -1 ? undefined : { parameter, index };
}
