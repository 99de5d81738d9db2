import { formulaOf } from '../../engine/equations/explanation.ts';
import { formatQuantity } from '../../notation/numbers.ts';
import { sidesOf } from '../../notation/sides.ts';
import { symbolOf } from '../../notation/symbols.ts';
import { experimentOf } from '../model.ts';
import type { Row } from '../rows.ts';
import { shown, type View } from '../view.ts';

const mostTerms = 4;

/** The equation of the step just taken, in symbols and numbers, as much of it as fits; at the start, what this is. */
export function equationRow(view: View, width: number): Row {
  const { model, moment, glyphs } = view;
  const { network, description } = experimentOf(model);
  if (moment.step === undefined) return [{ text: ` ${description}`, part: 'faint' }];
  const { quantity } = moment.step;
  const { update, numberOf } = moment.reading;
  const { symbols, numbers } = sidesOf(formulaOf(update, quantity), {
    glyphs,
    mostTerms,
    name: (part) => symbolOf(network, part, glyphs),
    number: (part) => formatQuantity(part, numberOf(part), model.decimals, glyphs),
  });
  const name = symbolOf(network, quantity, glyphs);
  const result = shown(view, numberOf(quantity));
  const choices = [[symbols, numbers, result], [numbers, result], [symbols, result], [result]];
  const texts = choices.map((sides) => ` ${name} = ${[...new Set(sides)].join(' = ')}`);
  return [{ text: texts.find((text) => text.length <= width) ?? texts.at(-1) ?? '', part: 'chosen' }];
}
