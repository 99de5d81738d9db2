import { isAfterUpdate, isOptimizerState, optimizerQuantity, type Quantity } from '../expressions/quantity.ts';
import type { Layer, Network } from '../models/network.ts';
import { biasIndex, parameterAt, weightIndex } from '../models/parameters.ts';
import type { UpdateRule } from '../training/update-rules.ts';

/** One or several steps of one kind that each unit of a block has: ∂E/∂w of each of the unit's weights, say. */
export interface Row {
  readonly kind: RowKind;
  /** How many such steps a unit has. */
  readonly count: number;
}

/** The layer that a block of steps belongs to, and the order in which each of its parameters is updated. */
export interface RowContext {
  readonly network: Network;
  readonly layer: Layer;
  readonly variables: UpdateRule['variables'];
}

/** A step of a row: the unit and the index in the row, both from 0. */
export interface RowPlace {
  readonly unit: number;
  readonly index: number;
}

/** Maps the places of a row to quantities, and back. `placeOf` is undefined for a quantity of another row or layer. */
interface RowDefinition {
  quantityAt(context: RowContext, place: RowPlace, sample: number | undefined): Quantity;
  placeOf(context: RowContext, quantity: Quantity): RowPlace | undefined;
}

/** A step that each unit of a layer has once. */
function unitRow(kind: 'net' | 'out' | 'out-gradient' | 'slope' | 'delta'): RowDefinition {
  return {
    quantityAt: ({ layer }, { unit }, sample) => ({ kind, layer: layer.number, unit, sample }),
    placeOf: ({ layer }, quantity) =>
      quantity.kind === kind && quantity.layer === layer.number && !isAfterUpdate(quantity)
        ? { unit: quantity.unit, index: 0 }
        : undefined,
  };
}

/** E_total before the update, or with the new parameters. */
function totalErrorRow(after: boolean): RowDefinition {
  return {
    quantityAt: (_context, _place, sample) =>
      after ? { kind: 'total-error', after: true } : { kind: 'total-error', sample },
    placeOf: (_context, quantity) =>
      quantity.kind === 'total-error' && isAfterUpdate(quantity) === after ? { unit: 0, index: 0 } : undefined,
  };
}

const rowDefinitions = {
  net: unitRow('net'),
  out: unitRow('out'),
  error: {
    quantityAt: (_context, { unit }, sample) => ({ kind: 'error', unit, sample }),
    placeOf: (_context, quantity) =>
      quantity.kind === 'error' && !isAfterUpdate(quantity) ? { unit: quantity.unit, index: 0 } : undefined,
  },
  'total-error': totalErrorRow(false),
  'total-error-after': totalErrorRow(true),
  path: {
    quantityAt: ({ layer }, { unit, index }, sample) => ({
      kind: 'path',
      layer: layer.number,
      unit,
      through: index,
      sample,
    }),
    placeOf: ({ layer }, quantity) =>
      quantity.kind === 'path' && quantity.layer === layer.number
        ? { unit: quantity.unit, index: quantity.through }
        : undefined,
  },
  'out-gradient': unitRow('out-gradient'),
  slope: unitRow('slope'),
  delta: unitRow('delta'),
  gradient: {
    quantityAt: ({ layer }, { unit, index }, sample) => ({
      kind: 'gradient',
      parameter: ownParameter(layer, unit, index),
      sample,
    }),
    placeOf: (context, quantity) =>
      quantity.kind === 'gradient' ? placeOfOwnParameter(context, quantity.parameter) : undefined,
  },
  'shared-bias-gradient': {
    quantityAt: ({ layer }, _place, sample) => ({ kind: 'gradient', parameter: layer.firstBias, sample }),
    placeOf: ({ layer }, quantity) =>
      quantity.kind === 'gradient' && quantity.parameter === layer.firstBias ? { unit: 0, index: 0 } : undefined,
  },
  update: {
    quantityAt: ({ layer, variables }, { unit, index }) => {
      const perParameter = variables.length + 1;
      const parameter = ownParameter(layer, unit, Math.floor(index / perParameter));
      return updateQuantity(variables, parameter, index % perParameter);
    },
    placeOf: (context, quantity) => {
      const turn = updateTurn(context.variables, quantity);
      const place = turn === undefined ? undefined : placeOfOwnParameter(context, turn.parameter);
      return place && turn && { unit: place.unit, index: place.index * (context.variables.length + 1) + turn.index };
    },
  },
  'shared-bias-update': {
    quantityAt: ({ layer, variables }, { index }) => updateQuantity(variables, layer.firstBias, index),
    placeOf: ({ layer, variables }, quantity) => {
      const turn = updateTurn(variables, quantity);
      return turn?.parameter === layer.firstBias ? { unit: 0, index: turn.index } : undefined;
    },
  },
} as const satisfies Record<string, RowDefinition>;

export type RowKind = keyof typeof rowDefinitions;

export function quantityInRow(
  { kind }: Row,
  context: RowContext,
  place: RowPlace,
  sample: number | undefined,
): Quantity {
  return rowDefinitions[kind].quantityAt(context, place, sample);
}

/** The inverse of `quantityInRow`, the sample aside. */
export function placeInRow({ kind }: Row, context: RowContext, quantity: Quantity): RowPlace | undefined {
  return rowDefinitions[kind].placeOf(context, quantity);
}

/** The parameter of a unit at an index: its weights, then its own bias. */
function ownParameter(layer: Layer, unit: number, index: number): number {
  if (index < layer.fanIn) return weightIndex(layer, unit, index);
  return biasIndex(layer, unit) ?? layer.firstBias;
}

/** The inverse of `ownParameter`; undefined for a shared bias and for a parameter that is not trained in this layer. */
function placeOfOwnParameter({ network, layer }: RowContext, index: number): RowPlace | undefined {
  const parameter = parameterAt(network, index);
  if (parameter.layer !== layer.number || parameter.unit === undefined) return undefined;
  if (parameter.kind === 'weight') return { unit: parameter.unit, index: parameter.input };
  return layer.bias?.trainable === true ? { unit: parameter.unit, index: layer.fanIn } : undefined;
}

/** The steps of one parameter's update: what the optimizer works out first, then the new parameter. */
function updateQuantity(variables: UpdateRule['variables'], parameter: number, index: number): Quantity {
  const name = variables[index]?.[0];
  return name === undefined ? { kind: 'updated', parameter } : optimizerQuantity(parameter, name);
}

/** The inverse of `updateQuantity`; undefined for an optimizer state that was kept from the update before. */
function updateTurn(
  variables: UpdateRule['variables'],
  quantity: Quantity,
): { readonly parameter: number; readonly index: number } | undefined {
  if (quantity.kind === 'updated') return { parameter: quantity.parameter, index: variables.length };
  if (quantity.kind !== 'optimizer' || isOptimizerState(quantity.name) !== isAfterUpdate(quantity)) return undefined;
  const index = variables.findIndex(([name]) => name === quantity.name);
  return index === -1 ? undefined : { parameter: quantity.parameter, index };
}
