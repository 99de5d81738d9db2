import { equationOf } from './equations/equation.ts';
import { givenValue } from './equations/solve.ts';
import type { Experiment } from './experiment.ts';
import { evaluate } from './expressions.ts';
import { layerAt } from './network.ts';
import { errorOf, errorOfOutput, forward } from './pass/forward.ts';
import { createPass, type Pass } from './pass/pass.ts';
import { runUpdate } from './pass/update.ts';
import type { Quantity } from './quantities.ts';
import { type Update, updateAt } from './update.ts';

/** Every number of one update, read off a pass over its whole batch. */
export interface Reading {
  readonly update: Update;
  /** The parameters before and after the update. */
  readonly before: Float64Array;
  readonly after: Float64Array;
  /** The number of any quantity of this update, computed yet or not. */
  numberOf(quantity: Quantity): number;
}

/** Runs update `number` once, from `parameters`, which it leaves as they are, and keeps every value of it. */
export function readUpdate(experiment: Experiment, number: number, parameters: Float64Array): Reading {
  const update = updateAt(experiment, number);
  const { first, size } = update;
  const pass = createPass(experiment, size);
  const before = parameters.slice();
  const after = parameters.slice();
  runUpdate(pass, after, first, size);
  let passAfter: Pass | undefined;
  const withNewParameters = (): Pass => {
    passAfter ??= forwardAll(createPass(experiment, size), after, first);
    return passAfter;
  };
  const numberOf = (quantity: Quantity): number => {
    const isAfter = 'after' in quantity && quantity.after === true;
    return numberIn({ update, before, after, pass: isAfter ? withNewParameters() : pass }, quantity);
  };
  return { update, before, after, numberOf };
}

/** A forward pass of as many samples as there are rows, from sample `first` on. */
function forwardAll(pass: Pass, parameters: Float64Array, first: number): Pass {
  for (let row = 0; row < pass.rows; row++) forward(pass, parameters, first + row, row);
  return pass;
}

interface Numbers {
  readonly update: Update;
  readonly before: Float64Array;
  readonly after: Float64Array;
  readonly pass: Pass;
}

function numberIn(numbers: Numbers, quantity: Quantity): number {
  const { update, before, after, pass } = numbers;
  const { first, size } = update;
  const { network } = update.experiment;
  const sample = ('sample' in quantity ? quantity.sample : undefined) ?? first;
  const row = sample - first;
  const inUnits = (array: Float64Array, layer: number, unit: number): number =>
    array[row * network.unitCount + layerAt(network, layer).firstUnit + unit] ?? Number.NaN;
  switch (quantity.kind) {
    case 'net':
      return inUnits(pass.nets, quantity.layer, quantity.unit);
    case 'out':
      return inUnits(pass.outs, quantity.layer, quantity.unit);
    case 'delta':
      return inUnits(pass.deltas, quantity.layer, quantity.unit);
    case 'error':
      return errorOfOutput(pass, sample, row, quantity.unit);
    case 'total-error':
      if (quantity.sample === undefined && size > 1) break;
      return errorOf(pass, sample, row);
    case 'gradient':
      if (quantity.sample !== undefined || size === 1) break;
      return (pass.gradients[quantity.parameter] ?? Number.NaN) / size;
    case 'updated':
      return after[quantity.parameter] ?? Number.NaN;
    case 'input':
    case 'target':
    case 'parameter':
    case 'learning-rate':
      return givenValue(update, before, quantity);
    default:
      break;
  }
  const equation = equationOf(update, quantity);
  return equation === undefined ? Number.NaN : evaluate(equation, (part) => numberIn(numbers, part));
}
