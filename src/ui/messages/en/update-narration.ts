import type { OptimizerQuantity, Quantity } from '../../../engine/expressions/quantity.ts';
import { parameterName } from '../../../engine/models/parameters.ts';
import { quantityName } from '../../../engine/models/quantity-name.ts';
import { firstNonFinite, isAllFinite } from '../../../engine/timeline/divergence.ts';
import { type OptimizerName, updateRuleOf } from '../../../engine/training/optimizers.ts';
import { symbolOf } from '../../../notation/symbols.ts';
import { experimentOf } from '../../state/model.ts';
import { shown, type View } from '../../state/view.ts';

/** Of a number that is none: whether numbers were lost here, or where. */
export function lostWords({ model, moment, glyphs }: View, quantity: Quantity): string {
  const { network } = experimentOf(model);
  if (!isAllFinite(moment.reading.before)) return 'Numbers were lost before this update: step back and see it happen.';
  const lost = firstNonFinite(moment.reading);
  if (lost === undefined || quantityName(network, lost) === quantityName(network, quantity)) {
    return 'The first number beyond all bounds. A smaller learning rate may help.';
  }
  return `${symbolOf(network, lost, glyphs)} was the first beyond all bounds: step back and see it happen.`;
}

/** What an optimizer keeps or works out of a parameter, and why. */
export function partWords({ model }: View, { name, parameter }: OptimizerQuantity): string {
  const { method } = experimentOf(model).optimizer;
  const of = parameterName(experimentOf(model).network, parameter);
  const meanOfSquares = `The moving mean of ${of}'s squared slopes: how steep it has been.`;
  switch (name) {
    case 'g':
      return `Weight decay: the slope, and a pull on ${of} towards 0.`;
    case 'm':
      return `The moving mean of ${of}'s slopes: which way it has been going.`;
    case 's':
      return method === 'adagrad' ? `All of ${of}'s squared slopes so far, added.` : meanOfSquares;
    case 'v':
      return method === 'sgd' ? `Momentum: μ times what it was, and ${of}'s new slope.` : meanOfSquares;
    case 'mhat':
      return 'The mean started at 0 and is too small at first: this makes up for it.';
    case 'vhat':
      return 'The same for the mean of the squares.';
  }
}

/** Why a method's step is as long as it is. */
const strides: Readonly<Record<OptimizerName, string>> = {
  sgd: 'α times the momentum',
  adagrad: 'The slope over the size of all slopes so far',
  rmsprop: 'The slope over its usual size',
  adam: 'The mean slope over its usual size',
  adamw: 'The mean slope over its usual size',
};

const nesterovStride = 'α times the slope, and where the momentum leads from here';

/** Which way a parameter moved, how far, and why. */
export function updatedWords(view: View, parameter: number, value: number): string {
  const { optimizer, network } = experimentOf(view.model);
  const before = view.moment.reading.before[parameter] ?? Number.NaN;
  const change = value - before;
  const name = parameterName(network, parameter);
  const isPlain = updateRuleOf(optimizer).states.length === 0;
  if (change === 0) return isPlain ? `The slope is 0: ${name} stays where it is.` : `${name} stays where it is.`;
  const moves = change < 0 ? `falls by ${shown(view, -change)}` : `rises by ${shown(view, change)}`;
  if (!isPlain) return `${optimizer.nesterov ? nesterovStride : strides[optimizer.method]}: ${name} ${moves}.`;
  const hardly = Math.abs(change) < 0.001 * Math.abs(before) ? ' It hardly learns.' : '';
  return change < 0
    ? `Against the slope, by α times it: ${name} ${moves}.${hardly}`
    : `Minus a minus: ${name} ${moves}.${hardly}`;
}
