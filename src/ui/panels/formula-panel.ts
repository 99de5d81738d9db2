import { optimizerQuantity, type Quantity } from '../../engine/expressions/quantity.ts';
import { isTrained } from '../../engine/models/parameters.ts';
import { equationOf } from '../../engine/steps/equation.ts';
import { formulaOf, isComposite } from '../../engine/steps/explanation.ts';
import { updateRuleOf } from '../../engine/training/optimizers.ts';
import { layOutFormula } from '../../notation/formula-layout.ts';
import { formatQuantity } from '../../notation/number-format.ts';
import { writeLine } from '../../notation/one-line.ts';
import { roundedProduct } from '../../notation/rounded-product.ts';
import { type Line, stack } from '../../notation/stacked-fractions.ts';
import { fractionOf, symbolOf } from '../../notation/symbols.ts';
import { type Piece, type Row, widthOf, wrapped } from '../draw/rows.ts';
import { words } from '../messages/en/screen-words.ts';
import { formulaTokens, nextToOpen } from '../state/expanded-factors.ts';
import { experimentOf } from '../state/model.ts';
import { isJustComputed, shown, type View } from '../state/view.ts';

/** In front of the further rows of an equation that is too wide for one. */
const indent = '  ';

/** The chain rule of the chosen parameter: symbols, numbers beneath them, the product, and the update it leads to. */
export function formulaRows(view: View, width: number): readonly Row[] {
  const { model, moment, glyphs, chosen: parameter } = view;
  const { network } = experimentOf(model);
  const gradient: Quantity = { kind: 'gradient', parameter };
  const fraction = fractionOf(network, gradient, glyphs);
  const tokens = formulaTokens(model, glyphs, {
    number: (quantity) => {
      const value = moment.known(quantity);
      return value === undefined ? undefined : shown(view, value);
    },
    isNew: (quantity) => isJustComputed(view, quantity),
  });
  const left = fraction === undefined ? (['', '', ''] as const) : stack(fraction.top, fraction.bottom, glyphs);
  const selected = model.focus === 'formula' ? nextToOpen(model, tokens) : undefined;
  const symbols = layOutFormula({ left, tokens, selected, width, glyphs }).map(rowOf);
  const margin = ' '.repeat(left[1].length + 1);
  return [
    ...symbols,
    ...resultRows(view, gradient, margin, width),
    ...byHandRows(view, gradient, margin),
    ...updateRows(view, width),
  ];
}

function rowOf(line: Line): Row {
  return line.map(({ text, role, isSelected, isNew }) => ({
    text,
    part: isSelected ? 'selected' : isNew ? 'just computed' : role,
  }));
}

/** What the factors come to: as soon as δ is known, that times what is carried; then their product. */
function resultRows(view: View, gradient: Quantity, indent: string, width: number): readonly Row[] {
  const { moment, glyphs } = view;
  const equals = { text: `${indent}= ` };
  const value = moment.known(gradient);
  if (value !== undefined) return [[equals, resultOf(view, gradient, value)]];
  const { update } = moment.reading;
  const equation = equationOf(update, gradient);
  const [delta, carried] = equation.kind === 'product' ? equation.factors : [];
  if (delta?.kind !== 'quantity' || carried?.kind !== 'quantity' || !isComposite(update, delta.quantity)) return [];
  const [first, second] = [moment.known(delta.quantity), moment.known(carried.quantity)];
  if (first === undefined || second === undefined) return [];
  const text = shown(view, second);
  const times = { text: ` ${glyphs.times} ${second < 0 ? `(${text})` : text}` };
  return onOneRowOrTwo([equals, resultOf(view, delta.quantity, first)], [times], indent, width);
}

/** A row, or, where it would be too wide, its second part on a row of its own. */
function onOneRowOrTwo(first: Row, second: Row, indent: string, width: number): readonly Row[] {
  const whole = [...first, ...second];
  return widthOf(whole) <= width ? [whole] : [first, [{ text: indent }, ...second]];
}

/** A number that is worked out in this panel, marked if it is the one that the step at hand has computed. */
function resultOf(view: View, quantity: Quantity, value: number): Piece {
  return isJustComputed(view, quantity)
    ? { text: view.glyphs.just + shown(view, value), part: 'just computed' }
    : { text: shown(view, value), part: 'chosen' };
}

/** What a reader gets who rounds every factor first, as the lecture does. */
function byHandRows(view: View, gradient: Quantity, indent: string): readonly Row[] {
  const { model, moment, glyphs } = view;
  if (!model.byHand || moment.known(gradient) === undefined) return [];
  const value = shown(view, roundedProduct(moment.reading, gradient, model.decimals));
  return [[{ text: `${indent}${glyphs.approximately} ${value} ${words.byHand}`, part: 'by hand' }]];
}

/** The update of the parameter with all that leads to it, each in symbols until its numbers are known. */
function updateRows(view: View, width: number): readonly Row[] {
  const experiment = experimentOf(view.model);
  const { chosen: parameter } = view;
  if (!isTrained(experiment.network, parameter)) return [[{ text: words.frozen, part: 'faint' }]];
  const parts = updateRuleOf(experiment.optimizer).variables.map(
    ([name]): Quantity => optimizerQuantity(parameter, name),
  );
  return [...parts, { kind: 'updated', parameter } as const].flatMap((after) => equationRows(view, after, width));
}

function equationRows(view: View, after: Quantity, width: number): readonly Row[] {
  const { model, moment, glyphs } = view;
  const { network } = experimentOf(model);
  const result = moment.known(after);
  const name = symbolOf(network, after, glyphs);
  const text = (part: Quantity): string => {
    const value = moment.known(part);
    const isNumber = value !== undefined && (result !== undefined || part.kind === 'gradient');
    if (isNumber) return formatQuantity(part, value, model.decimals, glyphs);
    const { top, bottom } = fractionOf(network, part, glyphs) ?? {};
    return bottom === undefined ? symbolOf(network, part, glyphs) : `${top}/${bottom}`;
  };
  const formula = formulaOf(moment.reading.update, after);
  const written = writeLine(formula, { glyphs, numbers: true, maxTerms: Number.POSITIVE_INFINITY, quantity: text });
  const [first = '', ...rest] = wrapped(`${name} = ${written}`, width);
  const further = rest.flatMap((text) => wrapped(text, width - indent.length)).map((text) => indent + text);
  const rows = [first, ...further].map((text): Row => [{ text }]);
  if (result === undefined) return rows;
  const last = onOneRowOrTwo(
    rows.at(-1) ?? [],
    [{ text: ' = ' }, resultOf(view, after, result)],
    ' '.repeat(name.length),
    width,
  );
  return [...rows.slice(0, -1), ...last];
}
