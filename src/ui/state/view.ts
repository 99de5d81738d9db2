import type { Expression } from '../../engine/expressions/expression.ts';
import type { Quantity } from '../../engine/expressions/quantity.ts';
import { quantityName } from '../../engine/models/quantity-name.ts';
import type { UpdateValues } from '../../engine/pass/update-values.ts';
import { type BothForms, bothForms } from '../../notation/both-forms.ts';
import type { Glyphs } from '../../notation/glyphs.ts';
import { exactNumber, formatNumber, formatQuantity } from '../../notation/number-format.ts';
import { symbolOf } from '../../notation/symbols.ts';
import { cutTo } from '../draw/rows.ts';
import { chosenParameter, experimentOf, type Model, parameterOf } from './model.ts';
import type { Moment } from './snapshot.ts';

/** All that a panel draws from. */
export interface View {
  readonly model: Model;
  readonly moment: Moment;
  readonly glyphs: Glyphs;
  /** The same place in the run that this one is compared with, if there is one. */
  readonly marked: Moment | undefined;
  /** The step that practice asks for, taken. */
  readonly asked: Moment | undefined;
  /** The parameter whose formula is shown, or that the number asked for belongs to. */
  readonly chosen: number;
}

export function createView(
  model: Model,
  moment: Moment,
  glyphs: Glyphs,
  { marked, asked }: Partial<Pick<View, 'marked' | 'asked'>> = {},
): View {
  const { step, reading } = asked ?? {};
  const chosen = step && reading ? parameterOf(reading.update.experiment, step.quantity) : chosenParameter(model);
  return { model, moment, glyphs, marked, asked, chosen };
}

/** A number as the view's decimals have it. */
export function shown({ model, glyphs }: View, value: number): string {
  return formatNumber(value, model.decimals, glyphs);
}

/** A number with its sign, whichever it is. */
export function signed(view: View, value: number): string {
  return value > 0 ? `+${shown(view, value)}` : shown(view, value);
}

/** A number with as many of the view's decimals as `width` cells hold. */
export function shownWithin({ model, glyphs }: View, value: number, width: number): string {
  const texts = Array.from({ length: model.decimals }, (_, fewer) =>
    formatNumber(value, model.decimals - fewer, glyphs),
  );
  return texts.find((text) => text.length <= width) ?? cutTo(texts.at(-1) ?? '', width, glyphs.ellipsis);
}

/** A number that the experiment gives: in full where that is short. */
export function given(view: View, value: number): string {
  return givenWithin(view, value, view.model.decimals + 2);
}

/** A number that the experiment gives: in full where `width` cells hold it. */
export function givenWithin(view: View, value: number, width: number): string {
  const exact = exactNumber(value, view.glyphs);
  return exact.length <= width ? exact : shownWithin(view, value, width);
}

/** A formula's right side on one line, in symbols and with a reading's numbers; of a long sum, so many terms. */
export function sidesIn(
  { model, glyphs }: View,
  { update, numberOf }: UpdateValues,
  formula: Expression,
  maxTerms: number,
): BothForms {
  return bothForms(formula, {
    glyphs,
    maxTerms,
    name: (part) => symbolOf(update.experiment.network, part, glyphs),
    number: (part) => formatQuantity(part, numberOf(part), model.decimals, glyphs),
  });
}

/** Whether a quantity is the one that the step at hand has computed. */
export function isJustComputed({ model, moment }: View, quantity: Quantity): boolean {
  if (moment.step === undefined) return false;
  const { network } = experimentOf(model);
  return quantityName(network, moment.step.quantity) === quantityName(network, quantity);
}
