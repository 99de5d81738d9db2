import type { Quantity } from '../engine/expressions/quantity.ts';
import type { Glyphs } from './glyphs.ts';

/** From here on a number is written with a power of ten; below the other likewise. */
const large = 1e6;
const small = 1e-4;

/**
 * A number with `decimals` decimals, as the lecture prints it; with as many significant digits where that would leave
 * it next to none (0.0001233, 1.233e-7). Zero is written 0.
 */
export function formatNumber(value: number, decimals: number, glyphs: Glyphs): string {
  const size = Math.abs(value);
  const sign = value < 0 ? glyphs.minus : '';
  if (Number.isNaN(value)) return 'NaN';
  if (value === 0) return '0';
  if (size === Number.POSITIVE_INFINITY) return `${sign}${glyphs.infinity}`;
  return sign + digits(size, decimals);
}

/** The number of a quantity in a formula: as `formatNumber` has it, but a setting as it was set. */
export function formatQuantity(quantity: Quantity, value: number, decimals: number, glyphs: Glyphs): string {
  return ['setting', 'update-number'].includes(quantity.kind)
    ? exactNumber(value, glyphs)
    : formatNumber(value, decimals, glyphs);
}

/** The number that a reader of `formatNumber` reads. */
export function roundedAsShown(value: number, decimals: number): number {
  if (value === 0) return 0;
  if (!Number.isFinite(value)) return value;
  return Math.sign(value) * Number(digits(Math.abs(value), decimals));
}

/** A number greater than 0; more decimals never show fewer digits of it. */
function digits(size: number, decimals: number): string {
  if (size >= large || size < small) return withoutZeros(size.toExponential(decimals - 1));
  if (size >= Math.max(10 ** (2 - decimals), 0.01)) return size.toFixed(decimals);
  return padded(size.toPrecision(decimals), decimals);
}

/** A number with every digit it has: the shortest text that reads back as the same double. */
export function exactNumber(value: number, glyphs: Glyphs): string {
  if (Number.isNaN(value)) return 'NaN';
  const size = Math.abs(value) === Number.POSITIVE_INFINITY ? glyphs.infinity : String(Math.abs(value));
  return value < 0 ? glyphs.minus + size : size;
}

/** Significant zeros are dropped again, down to `decimals` decimals: 0.005000 is 0.0050. */
function padded(text: string, decimals: number): string {
  const point = text.indexOf('.') + 1;
  const shortest = text.replace(/0+$/, '');
  return shortest.length - point >= decimals ? shortest : text.slice(0, point + decimals);
}

function withoutZeros(text: string): string {
  return text.replace(/\.?0*e/, 'e').replace('e+', 'e');
}
