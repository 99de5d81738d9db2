import {
  type Hyperparameter,
  isAfterUpdate,
  type ParameterKind,
  type Quantity,
  sampleOf,
} from '../expressions/quantity.ts';
import { isOutput, type Network } from './network.ts';
import { parameterAt, parameterName } from './parameters.ts';

/** i1 for an input, h2 for a hidden unit, o1 for an output. With several hidden layers, h1.2 is unit 2 of layer 1. */
export function unitName(network: Network, layer: number, unit: number): string {
  if (layer === 0) return `i${unit + 1}`;
  if (isOutput(network, layer)) return `o${unit + 1}`;
  return network.layers.length > 2 ? `h${layer}.${unit + 1}` : `h${unit + 1}`;
}

/** The name of a quantity in parts: a symbol `top` or, with `bottom`, a derivative d`top`/d`bottom`. */
export interface Spelling {
  readonly top: SymbolName;
  readonly bottom?: SymbolName;
  /**
   * For one term of ∂E_total/∂out_h1: the name of the next layer's unit that the path goes through. Missing if `top` is
   * the error of that unit (dE_o1/dout_h1).
   */
  readonly through?: string;
  /** Whether the whole name is marked as a value after the update: w5⁺. */
  readonly after: boolean;
  /** The number of the sample that the quantity belongs to, from 1: the 3 in delta_o1@3. */
  readonly sample: number | undefined;
}

/** A symbol and its index: net and h1 for net_h1, E and total for E_total. w5 has no index. */
export interface SymbolName {
  readonly base: string;
  readonly index?: string;
}

const hyperparameterSymbols: Readonly<Record<Hyperparameter, string>> = {
  learningRate: 'alpha',
  weightDecay: 'lambda',
  momentum: 'mu',
  dampening: 'tau',
  rho: 'rho',
  beta1: 'beta1',
  beta2: 'beta2',
  epsilon: 'epsilon',
};

const kindIndices: Readonly<Record<ParameterKind, string>> = { weight: 'w', bias: 'b' };

const total: SymbolName = { base: 'E', index: 'total' };

/** The name of a quantity in parts. Each notation writes the parts in its own way. */
export function spell(network: Network, quantity: Quantity): Spelling {
  const sample = sampleOf(quantity);
  const after = quantity.kind === 'updated' || isAfterUpdate(quantity);
  return { ...spellSymbols(network, quantity), after, sample: sample === undefined ? undefined : sample + 1 };
}

function spellSymbols(network: Network, quantity: Quantity): Pick<Spelling, 'top' | 'bottom' | 'through'> {
  const lastLayer = network.layers.length;
  const symbol = (base: string, layer: number, unit: number): SymbolName => ({
    base,
    index: unitName(network, layer, unit),
  });
  const parameter = (index: number): SymbolName => ({ base: parameterName(network, index) });
  switch (quantity.kind) {
    case 'input':
      return { top: { base: unitName(network, 0, quantity.unit) } };
    case 'target':
      return { top: symbol('target', lastLayer, quantity.unit) };
    case 'net':
    case 'out':
      return { top: symbol(quantity.kind, quantity.layer, quantity.unit) };
    case 'error':
      return { top: symbol('E', lastLayer, quantity.unit) };
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
      // A path that ends in one output leads to the E of that output. Not with softmax: there one net changes every E.
      if (next === lastLayer && network.layers[lastLayer - 1]?.activation !== 'softmax') {
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
      return {
        top: {
          base: hyperparameterSymbols[quantity.name],
          ...(quantity.of !== undefined && { index: kindIndices[quantity.of] }),
        },
      };
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

/** The name in JSON and on the command line: net_h1, dE_total/dw5, delta_o1@3, w5+. No two names are equal. */
export function quantityName(network: Network, quantity: Quantity): string {
  const { top, bottom, through, after, sample } = spell(network, quantity);
  const text = ({ base, index }: SymbolName): string => (index === undefined ? base : `${base}_${index}`);
  const body = bottom === undefined ? text(top) : `d${text(top)}/d${text(bottom)}`;
  const path = through === undefined ? '' : `:${through}`;
  return `${body}${path}${after ? '+' : ''}${sample === undefined ? '' : `@${sample}`}`;
}
