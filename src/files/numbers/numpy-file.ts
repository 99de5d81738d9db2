import { unzipSync } from 'fflate';
import type { GivenArray } from '../../engine/practice/marking/given-array.ts';
import { InputError } from '../input-error.ts';
import { numbersMessages } from './numbers-messages.ts';

const magic = '\u0093NUMPY';

/** The relative error of calculations with float32 and with float64, by the bytes of a number. */
const relativeErrors: Readonly<Record<number, number>> = { 2: 2e-3, 4: 3e-6, 8: 1e-9 };

/**
 * Reads an array that np.save wrote: a magic string, a header with type, order and shape as a Python dictionary, and the
 * numbers. https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function readNpy(bytes: Uint8Array, name: string, source: string): GivenArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || latin1(bytes.subarray(0, 6)) !== magic) {
    throw new InputError(source, numbersMessages.npyMagic);
  }
  const hasLongHeader = view.getUint8(6) >= 2;
  const start = hasLongHeader ? 12 : 10;
  const length = hasLongHeader ? view.getUint32(8, true) : view.getUint16(8, true);
  const header = latin1(bytes.subarray(start, start + length));
  const [, type = ''] = /'descr':\s*'([^']*)'/.exec(header) ?? [];
  const isByColumns = /'fortran_order':\s*True/.test(header);
  const [, shapeText = ''] = /'shape':\s*\(([^)]*)\)/.exec(header) ?? [];
  const shape = shapeText
    .split(',')
    .map((size) => size.trim())
    .filter((size) => size !== '')
    .map(Number);
  const read = readerOf(type, view, source);
  const count = shape.reduce((product, size) => product * size, 1);
  if (start + length + count * read.size > bytes.length)
    throw new InputError(source, numbersMessages.npyTruncated(count));
  const inFile = Array.from({ length: count }, (_, at) => read.at(start + length + at * read.size));
  const values = isByColumns ? byRows(inFile, shape) : inFile;
  const error = relativeErrors[read.size] ?? 0;
  const largest = values.reduce((max, value) => (Number.isFinite(value) ? Math.max(max, Math.abs(value)) : max), 0);
  return {
    name,
    shape,
    values,
    tolerances: values.map((value) => error * (Math.abs(value) + largest / 10)),
    mayBeByHand: false,
    source,
    line: undefined,
  };
}

/** Reads the arrays of an archive that np.savez wrote. */
export function readNpz(bytes: Uint8Array, source: string): readonly GivenArray[] {
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes);
  } catch (error) {
    throw new InputError(source, numbersMessages.npzEntry(error instanceof Error ? error.message : String(error)));
  }
  const arrays: GivenArray[] = [];
  let refusal: unknown;
  for (const [file, content] of Object.entries(files)) {
    try {
      arrays.push(readNpy(content, file.replace(/\.npy$/, ''), `${source}: ${file}`));
    } catch (error) {
      // An archive may also hold labels and flags, which are no numbers.
      refusal ??= error;
    }
  }
  if (arrays.length === 0) throw refusal ?? new InputError(source, numbersMessages.noNumbers);
  return arrays;
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, 65_536));
}

interface NumberReader {
  /** The bytes of a number. */
  readonly size: number;
  at(offset: number): number;
}

/** The reader of a type such as <f8: byte order, kind and size. */
function readerOf(type: string, view: DataView, source: string): NumberReader {
  const [, order, kind, digits] = /^([<>|=])([fiu])(\d)$/.exec(type) ?? [];
  const isLittle = order !== '>';
  const size = Number(digits);
  const readers: Readonly<Record<string, (offset: number) => number>> = {
    f4: (offset) => view.getFloat32(offset, isLittle),
    f8: (offset) => view.getFloat64(offset, isLittle),
    i4: (offset) => view.getInt32(offset, isLittle),
    i8: (offset) => Number(view.getBigInt64(offset, isLittle)),
    u1: (offset) => view.getUint8(offset),
  };
  const at = readers[`${kind}${digits}`];
  if (at === undefined) throw new InputError(source, numbersMessages.npyType(type));
  return { size, at };
}

/** The numbers of a matrix that is stored by columns, row by row. */
function byRows(values: readonly number[], shape: readonly number[]): readonly number[] {
  const [rows = 1, columns = 1] = shape;
  if (shape.length !== 2) return values;
  return values.map((_, at) => values[(at % columns) * rows + Math.floor(at / columns)] ?? Number.NaN);
}
