import { isValueOf } from '../../graph/quantity.ts';
import type { UpdateValues } from '../../pass/update-values.ts';
import type { Update } from '../../training/update.ts';
import { blockOf, fits, type Layout, layouts, type Shape } from './array-layout.ts';
import { type ArrayRole, modulePartsOf, roleOf } from './array-roles.ts';
import type { GivenNumber } from './given-number.ts';

/** Numbers as a program prints them under one name. */
export interface GivenArray {
  readonly name: string;
  /** The lengths of the dimensions. Empty for a single number without brackets. */
  readonly shape: readonly number[];
  /** Row by row. */
  readonly values: readonly number[];
  /** How far each value may be from the number that the program calculated. */
  readonly tolerances: readonly number[];
  readonly mayBeByHand: boolean;
  /** The name of the file, and the line in it, from 1, if there is one. */
  readonly source: string;
  readonly line: number | undefined;
}

/** The numbers of the arrays, if they are laid out in one way. */
export interface Reading {
  readonly layout: Layout;
  readonly numbers: readonly GivenNumber[];
}

/** An array whose shape fits none of the layouts. */
export interface Misfit {
  readonly array: GivenArray;
  readonly expected: readonly Shape[];
}

export interface ReadArrays {
  /** The possible readings, the network's own layout first. Empty if an array does not fit. */
  readonly readings: readonly Reading[];
  readonly misfits: readonly Misfit[];
  /** The arrays whose names are not known. */
  readonly unknown: readonly GivenArray[];
}

interface NamedRole {
  readonly array: GivenArray;
  readonly role: ArrayRole;
}

/** Finds out which quantities the numbers of the arrays are. */
export function readArrays({ update, before }: UpdateValues, arrays: readonly GivenArray[]): ReadArrays {
  const modules = modulesOf(update, arrays);
  const roles = arrays.map((array) => ({ array, role: roleOf(update, array.name, array.shape.length > 0, modules) }));
  const known = roles.flatMap(({ array, role }): NamedRole[] => (role === undefined ? [] : [{ array, role }]));
  const unknown = roles.flatMap(({ array, role }) => (role === undefined ? [array] : []));
  const misfits = known.flatMap(({ array, role }) => {
    const expected = shapesOf(update, role);
    return expected.some((shape) => fits(array.shape, shape)) ? [] : [{ array, expected }];
  });
  if (misfits.length > 0) return { readings: [], misfits, unknown };
  const whole = layouts.filter((layout) => known.every(({ array, role }) => fitsIn(update, array, role, layout)));
  // If no layout fits all arrays, each array is read in the first layout that fits it.
  const readings = (whole.length > 0 ? whole : layouts.slice(0, 1)).map((layout) => ({
    layout,
    numbers: known.flatMap(({ array, role }) => numbersOf(update, array, role, layout)),
  }));
  return { readings: distinct(readings.map((reading) => withoutOldWeights(reading, before))), misfits, unknown };
}

/** PyTorch's modules, in the order of the layers: sorted by their numbers, or as they are printed. */
function modulesOf(update: Update, arrays: readonly GivenArray[]): readonly string[] {
  if (update.experiment.kind !== 'dense') return [];
  const found = [...new Set(arrays.flatMap(({ name }) => modulePartsOf(name)?.module ?? []))];
  const numberIn = (module: string): number => Number(/(\d+)\D*$/.exec(module)?.[1] ?? Number.NaN);
  const sorted = found.every((module) => !Number.isNaN(numberIn(module)))
    ? found.toSorted((a, b) => numberIn(a) - numberIn(b))
    : found;
  return sorted.length === update.experiment.network.layers.length ? sorted : [];
}

function shapesOf(update: Update, role: ArrayRole): readonly Shape[] {
  if (role.kind === 'quantity') return [{ rows: 1, columns: 1 }];
  const shapes = layouts.flatMap((layout) => blockOf(update, role.kind, role.layer, layout) ?? []);
  return [...new Map(shapes.map(({ rows, columns }) => [`${rows} ${columns}`, { rows, columns }])).values()];
}

function fitsIn(update: Update, array: GivenArray, role: ArrayRole, layout: Layout): boolean {
  if (role.kind === 'quantity') return true;
  const block = blockOf(update, role.kind, role.layer, layout);
  return block !== undefined && fits(array.shape, block);
}

function numbersOf(update: Update, array: GivenArray, role: ArrayRole, layout: Layout): readonly GivenNumber[] {
  const number = (at: number): Omit<GivenNumber, 'quantity'> => ({
    value: array.values[at] ?? Number.NaN,
    tolerance: array.tolerances[at] ?? 0,
    mayBeByHand: array.mayBeByHand,
    source: array.name,
  });
  if (role.kind === 'quantity') return [{ ...number(0), quantity: role.quantity }];
  const fitting = [layout, ...layouts].find((each) => fitsIn(update, array, role, each));
  const block = fitting && blockOf(update, role.kind, role.layer, fitting);
  if (block === undefined) return [];
  return array.values.map((_, at) => ({
    ...number(at),
    quantity: block.quantityAt(Math.floor(at / block.columns), at % block.columns),
  }));
}

/** Weights are read as the old ones, or as the new ones if one of their numbers differs from the old ones. */
function withoutOldWeights(reading: Reading, before: Float64Array): Reading {
  const isOldWeight = ({ quantity }: GivenNumber): boolean =>
    isValueOf(quantity, 'parameter') && quantity.after !== true;
  const areOld = reading.numbers
    .filter(isOldWeight)
    .every(({ quantity, value, tolerance }) => Math.abs((before[quantity.of.index] ?? 0) - value) <= tolerance);
  if (areOld) return reading;
  return {
    ...reading,
    numbers: reading.numbers.map((number) =>
      isOldWeight(number) && number.quantity.kind === 'value'
        ? { ...number, quantity: { ...number.quantity, after: true } }
        : number,
    ),
  };
}

/** Readings that give every number to the same quantity are one reading. */
function distinct(readings: readonly Reading[]): readonly Reading[] {
  const keys = new Map(readings.map((reading) => [JSON.stringify(reading.numbers), reading] as const).reverse());
  return readings.filter((reading) => [...keys.values()].includes(reading));
}
