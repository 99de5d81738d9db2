/** A number as it is printed: its value, and the place value of its last digit. */
export interface PrintedNumber {
  readonly value: number;
  /** The digits after the decimal point of the mantissa: 3 for 0.584 and 1.234e-5. */
  readonly decimals: number;
  /** −5 for 1.2e-5. Undefined without an exponent. */
  readonly exponent: number | undefined;
  /** Whether the number ends with a decimal point, as NumPy prints 0. */
  readonly endsWithPoint: boolean;
}

/** A number of Python, NumPy, PyTorch or JSON, from the start of a text. */
export const numberPattern = /[+-]?(?:(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|(?:nan|inf|NaN|Infinity)\b)/y;

/** Reads a text that `numberPattern` matches. */
export function printedNumber(text: string): PrintedNumber {
  const plain = text.replace(/_/g, '').toLowerCase();
  const value = parsedValue(plain);
  const [mantissa = '', exponent] = plain.split('e');
  const [, decimals = ''] = mantissa.split('.');
  return {
    value,
    decimals: decimals.length,
    exponent: exponent === undefined ? undefined : Number(exponent),
    endsWithPoint: mantissa.endsWith('.'),
  };
}

function parsedValue(text: string): number {
  if (text.includes('nan')) return Number.NaN;
  if (!text.includes('inf')) return Number(text);
  return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** Nobody makes NumPy print fewer decimals than this. */
const minPrecision = 3;

/** NumPy prints this many decimals, and leaves out zeros at their end if all numbers of an array have them. */
const numpyDecimals = 8;

/** Numbers with more decimals are not calculated by hand. */
const maxHandDecimals = 6;

/** The relative error of calculations with float32, whose results PyTorch prints. */
const float32Error = 3e-6;

/** How far each of the numbers of an array may be from what the program calculated. */
export function tolerancesOf(numbers: readonly PrintedNumber[], isArray: boolean): readonly number[] {
  const decimals = decimalsOf(numbers, isArray);
  const largest = numbers.reduce(
    (max, { value }) => (Number.isFinite(value) ? Math.max(max, Math.abs(value)) : max),
    0,
  );
  const rounded = isArray ? roundedUnit(numbers) : 0;
  return numbers.map(({ value, exponent = 0 }) => {
    const unit = Math.max(rounded, 10 ** (exponent - decimals));
    // A sum of float32 numbers can be as inexact as its largest terms.
    return (unit / 2) * (1 + 1e-9) + float32Error * (Math.abs(value) + largest / 10);
  });
}

/**
 * All numbers of an array are printed with the same number of decimals, but NumPy leaves out zeros at their ends: [0.5 0. ]
 * has eight decimals. With more decimals, NumPy may have been told to print only these.
 */
function decimalsOf(numbers: readonly PrintedNumber[], isArray: boolean): number {
  const most = numbers.reduce((max, { decimals }) => Math.max(max, decimals), 0);
  const isNumpy = isArray && numbers.some(({ endsWithPoint }) => endsWithPoint);
  return isNumpy && most < minPrecision ? numpyDecimals : most;
}

/** If the numbers were rounded before they were printed in scientific form, the place value of their last digit. Else 0. */
function roundedUnit(numbers: readonly PrintedNumber[]): number {
  if (numbers.every(({ exponent }) => exponent === undefined)) return 0;
  for (let decimals = 2; decimals <= maxHandDecimals; decimals++) {
    const scaled = numbers.map(({ value }) => value * 10 ** decimals);
    if (scaled.every((each) => Math.abs(each - Math.round(each)) < 1e-6)) return 10 ** -decimals;
  }
  return 0;
}

export function mayBeByHand(numbers: readonly PrintedNumber[], isArray: boolean): boolean {
  return decimalsOf(numbers, isArray) <= maxHandDecimals && numbers.every(({ exponent }) => exponent === undefined);
}
