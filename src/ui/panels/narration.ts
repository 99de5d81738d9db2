import { formulaOf } from '../../engine/equations/explanation.ts';
import { epochOf } from '../../engine/experiment.ts';
import { inGlyphs } from '../../notation/glyphs.ts';
import { writeLine } from '../../notation/line.ts';
import { formatQuantity } from '../../notation/numbers.ts';
import { symbolOf } from '../../notation/symbols.ts';
import { type Model, speeds } from '../model.ts';
import { cutTo, type Row } from '../rows.ts';
import { given, shown, type View } from '../view.ts';
import { words } from '../words/english.ts';
import { narrate } from '../words/narration.ts';

const mostTerms = 4;

/** The equation of the step just taken, in symbols and numbers, as much of it as fits. */
export function equationRow(view: View, width: number): Row {
  const { model, moment, glyphs } = view;
  if (moment.step === undefined) return [{ text: ` ${model.experiment.description}`, part: 'faint' }];
  const { network } = model.experiment;
  const { quantity } = moment.step;
  const name = symbolOf(network, quantity, glyphs);
  const result = shown(view, moment.known(quantity) ?? Number.NaN);
  const formula = formulaOf(moment.reading.update, quantity);
  if (formula === undefined) return [{ text: cutTo(` ${name} = ${result}`, width, glyphs.ellipsis) }];
  const symbols = writeLine(formula, {
    glyphs,
    numbers: false,
    mostTerms,
    quantity: (part) => symbolOf(network, part, glyphs),
  });
  const numbers = writeLine(formula, {
    glyphs,
    numbers: true,
    mostTerms,
    quantity: (part) => formatQuantity(part, moment.reading.numberOf(part), model.decimals, glyphs),
  });
  const sides = [[symbols, numbers, result], [numbers, result], [symbols, result], [result]].map(
    (some) => ` ${name} = ${[...new Set(some)].join(' = ')}`,
  );
  return [
    {
      text: cutTo(sides.find((text) => text.length <= width) ?? sides.at(-1) ?? '', width, glyphs.ellipsis),
      part: 'chosen',
    },
  ];
}

/** What just happened, in words; while a long way is gone, how far it has come. */
export function narrationRow(view: View, width: number): Row {
  const { model, moment, glyphs } = view;
  const text =
    model.mode.kind === 'asking for an epoch'
      ? words.goTo(model.mode.typed)
      : (progress(model) ??
        narrate({
          experiment: model.experiment,
          moment,
          number: (value) => shown(view, value),
          given: (value) => given(view, value),
        }));
  return [{ text: cutTo(inGlyphs(` ${text}`, glyphs), width, glyphs.ellipsis) }];
}

/** While something moves by itself: what, and how far it has come. */
function progress({ experiment, position, going, running, speed }: Model): string | undefined {
  const pace = speeds[speed];
  if (running && pace !== undefined) return words.running(pace);
  if (going === undefined) return undefined;
  const [done, target] = [epochOf(experiment, position.update), epochOf(experiment, going.update)];
  const percent = Math.floor((100 * position.update) / Math.max(going.update, 1));
  return words.going(done.toLocaleString('en'), target.toLocaleString('en'), Math.min(percent, 100));
}
