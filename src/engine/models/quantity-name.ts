import type { Quantity } from '../graph/quantity.ts';
import { type Spelling, type Symbols, symbolText } from '../graph/spelling.ts';
import { denseSymbols } from './dense-names.ts';
import { formulaSymbols } from './formula-names.ts';
import type { Model } from './network-or-formula.ts';

/** The name of a quantity in parts. Each notation writes the parts in its own way. */
export function spell(model: Model, quantity: Quantity): Spelling {
  const { sample } = quantity;
  const after = quantity.kind === 'value' && quantity.after === true;
  return { ...symbolsOf(model, quantity), after, sample: sample === undefined ? undefined : sample + 1 };
}

function symbolsOf(model: Model, quantity: Quantity): Symbols {
  switch (model.kind) {
    case 'dense':
      return denseSymbols(model, quantity);
    case 'formula':
      return formulaSymbols(model, quantity);
  }
}

/** The name in JSON and on the command line: net_h1, dE_total/dw5, delta_o1@3, w5+. No two names are equal. */
export function quantityName(model: Model, quantity: Quantity): string {
  const { top, bottom, through, after, sample } = spell(model, quantity);
  const body = bottom === undefined ? symbolText(top) : `d${symbolText(top)}/d${symbolText(bottom)}`;
  const path = through === undefined ? '' : `:${through}`;
  return `${body}${path}${after ? '+' : ''}${sample === undefined ? '' : `@${sample}`}`;
}

export { unitName } from './dense-names.ts';
