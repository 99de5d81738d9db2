import type { Quantity } from '../../engine/expressions/quantity.ts';
import type { UpdateValues } from '../../engine/pass/update-values.ts';
import { digitsAsked } from '../../engine/practice/question.ts';
import { chainRuleOf, formulaOf, isMean } from '../../engine/steps/explanation.ts';
import { layOutFormula } from '../../notation/formula-layout.ts';
import { type Glyphs, inGlyphs } from '../../notation/glyphs.ts';
import { formatQuantity } from '../../notation/number-format.ts';
import { stack, tokensOf } from '../../notation/stacked-fractions.ts';
import { fractionOf, symbolOf } from '../../notation/symbols.ts';
import { type Row, wrapped } from '../draw/rows.ts';
import type { Part } from '../draw/theme.ts';
import { hintQuestion, judgementText, practiceWords } from '../messages/en/practice-words.ts';
import { mostHints, type Practising } from '../state/model.ts';
import { shown, sidesIn, type View } from '../state/view.ts';

const maxTerms = 10;

/** In front of what is typed. */
const prompt = '> ';

/** What is asked for, what is typed, what was said of it, and the hint asked for last. */
export function practiceRows(view: View, mode: Practising, width: number): readonly Row[] {
  const { asked, glyphs } = view;
  const quantity = asked?.step?.quantity;
  if (asked === undefined || quantity === undefined) return [];
  const { reading } = asked;
  const { experiment } = reading.update;
  const name = symbolOf(experiment.network, quantity, glyphs);
  const { judgement, given, typed, misses, hints, isOver } = mode;
  const lines = (text: string, part?: Part): readonly Row[] =>
    wrapped(inGlyphs(text, glyphs), width).map((line): Row => [{ text: line, part }]);
  const said = judgement && judgementText({ experiment, quantity, glyphs }, judgement, given || typed, misses);
  const question = isOver
    ? lines(`${name} = ${shown(view, reading.numberOf(quantity))}`, 'chosen')
    : [
        ...lines(practiceWords.asked(name, digitsAsked({ values: reading, quantity })), 'chosen'),
        ...typedRow(typed, width, glyphs),
      ];
  return [
    ...question,
    ...(said === undefined ? [] : lines(said, judgement?.kind === 'right' ? 'done' : 'delta')),
    ...(hints === 1 ? lines(hintQuestion({ experiment, quantity, glyphs })) : []),
    ...(hints > 1 ? formulaHint(view, reading, quantity, hints > 2, width) : []),
  ];
}

/** What is typed so far; of what is longer than the row, the end. */
function typedRow(typed: string, width: number, { ellipsis }: Glyphs): readonly Row[] {
  const room = width - prompt.length - 1;
  const text = typed.length <= room ? typed : ellipsis + typed.slice(typed.length - room + ellipsis.length);
  return [[{ text: `${prompt}${text}_` }]];
}

/** The formula, and with `hasNumbers` what stands for its symbols: a derivative by a parameter in stacked fractions. */
function formulaHint(
  view: View,
  reading: UpdateValues,
  quantity: Quantity,
  hasNumbers: boolean,
  width: number,
): readonly Row[] {
  const { glyphs, model } = view;
  const { update, numberOf } = reading;
  const { network } = update.experiment;
  const number = (part: Quantity): string => formatQuantity(part, numberOf(part), model.decimals, glyphs);
  const fraction = fractionOf(network, quantity, glyphs);
  const chain = chainRuleOf(update, quantity);
  if (quantity.kind === 'gradient' && !isMean(update, quantity) && fraction !== undefined && chain.kind !== 'given') {
    const tokens = tokensOf(chain, {
      network,
      glyphs,
      number: (part) => (hasNumbers ? number(part) : undefined),
      isNew: () => false,
      expanded: () => undefined,
      maxTerms,
    });
    const left = stack(fraction.top, fraction.bottom, glyphs);
    return layOutFormula({ left, tokens, selected: undefined, width, glyphs }).map(
      (line): Row => line.map(({ text, role }) => ({ text, part: role })),
    );
  }
  const { symbols, numbers } = sidesIn(view, reading, formulaOf(update, quantity), maxTerms);
  const texts = hasNumbers ? [symbols, numbers] : [symbols];
  return texts.flatMap((text) => wrapped(`= ${text}`, width).map((line): Row => [{ text: line }]));
}

/** How to answer, and how it has gone so far. */
export function practiceStatus({ model }: View, { isOver, hints }: Practising): string {
  const hint = practiceWords.hint(hints, mostHints);
  const warning = hints === mostHints - 1 ? ` (${practiceWords.lastHint})` : '';
  const parts = [
    ...(isOver ? [] : [practiceWords.howTo]),
    ...(hints === 0 || isOver ? [] : [hint + warning]),
    practiceWords.tally(model.practice),
  ];
  return parts.filter((part) => part !== '').join('   ');
}

/** What is asked for, in place of an equation. */
export function practiceEquation({ asked, glyphs }: View): string {
  const quantity = asked?.step?.quantity;
  if (asked === undefined || quantity === undefined) return '';
  return practiceWords.hidden(symbolOf(asked.reading.update.experiment.network, quantity, glyphs));
}
