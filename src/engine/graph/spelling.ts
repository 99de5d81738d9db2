import type { Block } from './node.ts';
import type { Hyperparameter, ParameterKind } from './optimizer-names.ts';

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

/** The symbols in a name, as in `Spelling`. */
export type Symbols = Pick<Spelling, 'top' | 'bottom' | 'through'>;

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

/** The symbol of a hyperparameter or of t. */
export function settingSymbol(block: Extract<Block, { role: 'setting' | 'update-number' }>): SymbolName {
  if (block.role === 'update-number') return { base: 't' };
  return {
    base: hyperparameterSymbols[block.name],
    ...(block.of !== undefined && { index: kindIndices[block.of] }),
  };
}

export function symbolText({ base, index }: SymbolName): string {
  return index === undefined ? base : `${base}_${index}`;
}
