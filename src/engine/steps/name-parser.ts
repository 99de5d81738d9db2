import { hyperparameters, isOptimizerState, optimizerVariables, type Quantity } from '../expressions/quantity.ts';
import { isOutput, type Network, unitsIn } from '../models/network.ts';
import { isTrained, parameterAt } from '../models/parameters.ts';
import { quantityName, unitName } from '../models/quantity-name.ts';
import { hasOneStepDelta } from '../training/experiment.ts';
import { updateRuleOf } from '../training/optimizers.ts';
import { isInStateBefore } from '../training/training-state.ts';
import { placeOfSample, sampleAt, type Update } from '../training/update.ts';

/** A unit of a layer, 0 being the inputs. */
interface Unit {
  readonly layer: number;
  readonly unit: number;
}

/** What stands behind the words of a name. */
interface Marks {
  readonly after: boolean;
  readonly sample: number | undefined;
}

/**
 * The quantity of an update that has a name, as `quantityName` writes it; undefined where there is none. In a batch of
 * one, the name may say the sample or not; dE/d… is dE_total/d…, as formulas have it.
 */
export function quantityNamed(update: Update, name: string): Quantity | undefined {
  const { network } = update.experiment;
  const text = name.trim().replace(/^dE\//, 'dE_total/');
  const [, body = '', through, plus = '', at] = /^([^:+@]*)(?::([^:+@]+))?(\+?)(?:@(\d+))?$/.exec(text) ?? [];
  const marks = { after: plus !== '', sample: at === undefined ? undefined : Number(at) - 1 };
  const isOnly = update.size === 1 && marks.sample === sampleAt(update, 0);
  const found = parsed(network, body, through, isOnly ? { ...marks, sample: undefined } : marks);
  if (found === undefined || !exists(update, found)) return undefined;
  return quantityName(network, found) === (isOnly ? text.replace(/@\d+$/, '') : text) ? found : undefined;
}

/** What a name may stand for; whether it is written just so is for the caller to see. */
function parsed(network: Network, body: string, through: string | undefined, marks: Marks): Quantity | undefined {
  const [, top, bottom] = /^d([^/]+)\/d([^/]+)$/.exec(body) ?? [];
  if (top !== undefined && bottom !== undefined) return derivative(network, top, bottom, through, marks);
  const [base = '', index] = body.split('_');
  return index === undefined ? single(network, base, marks) : indexed(network, base, index, marks);
}

/** i1, w5, w5+, alpha, t. */
function single(network: Network, base: string, { after, sample }: Marks): Quantity | undefined {
  const parameter = parameterNamed(network, base);
  if (parameter !== undefined) return { kind: after ? 'updated' : 'parameter', parameter };
  const input = unitNamed(network, base);
  if (input?.layer === 0) return { kind: 'input', unit: input.unit, sample };
  if (base === 't') return { kind: 'update-number' };
  return hyperparameters
    .map((name): Quantity => ({ kind: 'setting', name }))
    .find((setting) => quantityName(network, setting) === base);
}

/** net_h1, target_o1, E_total, mhat_w5. */
function indexed(network: Network, base: string, index: string, { after, sample }: Marks): Quantity | undefined {
  if (base === 'E' && index === 'total') return { kind: 'total-error', sample, after };
  const parameter = parameterNamed(network, index);
  const part = optimizerVariables.find((name) => name === base);
  if (parameter !== undefined) {
    // Only what is kept from update to update is one thing before and another after.
    return part === undefined || (after && !isOptimizerState(part))
      ? undefined
      : { kind: 'optimizer', name: part, parameter, after };
  }
  const place = unitNamed(network, index);
  if (place === undefined) return undefined;
  if (base === 'net' || base === 'out') return { kind: base, ...place, sample, after };
  if (base === 'delta') return { kind: 'delta', ...place, sample };
  if (base === 'E') return { kind: 'error', unit: place.unit, sample, after };
  return base === 'target' ? { kind: 'target', unit: place.unit, sample } : undefined;
}

/** dE_total/dw5, dE_o1/dout_h1, dout_o1/dnet_o1, dnet_o1/dw5, dnet_o1/dout_h1. */
function derivative(
  network: Network,
  top: string,
  bottom: string,
  through: string | undefined,
  { sample }: Marks,
): Quantity | undefined {
  const [topBase, topIndex = ''] = top.split('_');
  const [bottomBase, bottomIndex = ''] = bottom.split('_');
  const parameter = parameterNamed(network, bottom);
  const place = unitNamed(network, bottomIndex);
  if (topBase === 'E') {
    if (parameter !== undefined) return { kind: 'gradient', parameter, sample };
    if (place === undefined || bottomBase !== 'out') return undefined;
    if (topIndex === 'total' && through === undefined) return { kind: 'out-gradient', ...place, sample };
    const next = unitNamed(network, through ?? topIndex);
    return next && { kind: 'path', ...place, through: next.unit, sample };
  }
  const unit = unitNamed(network, topIndex);
  if (unit === undefined) return undefined;
  if (topBase === 'out') return { kind: 'slope', ...unit, sample };
  if (topBase !== 'net') return undefined;
  if (parameter !== undefined) return { kind: 'net-by-parameter', unit: unit.unit, parameter, sample };
  return place && { kind: 'net-by-out', ...place, through: unit.unit, sample };
}

/** The index of a parameter, given as w5 or b2. */
function parameterNamed({ weightCount, parameterCount }: Network, name: string): number | undefined {
  const [, letter, digits] = /^([wb])([1-9]\d*)$/.exec(name) ?? [];
  if (letter === undefined) return undefined;
  const index = Number(digits) - 1 + (letter === 'b' ? weightCount : 0);
  return index < (letter === 'b' ? parameterCount : weightCount) ? index : undefined;
}

function unitNamed(network: Network, name: string): Unit | undefined {
  const [, letter, digits = '', inner] = /^([iho])([1-9]\d*)(?:\.([1-9]\d*))?$/.exec(name) ?? [];
  if (letter === undefined) return undefined;
  const hidden = inner === undefined ? 1 : Number(digits);
  const layer = letter === 'i' ? 0 : letter === 'o' ? network.layers.length : hidden;
  const unit = Number(inner ?? digits) - 1;
  const isThere = layer <= network.layers.length && unit < unitsIn(network, layer);
  return isThere && unitName(network, layer, unit) === name ? { layer, unit } : undefined;
}

/** Whether an update has such a quantity: its parameter is trained, its sample in the batch, its layer has one. */
function exists(update: Update, quantity: Quantity): boolean {
  const { network, optimizer } = update.experiment;
  if ('sample' in quantity && !hasSample(update, quantity)) return false;
  switch (quantity.kind) {
    case 'gradient':
    case 'updated':
      return isTrained(network, quantity.parameter);
    case 'optimizer': {
      const { variables, states } = updateRuleOf(optimizer);
      const names = isInStateBefore(quantity) ? states : variables.map(([name]) => name);
      return isTrained(network, quantity.parameter) && names.some((name) => name === quantity.name);
    }
    case 'slope':
    case 'out-gradient':
      return quantity.layer > 0 && !hasOneStepDelta(update.experiment, quantity.layer);
    case 'net':
    case 'out':
    case 'delta':
      return quantity.layer > 0;
    case 'path':
    case 'net-by-out':
      return quantity.layer > 0 && !isOutput(network, quantity.layer);
    case 'net-by-parameter': {
      const { unit } = parameterAt(network, quantity.parameter);
      return unit === undefined || unit === quantity.unit;
    }
    default:
      return true;
  }
}

/** In a batch of several, all but its error and its gradients belong to a sample. */
function hasSample(update: Update, quantity: Extract<Quantity, { sample?: number | undefined }>): boolean {
  if (quantity.sample !== undefined) return update.size > 1 && placeOfSample(update, quantity.sample) !== undefined;
  return update.size === 1 || quantity.kind === 'total-error' || quantity.kind === 'gradient';
}
