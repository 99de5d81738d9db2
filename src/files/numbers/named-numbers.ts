import type { GivenArray } from '../../engine/practice/marking/given-array.ts';
import { mayBeByHand, type PrintedNumber, tolerancesOf } from './printed-number.ts';

/** Nested lists of numbers, as a program prints them. */
export type NumberList = readonly (PrintedNumber | NumberList)[];

/** Numbers under a name, before their shape is known. */
export interface NamedNumbers {
  readonly name: string;
  /** A single number, or nested lists. */
  readonly numbers: PrintedNumber | NumberList;
  readonly line: number | undefined;
}

/** The shape of nested lists. Undefined if they are ragged: two rows of different lengths. */
export function shapeOf(numbers: PrintedNumber | NumberList): readonly number[] | undefined {
  if (!isList(numbers)) return [];
  const [first] = numbers;
  if (first === undefined) return [0];
  const shapes = numbers.map(shapeOf);
  const [inner] = shapes;
  if (inner === undefined || shapes.some((shape) => shape?.join() !== inner.join())) return undefined;
  return [numbers.length, ...inner];
}

export function isList(numbers: PrintedNumber | NumberList): numbers is NumberList {
  return Array.isArray(numbers);
}

function flat(numbers: PrintedNumber | NumberList): readonly PrintedNumber[] {
  return isList(numbers) ? numbers.flatMap(flat) : [numbers];
}

/** The array of named numbers. Undefined if the rows have different lengths. */
export function arrayOf({ name, numbers, line }: NamedNumbers, source: string): GivenArray | undefined {
  const shape = shapeOf(numbers);
  if (shape === undefined) return undefined;
  const printed = flat(numbers);
  const isArray = shape.length > 0;
  return {
    name,
    shape,
    values: printed.map(({ value }) => value),
    tolerances: tolerancesOf(printed, isArray),
    mayBeByHand: mayBeByHand(printed, isArray),
    source,
    line,
  };
}
