import type { Node } from '../graph/node.ts';
import type { Quantity } from '../graph/quantity.ts';
import { type SymbolName, type Symbols, settingSymbol } from '../graph/spelling.ts';
import { isOutput, type Network } from './network.ts';
import { parameterName } from './parameters.ts';

/** i1 for an input, h2 for a hidden unit, o1 for an output. With several hidden layers, h1.2 is unit 2 of layer 1. */
export function unitName(network: Network, layer: number, unit: number): string {
  if (layer === 0) return `i${unit + 1}`;
  if (isOutput(network, layer)) return `o${unit + 1}`;
  return network.layers.length > 2 ? `h${layer}.${unit + 1}` : `h${unit + 1}`;
}

const total: SymbolName = { base: 'E', index: 'total' };

/** The symbols in the name of a quantity of a dense network. */
export function denseSymbols(network: Network, quantity: Quantity): Symbols {
  switch (quantity.kind) {
    case 'value':
      return { top: symbolOfNode(network, quantity.of) };
    case 'gradient': {
      const symbol = symbolOfNode(network, quantity.of);
      // ∂E_total/∂net has a symbol of its own.
      return quantity.of.block.role === 'net' ? { top: { ...symbol, base: 'delta' } } : { top: total, bottom: symbol };
    }
    case 'local':
      return { top: symbolOfNode(network, quantity.of), bottom: symbolOfNode(network, quantity.by) };
    case 'path': {
      const bottom = symbolOfNode(network, quantity.of);
      const through = symbolOfNode(network, quantity.through).index ?? '';
      // A path that ends in one output leads to the E of that output. Not with softmax: there one net changes every E.
      return leadsToOneError(network, quantity.through)
        ? { top: { base: 'E', index: through }, bottom }
        : { top: total, bottom, through };
    }
  }
}

/** Whether a net is that of an output whose E depends on no other net. */
function leadsToOneError({ layers }: Network, { block }: Node): boolean {
  return block.role === 'net' && block.layer === layers.length && layers.at(-1)?.activation !== 'softmax';
}

function symbolOfNode(network: Network, { block, index }: Node): SymbolName {
  const lastLayer = network.layers.length;
  switch (block.role) {
    case 'input':
      return { base: unitName(network, 0, index) };
    case 'target':
      return { base: 'target', index: unitName(network, lastLayer, index) };
    case 'net':
    case 'out':
      return { base: block.role, index: unitName(network, block.layer, index) };
    case 'error':
      return { base: 'E', index: unitName(network, lastLayer, index) };
    case 'total-error':
      return total;
    case 'parameter':
      return { base: parameterName(network, index) };
    case 'optimizer':
      return { base: block.name, index: parameterName(network, index) };
    case 'setting':
    case 'update-number':
      return settingSymbol(block);
    case 'equation':
      throw new RangeError('a network has no equations of a formula');
  }
}
