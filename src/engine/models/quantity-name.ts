import { type Hyperparameter, isAfterUpdate, type Quantity, sampleOf } from '../expressions/quantity.ts';
import { isOutput, type Network } from './network.ts';
import { parameterAt, parameterName } from './parameters.ts';

/** i1, h2, o1; h1.2 (layer.unit) where there are several hidden layers. */
export function unitName(network: Network, layer: number, unit: number): string {
  if (layer === 0) return `i${unit + 1}`;
  if (isOutput(network, layer)) return `o${unit + 1}`;
  return network.layers.length > 2 ? `h${layer}.${unit + 1}` : `h${unit + 1}`;
}

/**
 * How a quantity is spelt: a symbol, or the fraction of two changes, d`top`/d`bottom`. `through` is the unit of the
 * next layer that a path goes through, where the name has to say it. The marks are said of the whole.
 */
export interface Spelling {
  readonly top: Word;
  readonly bottom?: Word;
  readonly through?: string;
  readonly after: boolean;
  /** From 1. */
  readonly sample: number | undefined;
}

/** A word or letter, and what it belongs to: net, h1; E, total; w5 alone. */
export interface Word {
  readonly base: string;
  readonly index?: string;
}

/** What the settings of an optimizer are called in equations. */
const settingSymbols: Readonly<Record<Hyperparameter, string>> = {
  learningRate: 'alpha',
  weightDecay: 'lambda',
  momentum: 'mu',
  rho: 'rho',
  beta1: 'beta1',
  beta2: 'beta2',
  epsilon: 'epsilon',
};

const total: Word = { base: 'E', index: 'total' };

/** The parts of a quantity's name, from which every notation writes it. */
export function spell(network: Network, quantity: Quantity): Spelling {
  const sample = sampleOf(quantity);
  const after = quantity.kind === 'updated' || isAfterUpdate(quantity);
  return { ...spellUnmarked(network, quantity), after, sample: sample === undefined ? undefined : sample + 1 };
}

function spellUnmarked(network: Network, quantity: Quantity): Pick<Spelling, 'top' | 'bottom' | 'through'> {
  const output = network.layers.length;
  const symbol = (base: string, layer: number, unit: number): Word => ({
    base,
    index: unitName(network, layer, unit),
  });
  const parameter = (index: number): Word => ({ base: parameterName(network, index) });
  switch (quantity.kind) {
    case 'input':
      return { top: { base: unitName(network, 0, quantity.unit) } };
    case 'target':
      return { top: symbol('target', output, quantity.unit) };
    case 'net':
    case 'out':
      return { top: symbol(quantity.kind, quantity.layer, quantity.unit) };
    case 'error':
      return { top: symbol('E', output, quantity.unit) };
    case 'total-error':
      return { top: total };
    case 'out-gradient':
      return { top: total, bottom: symbol('out', quantity.layer, quantity.unit) };
    case 'slope':
      return {
        top: symbol('out', quantity.layer, quantity.unit),
        bottom: symbol('net', quantity.layer, quantity.unit),
      };
    case 'delta':
      return { top: symbol('delta', quantity.layer, quantity.unit) };
    case 'path': {
      const bottom = symbol('out', quantity.layer, quantity.unit);
      const next = quantity.layer + 1;
      if (next === output && network.layers[output - 1]?.activation !== 'softmax') {
        return { top: symbol('E', next, quantity.through), bottom };
      }
      return { top: total, bottom, through: unitName(network, next, quantity.through) };
    }
    case 'gradient':
      return { top: total, bottom: parameter(quantity.parameter) };
    case 'parameter':
    case 'updated':
      return { top: parameter(quantity.parameter) };
    case 'optimizer':
      return { top: { base: quantity.name, index: parameterName(network, quantity.parameter) } };
    case 'setting':
      return { top: { base: settingSymbols[quantity.name] } };
    case 'update-number':
      return { top: { base: 't' } };
    case 'net-by-parameter':
      return {
        top: symbol('net', parameterAt(network, quantity.parameter).layer, quantity.unit),
        bottom: parameter(quantity.parameter),
      };
    case 'net-by-out':
      return {
        top: symbol('net', quantity.layer + 1, quantity.through),
        bottom: symbol('out', quantity.layer, quantity.unit),
      };
  }
}

/** The ASCII name of JSON and the command line: net_h1, dE_total/dw5, delta_o1@3, w5+. Distinct for each quantity. */
export function quantityName(network: Network, quantity: Quantity): string {
  const { top, bottom, through, after, sample } = spell(network, quantity);
  const text = ({ base, index }: Word): string => (index === undefined ? base : `${base}_${index}`);
  const fraction = bottom === undefined ? text(top) : `d${text(top)}/d${text(bottom)}`;
  return `${fraction}${through === undefined ? '' : `:${through}`}${after ? '+' : ''}${sample === undefined ? '' : `@${sample}`}`;
}
