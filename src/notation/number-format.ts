import { isValueOf, type Quantity } from '../engine/graph/quantity.ts';
import type { Glyphs } from './glyphs.ts';

/** Numbers of at least this size are written with a power of ten. */
export const minLarge = 1e6;

/** Numbers below this size are written with a power of ten. */
const minFixed = 1e-4;

/**
 * Writes a number with `decimals` decimals, as the lecture does. A small number gets `decimals` significant digits
 * instead, because that many decimals would show too few of its digits: 0.0001233, 1.233e-7. A number of at least
 * 10⁶ is also written with `decimals` significant digits: 1.235e6. Zero is written 0.
 */
export function formatNumber(value: number, decimals: number, glyphs: Glyphs): string {
  const size = Math.abs(value);
  const sign = value < 0 ? glyphs.minus : '';
  if (Number.isNaN(value)) return 'NaN';
  if (value === 0) return '0';
  if (size === Number.POSITIVE_INFINITY) return `${sign}${glyphs.infinity}`;
  return sign + digits(size, decimals);
}

/** Writes a number as `formatNumber` does, but a number below 1 with `digits` significant digits: 0.07193. */
export function formatSignificant(value: number, digits: number, glyphs: Glyphs): string {
  const size = Math.abs(value);
  if (!(size >= minFixed && size < 1)) return formatNumber(value, digits, glyphs);
  return (value < 0 ? glyphs.minus : '') + size.toPrecision(digits);
}

/** Writes the value of a quantity in a formula. A hyperparameter and the update number t keep all of their digits. */
export function formatQuantity(quantity: Quantity, value: number, decimals: number, glyphs: Glyphs): string {
  return isValueOf(quantity, 'setting', 'update-number')
    ? exactNumber(value, glyphs)
    : formatNumber(value, decimals, glyphs);
}

/** The number that `formatNumber` shows: `value`, rounded. */
export function roundedAsShown(value: number, decimals: number): number {
  if (value === 0) return 0;
  if (!Number.isFinite(value)) return value;
  return Math.sign(value) * Number(digits(Math.abs(value), decimals));
}

/** Writes a number greater than 0. A larger `decimals` never gives fewer digits. */
function digits(size: number, decimals: number): string {
  if (size >= minLarge || size < minFixed) return shortExponent(size.toExponential(decimals - 1));
  if (size >= Math.max(10 ** (2 - decimals), 0.01)) return size.toFixed(decimals);
  return withoutEndZeros(size.toPrecision(decimals), decimals);
}

/** Writes the shortest text that reads back as the same double. */
export function exactNumber(value: number, glyphs: Glyphs): string {
  if (Number.isNaN(value)) return 'NaN';
  const size = Math.abs(value) === Number.POSITIVE_INFINITY ? glyphs.infinity : String(Math.abs(value));
  return value < 0 ? glyphs.minus + size : size;
}

/** Removes zeros at the end, but keeps at least `decimals` decimals: with 4 decimals, 0.005000 becomes 0.0050. */
function withoutEndZeros(text: string, decimals: number): string {
  const point = text.indexOf('.') + 1;
  const shortest = text.replace(/0+$/, '');
  return shortest.length - point >= decimals ? shortest : text.slice(0, point + decimals);
}

/** 1.200e+7 becomes 1.2e7. */
function shortExponent(text: string): string {
  return text.replace(/\.?0*e/, 'e').replace('e+', 'e');
}
