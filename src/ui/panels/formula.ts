import { chainOf, isComposite } from '../../engine/equations/explanation.ts';
import { type Expression, evaluate } from '../../engine/expressions.ts';
import { isTrained } from '../../engine/parameters.ts';
import type { Quantity } from '../../engine/quantities.ts';
import { layOut } from '../../notation/layout.ts';
import { roundedAsShown } from '../../notation/numbers.ts';
import { type Line, stack } from '../../notation/stacked.ts';
import { fractionOf, symbolOf } from '../../notation/symbols.ts';
import { formulaTokens, nextToOpen } from '../formula.ts';
import { chosenParameter } from '../model.ts';
import { type Piece, type Row, widthOf } from '../rows.ts';
import { isJustComputed, shown, type View } from '../view.ts';
import { words } from '../words/english.ts';

/** The chain rule of the chosen parameter: symbols, numbers beneath them, the product, and the update it leads to. */
export function formulaRows(view: View, width: number): readonly Row[] {
  const { model, moment, glyphs } = view;
  const { network } = model.experiment;
  const parameter = chosenParameter(model);
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
  const symbols = layOut({ left, tokens, selected, width, glyphs }).map(rowOf);
  const value = moment.known(gradient);
  const indent = ' '.repeat(left[1].length + 1);
  const result: readonly Row[] =
    value === undefined ? [] : [[{ text: `${indent}= ` }, resultOf(view, gradient, value)]];
  return [...symbols, ...result, ...byHandRows(view, gradient, indent), ...updateRows(view, parameter, width)];
}

function rowOf(line: Line): Row {
  return line.map(({ text, role, isSelected, isNew }) => ({
    text,
    part: isSelected ? 'selected' : isNew ? 'just computed' : role,
  }));
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
  const value = shown(view, byHand(view, gradient));
  return [[{ text: `${indent}${glyphs.approximately} ${value} ${words.byHand}`, part: 'by hand' }]];
}

/** A derivative from its leaf factors, each rounded to the decimals shown. */
function byHand({ model, moment }: View, derivative: Quantity): number {
  const { update } = moment.reading;
  const worked = new Map<string, number>();
  const work = (quantity: Quantity): number => {
    const key = JSON.stringify(quantity);
    const before = worked.get(key);
    if (before !== undefined) return before;
    const expression: Expression | undefined = isComposite(update, quantity) ? chainOf(update, quantity) : undefined;
    const value =
      expression === undefined
        ? roundedAsShown(moment.reading.numberOf(quantity), model.decimals)
        : evaluate(expression, work);
    worked.set(key, value);
    return value;
  };
  return work(derivative);
}

/** The update of the parameter, in symbols until its numbers are known. */
function updateRows(view: View, parameter: number, width: number): readonly Row[] {
  const { model, moment, glyphs } = view;
  const { network, optimizer } = model.experiment;
  if (!isTrained(network, parameter)) return [[{ text: words.frozen, part: 'faint' }]];
  const name = (quantity: Quantity): string => symbolOf(network, quantity, glyphs);
  const after: Quantity = { kind: 'updated', parameter };
  const before: Quantity = { kind: 'parameter', parameter };
  const gradient = moment.known({ kind: 'gradient', parameter });
  const updated = moment.known(after);
  const slope = gradient === undefined ? `${glyphs.partial}E/${glyphs.partial}${name(before)}` : shown(view, gradient);
  const bracketed = gradient !== undefined && gradient < 0 ? `(${slope})` : slope;
  const symbols = `${name(before)} ${glyphs.minus} ${glyphs.alpha} ${glyphs.times} ${bracketed}`;
  if (updated === undefined) return [[{ text: `${name(after)} = ${symbols}` }]];
  const value = shown(view, moment.known(before) ?? Number.NaN);
  const numbers = `${value} ${glyphs.minus} ${optimizer.learningRate} ${glyphs.times} ${bracketed}`;
  const line: Row = [{ text: `${name(after)} = ${numbers}` }];
  const result: Row = [{ text: ' = ' }, resultOf(view, after, updated)];
  if (widthOf(line) + widthOf(result) <= width) return [[...line, ...result]];
  return [line, [{ text: ' '.repeat(name(after).length) }, ...result]];
}
