import { inputNode, type NodeOf } from '../graph/node.ts';
import { hyperparameters, isOptimizerState, optimizerVariables, parameterKinds } from '../graph/optimizer-names.ts';
import {
  type Gradient,
  type LocalDerivative,
  localDerivative,
  nodeGradient,
  type Quantity,
  type Value,
} from '../graph/quantity.ts';
import { settingSymbol, symbolText } from '../graph/spelling.ts';
import { unitName } from '../models/dense-names.ts';
import {
  delta,
  errorValue,
  hyperparameterValue,
  inputValue,
  netByOut,
  netByParameter,
  netNode,
  netValue,
  newParameterValue,
  oldStateValue,
  outGradient,
  outPath,
  outSlope,
  outValue,
  parameterGradient,
  parameterValue,
  targetValue,
  totalErrorValue,
  updateNumberValue,
} from '../models/dense-quantities.ts';
import { isOutput, type Network, unitsIn } from '../models/network.ts';
import { isTrained, parameterAt, parameterKindAt } from '../models/parameters.ts';
import { hasOneStepDelta } from '../training/experiment.ts';
import { hasDecayByKind, updateRuleOf } from '../training/optimizers.ts';
import type { DenseUpdate } from '../training/update.ts';
import type { NameMarks, NameParts } from './name-parts.ts';

/** The place of a unit: its layer and its index in the layer. Layer 0 is the inputs. */
interface UnitPlace {
  readonly layer: number;
  readonly unit: number;
}

/** A name with dE_total/d… in place of dE/d…, and with delta_h1 in place of dE_total/dnet_h1. */
export function withoutDenseAliases(name: string): string {
  return name.replace(/^dE\//, 'dE_total/').replace(/^dE_total\/dnet_/, 'delta_');
}

/** The quantity of a network that a name may mean; undefined if the update does not have it. */
export function denseQuantityNamed(update: DenseUpdate, parts: NameParts): Quantity | undefined {
  const found = parseName(update.experiment.network, parts);
  return found !== undefined && hasNode(update, found) ? found : undefined;
}

/**
 * The quantity that a name may mean. The caller checks that the quantity exists and has exactly this name. In
 * dE_total/dout_h1.1:h2.1@3, `body` is dE_total/dout_h1.1, and `through` is h2.1, the unit that the path goes through.
 */
function parseName(network: Network, { body, through, ...marks }: NameParts): Quantity | undefined {
  const [, top, bottom] = /^d([^/]+)\/d([^/]+)$/.exec(body) ?? [];
  if (top !== undefined && bottom !== undefined) return parseDerivative(network, top, bottom, through, marks);
  const [base = '', subscript] = body.split('_');
  return subscript === undefined
    ? parseSymbol(network, base, marks)
    : parseSubscripted(network, base, subscript, marks);
}

/** Parses i1, w5, w5+, alpha or t. */
function parseSymbol(network: Network, base: string, { after, sample }: NameMarks): Quantity | undefined {
  const parameter = parameterNamed(network, base);
  if (parameter !== undefined) return after ? newParameterValue(parameter) : parameterValue(parameter);
  const input = unitNamed(network, base);
  if (input?.layer === 0) return inputValue(input.unit, sample);
  return base === 't' ? updateNumberValue : settingNamed(base);
}

const settings: readonly Value<NodeOf<'setting'>>[] = [
  ...hyperparameters.map((name) => hyperparameterValue(name)),
  ...parameterKinds.map((of) => hyperparameterValue('weightDecay', of)),
];

/** The hyperparameter with a name such as alpha, lambda or lambda_w, whether or not the optimizer has it. */
export function settingNamed(name: string): Value<NodeOf<'setting'>> | undefined {
  return settings.find((setting) => symbolText(settingSymbol(setting.of.block)) === name);
}

/** Parses net_h1, target_o1, E_o1, E_total, mhat_w5 or lambda_w. */
function parseSubscripted(
  network: Network,
  base: string,
  subscript: string,
  { after, sample }: NameMarks,
): Quantity | undefined {
  if (base === 'E' && subscript === 'total') return totalErrorValue({ sample, after });
  const setting = settingNamed(`${base}_${subscript}`);
  if (setting !== undefined) return setting;
  const parameter = parameterNamed(network, subscript);
  if (parameter !== undefined) return parseOptimizerVariable(base, parameter, after);
  const place = unitNamed(network, subscript);
  if (place === undefined) return undefined;
  const { layer, unit } = place;
  if (base === 'net') return netValue(layer, unit, { sample, after });
  if (base === 'out') return outValue(layer, unit, { sample, after });
  if (base === 'delta') return delta(layer, unit, sample);
  if (base === 'E') return errorValue(unit, { sample, after });
  return base === 'target' ? targetValue(unit, sample) : undefined;
}

/** Parses v_w5, v_w5+ or mhat_w5. Only a state of the optimizer has a value after the update. */
function parseOptimizerVariable(base: string, parameter: number, after: boolean): Quantity | undefined {
  const name = optimizerVariables.find((variable) => variable === base);
  if (name === undefined || (after && !isOptimizerState(name))) return undefined;
  return { ...oldStateValue(name, parameter), after };
}

/** Parses dE_total/dw5, dE_o1/dout_h1, dout_o1/dnet_o1, dnet_o1/dw5 or dnet_o1/dout_h1. */
function parseDerivative(
  network: Network,
  top: string,
  bottom: string,
  through: string | undefined,
  { sample }: NameMarks,
): Quantity | undefined {
  const [base, subscript = ''] = top.split('_');
  if (base === 'E') return parseErrorDerivative(network, through ?? subscript, bottom, sample);
  const place = unitNamed(network, subscript);
  if (place === undefined) return undefined;
  if (base === 'out') return outSlope(place.layer, place.unit, sample);
  return base === 'net' ? parseNetDerivative(network, place, bottom, sample) : undefined;
}

/** Parses dE_total/dw5, dE_total/dout_h1, dE_total/di1 or dE_o1/dout_h1. `path` is total, or the name of the unit on the path: o1. */
function parseErrorDerivative(
  network: Network,
  path: string,
  bottom: string,
  sample: number | undefined,
): Quantity | undefined {
  const parameter = parameterNamed(network, bottom);
  if (parameter !== undefined) return parameterGradient(parameter, sample);
  const [base = '', subscript = ''] = bottom.split('_');
  const input = unitNamed(network, base);
  if (input?.layer === 0 && path === 'total') return nodeGradient(inputNode(input.unit), sample);
  const place = unitNamed(network, subscript);
  if (place === undefined || base !== 'out') return undefined;
  const { layer, unit } = place;
  if (path === 'total') return outGradient(layer, unit, sample);
  const next = unitNamed(network, path);
  return next && outPath(layer, unit, next.unit, sample);
}

/** Parses dnet_o1/dw5, dnet_o1/dout_h1 or dnet_h1/di1. `place` is that of the net's unit o1. */
function parseNetDerivative(
  network: Network,
  { layer, unit }: UnitPlace,
  bottom: string,
  sample: number | undefined,
): Quantity | undefined {
  const parameter = parameterNamed(network, bottom);
  if (parameter !== undefined) return netByParameter(layer, unit, parameter, sample);
  const [base = '', subscript = ''] = bottom.split('_');
  const input = unitNamed(network, base);
  if (input?.layer === 0) return localDerivative(netNode(layer, unit), inputNode(input.unit), sample);
  const place = unitNamed(network, subscript);
  return place && netByOut(place.layer, place.unit, unit, sample);
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

/** Whether an update has a quantity. A name can have a wrong parameter, layer or optimizer variable. */
function hasNode(update: DenseUpdate, quantity: Quantity): boolean {
  switch (quantity.kind) {
    case 'value':
      return hasValue(update, quantity);
    case 'gradient':
      return hasGradient(update, quantity);
    case 'local':
      return hasLocalDerivative(update, quantity);
    case 'path': {
      const { block } = quantity.of;
      return block.role === 'out' && block.layer > 0 && !isOutput(update.experiment.network, block.layer);
    }
  }
}

function hasValue(
  { experiment: { network, optimizer } }: DenseUpdate,
  { of: { block, index }, after }: Value,
): boolean {
  switch (block.role) {
    case 'net':
    case 'out':
      return block.layer > 0;
    case 'parameter':
      return !after || isTrained(network, index);
    case 'optimizer': {
      const { variables, states } = updateRuleOf(optimizer, parameterKindAt(network, index));
      const isOld = isOptimizerState(block.name) && !after;
      const names = isOld ? states : variables.map(([name]) => name);
      return isTrained(network, index) && names.some((name) => name === block.name);
    }
    case 'setting':
      // λ is one number, or λ_w and λ_b.
      return block.name !== 'weightDecay' || (block.of !== undefined) === hasDecayByKind(optimizer);
    case 'input':
    case 'target':
    case 'error':
    case 'total-error':
    case 'update-number':
      return true;
    case 'equation':
      return false;
  }
}

function hasGradient({ experiment }: DenseUpdate, { of: { block, index } }: Gradient): boolean {
  switch (block.role) {
    case 'parameter':
      return isTrained(experiment.network, index);
    case 'net':
      return block.layer > 0;
    case 'out':
      return block.layer > 0 && !hasOneStepDelta(experiment, block.layer);
    case 'input':
      return true;
    case 'target':
    case 'error':
    case 'total-error':
    case 'optimizer':
    case 'setting':
    case 'update-number':
    case 'equation':
      return false;
  }
}

function hasLocalDerivative({ experiment }: DenseUpdate, { of, by }: LocalDerivative): boolean {
  const { network } = experiment;
  if (of.block.role === 'out') return of.block.layer > 0 && !hasOneStepDelta(experiment, of.block.layer);
  if (of.block.role !== 'net' || of.block.layer === 0) return false;
  if (by.block.role === 'out') return by.block.layer > 0 && by.block.layer === of.block.layer - 1;
  if (by.block.role === 'input') return of.block.layer === 1;
  const { layer, unit } = parameterAt(network, by.index);
  return layer === of.block.layer && (unit === undefined || unit === of.index);
}
