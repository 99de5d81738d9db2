import type { Quantity } from '../../engine/graph/quantity.ts';
import { formulaOf } from '../../engine/steps/explanation.ts';
import { stepAt } from '../../engine/steps/steps.ts';
import { forwardFrom } from '../../engine/timeline/navigation.ts';
import { modelOf } from '../../engine/training/experiment.ts';
import { updateOf } from '../../engine/training/run.ts';
import { bothForms } from '../../notation/both-forms.ts';
import { inGlyphs } from '../../notation/glyphs.ts';
import { formatQuantity } from '../../notation/number-format.ts';
import { symbolOf } from '../../notation/symbols.ts';
import { firstFitting, type Row } from '../draw/rows.ts';
import { formsOf, nameOf, shown, type View } from '../state/view.ts';

/** The maximum number of terms of a sum that are written. */
const maxTerms = 4;

/**
 * The equation of the present step in symbols and numbers, or as much of it as fits into `width` cells. At the start,
 * the description of the experiment. While the user predicts a result, the equation of the next step.
 */
export function equationLine(view: View, width: number): Row {
  const { model, snapshot } = view;
  if (model.prediction === 'question') return predictedLine(view, width);
  if (snapshot.step === undefined) return descriptionLine(view);
  const { quantity } = snapshot.step;
  const { update, numberOf } = snapshot.values;
  const formula = formulaOf(update, quantity);
  const { symbols, numbers } = formsOf(view, snapshot.values, formula, maxTerms);
  const result = formula.kind === 'constant' ? symbols : shown(view, numberOf(quantity));
  const choices = [[symbols, numbers, result], [numbers, result], [symbols, result], [result]];
  const texts = choices.map((sides) => ` ${nameOf(view, quantity)} = ${[...new Set(sides)].join(' = ')}`);
  return [{ text: firstFitting(texts, width), part: 'emphasized' }];
}

function descriptionLine({ model, experiment, glyphs, messages }: View): Row {
  const { description } = experiment;
  const { chapters } = model.run.experiment.lessonPlan;
  const text = chapters.length === 0 ? description : `${description} ${messages.screen.chapterKeys}`;
  return [{ text: ` ${inGlyphs(text, glyphs)}`, part: 'faint' }];
}

/** The equation of the next step, with the numbers that are known and a question mark for the result. */
function predictedLine({ model, snapshot, glyphs, messages }: View, width: number): Row {
  const next = forwardFrom(model.run, model.position, 'step');
  const update = updateOf(model.run, next.update);
  const { quantity } = stepAt(update, next.step);
  const isSameUpdate = next.update === model.position.update;
  const name = (term: Quantity): string => symbolOf(modelOf(update.experiment), term, glyphs);
  const { symbols, numbers } = bothForms(formulaOf(update, quantity), {
    glyphs,
    maxTerms,
    name,
    number: (term) => {
      const value = isSameUpdate ? snapshot.known(term) : undefined;
      return value === undefined ? name(term) : formatQuantity(term, value, model.decimals, glyphs);
    },
  });
  const sides = isSameUpdate && symbols !== numbers ? [`${symbols} = ${numbers}`, numbers, symbols] : [symbols];
  const texts = sides.map((side) => ` ${name(quantity)} = ${side} = ${messages.screen.unknownValue}`);
  return [{ text: firstFitting(texts, width), part: 'emphasized' }];
}
