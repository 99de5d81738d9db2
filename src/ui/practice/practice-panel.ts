import { isGradientOf, type Quantity } from '../../engine/graph/quantity.ts';
import type { UpdateValues } from '../../engine/pass/update-values.ts';
import { hints, lastHint } from '../../engine/practice/practice-session.ts';
import { digitsAsked } from '../../engine/practice/question.ts';
import { isOverBatch } from '../../engine/steps/equation.ts';
import { chainRuleOf, formulaOf } from '../../engine/steps/explanation.ts';
import { modelOf } from '../../engine/training/experiment.ts';
import { layOutFormula } from '../../notation/formula-layout.ts';
import { type Glyphs, inGlyphs } from '../../notation/glyphs.ts';
import { formatQuantity } from '../../notation/number-format.ts';
import { stack, tokensOf } from '../../notation/stacked-fractions.ts';
import { fractionOf, symbolOf } from '../../notation/symbols.ts';
import { type Row, wrappedRows } from '../draw/rows.ts';
import type { Part } from '../draw/theme.ts';
import type { Panel } from '../panels/panel.ts';
import { formsOf, shown, type View } from '../state/view.ts';
import { type AskedQuantity, hintQuestion, judgementText } from './practice-text.ts';

const maxTerms = 10;

/** The sign in front of the typed text. */
const promptSign = '> ';

/** The question, the typed answer, the judgement of the last answer and the last hint, in place of the formula. */
export const practicePanel: Panel = {
  name: 'formula',
  words: { name: 'formula' },
  place: 'upper right',
  title: ({ askedSnapshot, glyphs, messages }) => {
    const quantity = askedSnapshot?.step?.quantity;
    if (askedSnapshot === undefined || quantity === undefined) return '';
    return messages.practice.title(symbolOf(modelOf(askedSnapshot.values.update.experiment), quantity, glyphs));
  },
  rows: (view, { columns }) => practiceRows(view, columns),
  canScroll: true,
};

function practiceRows(view: View, width: number): readonly Row[] {
  const { askedSnapshot, glyphs, messages, model } = view;
  const { mode } = model;
  const { exercise } = model.practice;
  const quantity = askedSnapshot?.step?.quantity;
  if (askedSnapshot === undefined || quantity === undefined || exercise === undefined || mode.kind !== 'practice')
    return [];
  const { values } = askedSnapshot;
  const asked: AskedQuantity = { experiment: values.update.experiment, quantity, glyphs, messages };
  const name = symbolOf(modelOf(asked.experiment), quantity, glyphs);
  const lines = (text: string, part?: Part): readonly Row[] => wrappedRows(inGlyphs(text, glyphs), width, part);
  const { judgement, wrongAnswers } = exercise;
  const question = exercise.isOver
    ? lines(`${name} = ${shown(view, values.numberOf(quantity))}`, 'emphasized')
    : [
        ...lines(messages.practice.asked(name, digitsAsked({ values, quantity })), 'emphasized'),
        typedRow(mode.typed, width, glyphs),
      ];
  const judged =
    judgement === undefined
      ? []
      : lines(
          judgementText(asked, judgement, mode.given, wrongAnswers),
          judgement.kind === 'right' ? 'right answer' : 'problem with answer',
        );
  return [...question, ...judged, ...hintRows(view, asked, width)];
}

/** The typed text with a cursor. If the text is too long, its beginning is cut off. */
function typedRow(typed: string, width: number, { ellipsis }: Glyphs): Row {
  const room = width - promptSign.length - 1;
  const text = typed.length <= room ? typed : ellipsis + typed.slice(typed.length - room + ellipsis.length);
  return [{ text: `${promptSign}${text}_` }];
}

function hintRows(view: View, asked: AskedQuantity, width: number): readonly Row[] {
  const { exercise } = view.model.practice;
  const hint = exercise && lastHint(exercise);
  switch (hint) {
    case undefined:
      return [];
    case 'question':
      return wrappedRows(inGlyphs(hintQuestion(asked), view.glyphs), width);
    case 'formula':
      return formulaHint(view, asked.quantity, false, width);
    case 'numbers':
    case 'answer':
      return formulaHint(view, asked.quantity, true, width);
  }
}

/**
 * The formula of a quantity in symbols and, if `withNumbers`, also in numbers. A gradient that is not a mean or sum over
 * a batch has stacked fractions.
 */
function formulaHint(view: View, quantity: Quantity, withNumbers: boolean, width: number): readonly Row[] {
  const { glyphs } = view;
  const { values } = view.askedSnapshot ?? view.snapshot;
  const { update } = values;
  if (isGradientOf(quantity, 'parameter') && !isOverBatch(update, quantity))
    return stackedHint(view, quantity, withNumbers, width);
  const { symbols, numbers } = formsOf(view, values, formulaOf(update, quantity), maxTerms);
  const texts = withNumbers ? [symbols, numbers] : [symbols];
  return texts.flatMap((text) => wrappedRows(inGlyphs(`= ${text}`, glyphs), width));
}

function stackedHint(view: View, quantity: Quantity, withNumbers: boolean, width: number): readonly Row[] {
  const { glyphs, model } = view;
  const { values } = view.askedSnapshot ?? view.snapshot;
  const { experiment } = values.update;
  const fraction = fractionOf(modelOf(experiment), quantity, glyphs);
  const chainRule = chainRuleOf(values.update, quantity);
  if (fraction === undefined || chainRule.kind === 'given') return [];
  const tokens = tokensOf(chainRule, {
    model: modelOf(experiment),
    glyphs,
    number: (factor) => (withNumbers ? numberText(values, factor, model.decimals, glyphs) : undefined),
    isNew: () => false,
    expanded: () => undefined,
    maxTerms,
  });
  const left = stack(fraction.top, fraction.bottom, glyphs);
  return layOutFormula({ left, tokens, selected: undefined, isFocused: false, width, glyphs }).map(
    (line): Row => line.map(({ text, role }) => ({ text, part: role })),
  );
}

function numberText({ numberOf }: UpdateValues, quantity: Quantity, decimals: number, glyphs: Glyphs): string {
  return formatQuantity(quantity, numberOf(quantity), decimals, glyphs);
}

/** How to answer, the number of the last hint, and how many questions were answered right. */
export function practiceStatus({ model, messages }: View): string {
  const { practice } = messages;
  const { exercise, tally } = model.practice;
  const isOpen = exercise?.isOver === false;
  const hintsGiven = exercise?.hintsGiven ?? 0;
  const warning = hintsGiven === hints.length - 1 ? ` (${practice.nextHintIsAnswer})` : '';
  const parts = [
    ...(isOpen ? [practice.howToAnswer] : []),
    ...(isOpen && hintsGiven > 0 ? [practice.hint(hintsGiven, hints.length) + warning] : []),
    practice.tally(tally),
  ];
  return parts.filter((part) => part !== '').join('   ');
}
