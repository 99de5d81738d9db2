import { memoize } from '../expressions/memoize.ts';
import type { Node } from '../graph/node.ts';
import type { Quantity } from '../graph/quantity.ts';
import { type SymbolName, type Symbols, settingSymbol, symbolText } from '../graph/spelling.ts';
import { type Formula, formulaNames } from './formula.ts';

/** The symbols in the name of a quantity of a formula. The derivatives of the error f are df/dx. */
export function formulaSymbols(formula: Formula, quantity: Quantity): Symbols {
  const symbol = symbolOfNode(formula, quantity.of);
  switch (quantity.kind) {
    case 'value':
      return { top: symbol };
    case 'gradient':
      return { top: errorSymbol(formula), bottom: symbol };
    case 'local':
      return { top: symbol, bottom: symbolOfNode(formula, quantity.by) };
    case 'path':
      return {
        top: errorSymbol(formula),
        bottom: symbol,
        through: symbolText(symbolOfNode(formula, quantity.through)),
      };
  }
}

function errorSymbol({ equations, error }: Formula): SymbolName {
  return { base: equations[error]?.name ?? '' };
}

function symbolOfNode(formula: Formula, { block, index }: Node): SymbolName {
  switch (block.role) {
    case 'equation':
      return { base: formula.equations[index]?.name ?? '' };
    case 'parameter':
      return { base: formula.parameters[index]?.name ?? '' };
    case 'input':
      return { base: formula.inputs[index] ?? '' };
    case 'optimizer':
      return distinct(formula, { base: block.name, index: formula.parameters[index]?.name ?? '' });
    case 'setting':
    case 'update-number':
      return distinct(formula, settingSymbol(block));
    case 'target':
    case 'net':
    case 'out':
    case 'error':
    case 'total-error':
      throw new RangeError(`a formula has no ${block.role}`);
  }
}

/** A symbol of the optimizer. If the formula has a quantity with this name, the symbol gets a prefix. */
function distinct(formula: Formula, symbol: SymbolName): SymbolName {
  return namesOf(formula).has(symbolText(symbol)) ? { ...symbol, base: `optimizer.${symbol.base}` } : symbol;
}

const namesOf: (formula: Formula) => ReadonlySet<string> = memoize((formula) => new Set(formulaNames(formula)));
