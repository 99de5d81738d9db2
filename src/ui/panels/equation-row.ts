import type { Quantity } from '../../engine/expressions/quantity.ts';
import { formulaOf } from '../../engine/steps/explanation.ts';
import { stepAt } from '../../engine/steps/steps.ts';
import { forwardFrom } from '../../engine/timeline/navigation.ts';
import { updateOf } from '../../engine/training/run.ts';
import { bothForms } from '../../notation/both-forms.ts';
import { inGlyphs } from '../../notation/glyphs.ts';
import { formatQuantity } from '../../notation/number-format.ts';
import { symbolOf } from '../../notation/symbols.ts';
import type { Row } from '../draw/rows.ts';
import { words } from '../messages/en/screen-words.ts';
import { experimentOf } from '../state/model.ts';
import { shown, sidesIn, type View } from '../state/view.ts';
import { practiceEquation } from './practice-panel.ts';

const maxTerms = 4;

/** The equation of the step just taken, in symbols and numbers, as much of it as fits; at the start, what this is. */
export function equationRow(view: View, width: number): Row {
  const { model, moment, glyphs } = view;
  const { network, description } = experimentOf(model);
  if (model.predicting === 'equation shown') return predictedRow(view, width);
  if (model.mode.kind === 'practising' && !model.mode.isOver) {
    return [{ text: ` ${practiceEquation(view)}`, part: 'faint' }];
  }
  if (moment.step === undefined) {
    const { chapters } = model.run.experiment.lessonPlan;
    const about = chapters.length === 0 ? description : `${description} ${words.chapters}`;
    return [{ text: ` ${inGlyphs(about, glyphs)}`, part: 'faint' }];
  }
  const { quantity } = moment.step;
  const { update, numberOf } = moment.reading;
  const { symbols, numbers } = sidesIn(view, moment.reading, formulaOf(update, quantity), maxTerms);
  const name = symbolOf(network, quantity, glyphs);
  const result = shown(view, numberOf(quantity));
  const choices = [[symbols, numbers, result], [numbers, result], [symbols, result], [result]];
  const texts = choices.map((sides) => ` ${name} = ${[...new Set(sides)].join(' = ')}`);
  return [{ text: texts.find((text) => text.length <= width) ?? texts.at(-1) ?? '', part: 'chosen' }];
}

/** The equation of the step to come, with the numbers that are known and without what it comes to. */
function predictedRow({ model, moment, glyphs }: View, width: number): Row {
  const next = forwardFrom(model.run, model.position, 'step');
  const update = updateOf(model.run, next.update);
  const { network } = update.experiment;
  const { quantity } = stepAt(update, next.step);
  const isHere = next.update === model.position.update;
  const name = (part: Quantity): string => symbolOf(network, part, glyphs);
  const { symbols, numbers } = bothForms(formulaOf(update, quantity), {
    glyphs,
    maxTerms,
    name,
    number: (part) => {
      const value = isHere ? moment.known(part) : undefined;
      return value === undefined ? name(part) : formatQuantity(part, value, model.decimals, glyphs);
    },
  });
  const left = ` ${name(quantity)} = `;
  const sides = isHere && symbols !== numbers ? [`${symbols} = ${numbers}`, numbers, symbols] : [symbols];
  const texts = sides.map((side) => `${left}${side} = ${words.unknown}`);
  return [{ text: texts.find((text) => text.length <= width) ?? texts.at(-1) ?? '', part: 'chosen' }];
}
