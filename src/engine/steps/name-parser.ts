import {
  hyperparameters,
  isOptimizerState,
  optimizerVariables,
  parameterKinds,
  type Quantity,
  type Setting,
} from '../expressions/quantity.ts';
import { isOutput, type Network, unitsIn } from '../models/network.ts';
import { isTrained, parameterAt, parameterKindAt } from '../models/parameters.ts';
import { quantityName, unitName } from '../models/quantity-name.ts';
import { hasOneStepDelta } from '../training/experiment.ts';
import { hasDecayByKind, updateRuleOf } from '../training/optimizers.ts';
import { isInStateBefore } from '../training/training-state.ts';
import { placeOfSample, sampleAt, type Update } from '../training/update.ts';

/** The place of a unit: its layer and its index in the layer. Layer 0 is the inputs. */
interface UnitPlace {
  readonly layer: number;
  readonly unit: number;
}

/** The marks at the end of a name: + and @3. `sample` counts from 0, so @3 is sample 2. */
interface Marks {
  readonly after: boolean;
  readonly sample: number | undefined;
}

/**
 * The quantity whose `quantityName` is `name`; undefined if the update does not have this quantity. dE/d… is read as
 * dE_total/d…, and dE_total/dnet_h1 as delta_h1. In a batch of one sample, the name may have the number of the sample:
 * net_h1@1.
 */
export function quantityNamed(update: Update, name: string): Quantity | undefined {
  const { network } = update.experiment;
  const text = name
    .trim()
    .replace(/^dE\//, 'dE_total/')
    .replace(/^dE_total\/dnet_/, 'delta_');
  const [, body = '', through, plus = '', sampleText] = /^([^:+@]*)(?::([^:+@]+))?(\+?)(?:@(\d+))?$/.exec(text) ?? [];
  const marks = { after: plus !== '', sample: sampleText === undefined ? undefined : Number(sampleText) - 1 };
  const isOnlySample = update.size === 1 && marks.sample === sampleAt(update, 0);
  const found = parseName(network, body, through, isOnlySample ? { ...marks, sample: undefined } : marks);
  if (found === undefined || !hasQuantity(update, found)) return undefined;
  return quantityName(network, found) === (isOnlySample ? text.replace(/@\d+$/, '') : text) ? found : undefined;
}

/**
 * The quantity that a name may mean. The caller checks that the quantity exists and has exactly this name. In
 * dE_total/dout_h1.1:h2.1@3, `body` is dE_total/dout_h1.1, and `through` is h2.1, the unit that the path goes through.
 */
function parseName(network: Network, body: string, through: string | undefined, marks: Marks): Quantity | undefined {
  const [, top, bottom] = /^d([^/]+)\/d([^/]+)$/.exec(body) ?? [];
  if (top !== undefined && bottom !== undefined) return parseDerivative(network, top, bottom, through, marks);
  const [base = '', subscript] = body.split('_');
  return subscript === undefined
    ? parseSymbol(network, base, marks)
    : parseSubscripted(network, base, subscript, marks);
}

/** Parses i1, w5, w5+, alpha or t. */
function parseSymbol(network: Network, base: string, { after, sample }: Marks): Quantity | undefined {
  const parameter = parameterNamed(network, base);
  if (parameter !== undefined) return { kind: after ? 'updated' : 'parameter', parameter };
  const input = unitNamed(network, base);
  if (input?.layer === 0) return { kind: 'input', unit: input.unit, sample };
  return base === 't' ? { kind: 'update-number' } : settingNamed(network, base);
}

const settings: readonly Setting[] = [
  ...hyperparameters.map((name) => ({ kind: 'setting', name }) as const),
  ...parameterKinds.map((of) => ({ kind: 'setting', name: 'weightDecay', of }) as const),
];

/** The hyperparameter with a name such as alpha, lambda or lambda_w, whether or not the optimizer has it. */
export function settingNamed(network: Network, name: string): Setting | undefined {
  return settings.find((setting) => quantityName(network, setting) === name);
}

/** Parses net_h1, target_o1, E_o1, E_total, mhat_w5 or lambda_w. */
function parseSubscripted(
  network: Network,
  base: string,
  subscript: string,
  { after, sample }: Marks,
): Quantity | undefined {
  if (base === 'E' && subscript === 'total') return { kind: 'total-error', sample, after };
  const setting = settingNamed(network, `${base}_${subscript}`);
  if (setting !== undefined) return setting;
  const parameter = parameterNamed(network, subscript);
  if (parameter !== undefined) return parseOptimizerVariable(base, parameter, after);
  const place = unitNamed(network, subscript);
  if (place === undefined) return undefined;
  if (base === 'net' || base === 'out') return { kind: base, ...place, sample, after };
  if (base === 'delta') return { kind: 'delta', ...place, sample };
  if (base === 'E') return { kind: 'error', unit: place.unit, sample, after };
  return base === 'target' ? { kind: 'target', unit: place.unit, sample } : undefined;
}

/** Parses v_w5, v_w5+ or mhat_w5. Only a state of the optimizer has a value after the update. */
function parseOptimizerVariable(base: string, parameter: number, after: boolean): Quantity | undefined {
  const name = optimizerVariables.find((variable) => variable === base);
  if (name === undefined || (after && !isOptimizerState(name))) return undefined;
  return { kind: 'optimizer', name, parameter, after };
}

/** Parses dE_total/dw5, dE_o1/dout_h1, dout_o1/dnet_o1, dnet_o1/dw5 or dnet_o1/dout_h1. */
function parseDerivative(
  network: Network,
  top: string,
  bottom: string,
  through: string | undefined,
  { sample }: Marks,
): Quantity | undefined {
  const [base, subscript = ''] = top.split('_');
  if (base === 'E') return parseErrorDerivative(network, through ?? subscript, bottom, sample);
  const place = unitNamed(network, subscript);
  if (place === undefined) return undefined;
  if (base === 'out') return { kind: 'slope', ...place, sample };
  return base === 'net' ? parseNetDerivative(network, place.unit, bottom, sample) : undefined;
}

/** Parses dE_total/dw5, dE_total/dout_h1 or dE_o1/dout_h1. `path` is total, or the name of the unit on the path: o1. */
function parseErrorDerivative(
  network: Network,
  path: string,
  bottom: string,
  sample: number | undefined,
): Quantity | undefined {
  const parameter = parameterNamed(network, bottom);
  if (parameter !== undefined) return { kind: 'gradient', parameter, sample };
  const [base, subscript = ''] = bottom.split('_');
  const place = unitNamed(network, subscript);
  if (place === undefined || base !== 'out') return undefined;
  if (path === 'total') return { kind: 'out-gradient', ...place, sample };
  const next = unitNamed(network, path);
  return next && { kind: 'path', ...place, through: next.unit, sample };
}

/** Parses dnet_o1/dw5 or dnet_o1/dout_h1. `unit` is the index of the net's unit o1. */
function parseNetDerivative(
  network: Network,
  unit: number,
  bottom: string,
  sample: number | undefined,
): Quantity | undefined {
  const parameter = parameterNamed(network, bottom);
  if (parameter !== undefined) return { kind: 'net-by-parameter', unit, parameter, sample };
  const [, subscript = ''] = bottom.split('_');
  const place = unitNamed(network, subscript);
  return place && { kind: 'net-by-out', ...place, through: unit, sample };
}

/** The index of the parameter with a name like w5 or b2. */
function parameterNamed({ weightCount, parameterCount }: Network, name: string): number | undefined {
  const [, letter, digits] = /^([wb])([1-9]\d*)$/.exec(name) ?? [];
  if (letter === undefined) return undefined;
  const index = Number(digits) - 1 + (letter === 'b' ? weightCount : 0);
  return index < (letter === 'b' ? parameterCount : weightCount) ? index : undefined;
}

/** The place of the unit with a name like i1, h2, h1.2 or o1. */
function unitNamed(network: Network, name: string): UnitPlace | undefined {
  const [, letter, first = '', second] = /^([iho])([1-9]\d*)(?:\.([1-9]\d*))?$/.exec(name) ?? [];
  if (letter === undefined) return undefined;
  const layer = layerOfLetter(network, letter, second === undefined ? 1 : Number(first));
  const unit = Number(second ?? first) - 1;
  const exists = layer <= network.layers.length && unit < unitsIn(network, layer);
  return exists && unitName(network, layer, unit) === name ? { layer, unit } : undefined;
}

function layerOfLetter({ layers }: Network, letter: string, hiddenLayer: number): number {
  if (letter === 'i') return 0;
  return letter === 'o' ? layers.length : hiddenLayer;
}

/** Whether an update has a quantity. A name can have a wrong sample, parameter, layer or optimizer variable. */
function hasQuantity(update: Update, quantity: Quantity): boolean {
  const { network, optimizer } = update.experiment;
  if ('sample' in quantity && !hasSample(update, quantity)) return false;
  switch (quantity.kind) {
    case 'gradient':
    case 'updated':
      return isTrained(network, quantity.parameter);
    case 'optimizer': {
      const { variables, states } = updateRuleOf(optimizer, parameterKindAt(network, quantity.parameter));
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
    case 'input':
    case 'target':
    case 'error':
    case 'total-error':
    case 'parameter':
    case 'update-number':
      return true;
    case 'setting':
      // λ is one number, or λ_w and λ_b.
      return quantity.name !== 'weightDecay' || (quantity.of !== undefined) === hasDecayByKind(optimizer);
  }
}

/** Whether `sample` fits the batch. In a batch of several samples, only E_total and gradients can have no sample. */
function hasSample(update: Update, quantity: Extract<Quantity, { sample?: number | undefined }>): boolean {
  if (quantity.sample !== undefined) return update.size > 1 && placeOfSample(update, quantity.sample) !== undefined;
  return update.size === 1 || quantity.kind === 'total-error' || quantity.kind === 'gradient';
}
