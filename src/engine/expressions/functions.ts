import type { FunctionRow } from './function-row.ts';
import { exp, expm1, ln, sqrt } from './functions/exponential-functions.ts';
import { sigmoidFunction, softplusFunction, tanh } from './functions/logistic-functions.ts';
import { normalCdfFunction, normalDensityFunction } from './functions/normal-functions.ts';
import { absolute, max, min, relu, shareOfMax, shareOfMin, sign } from './functions/piecewise-functions.ts';
import { minusLogSoftmaxFunction, softmaxFunction } from './functions/softmax-functions.ts';
import { cos, sin } from './functions/trigonometric-functions.ts';
import { keysOf } from './keys-of.ts';

export { nearOne, sigmoid } from './functions/logistic-functions.ts';
export { normalCdf, normalDensity } from './functions/normal-functions.ts';
export { expOfDifference, maximumOf, minusLogSoftmax } from './functions/softmax-functions.ts';

/** The functions that an expression can call, by name. */
const table = {
  sigmoid: sigmoidFunction,
  tanh,
  exp,
  expm1,
  ln,
  sqrt,
  sin,
  cos,
  softplus: softplusFunction,
  sign,
  absolute,
  relu,
  max,
  min,
  'share-of-max': shareOfMax,
  'share-of-min': shareOfMin,
  'normal-cdf': normalCdfFunction,
  'normal-density': normalDensityFunction,
  softmax: softmaxFunction,
  'minus-log-softmax': minusLogSoftmaxFunction,
};

export type FunctionName = keyof typeof table;

export const functionNames = keysOf(table);

export function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(table, name);
}

export const functionTable: Readonly<Record<FunctionName, FunctionRow>> = table;

/** The functions on numbers. */
export const functions = Object.fromEntries(functionNames.map((name) => [name, functionTable[name].apply])) as Readonly<
  Record<FunctionName, (...inputs: number[]) => number>
>;
