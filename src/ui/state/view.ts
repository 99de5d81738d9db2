import type { Expression } from '../../engine/expressions/expression.ts';
import { nodeValue, type Quantity } from '../../engine/graph/quantity.ts';
import { errorNodeOf } from '../../engine/models/error-node.ts';
import { quantityName } from '../../engine/models/quantity-name.ts';
import type { UpdateValues } from '../../engine/pass/update-values.ts';
import { type DenseExperiment, type FormulaExperiment, modelOf } from '../../engine/training/experiment.ts';
import { agreeingForm } from '../../notation/agreeing-form.ts';
import { type BothForms, bothForms } from '../../notation/both-forms.ts';
import type { Glyphs } from '../../notation/glyphs.ts';
import { exactNumber, formatNumber, formatQuantity } from '../../notation/number-format.ts';
import { symbolOf } from '../../notation/symbols.ts';
import { cutTo } from '../draw/rows.ts';
import type { Messages } from '../messages/messages.ts';
import type { Model } from './model.ts';
import { currentSample, parameterOf, selectedParameter } from './selection.ts';
import type { Snapshot } from './snapshot.ts';

/** Everything from which the screen is drawn, except its size. */
export type View = DenseView | FormulaView;

/** A view of the training of a network. */
export interface DenseView extends ViewBase {
  readonly experiment: DenseExperiment;
}

/** A view of the steps of a formula. */
export interface FormulaView extends ViewBase {
  readonly experiment: FormulaExperiment;
}

interface ViewBase {
  readonly model: Model;
  readonly snapshot: Snapshot;
  readonly glyphs: Glyphs;
  readonly messages: Messages;
  /** The snapshot of the run that the user marked (key m), in the same update. Undefined if no run is marked. */
  readonly marked: Snapshot | undefined;
  /** The snapshot after the step that practice asks for. */
  readonly askedSnapshot: Snapshot | undefined;
  /**
   * The index of the selected parameter, else of that of the present step. In practice mode, it belongs to the quantity
   * asked for.
   */
  readonly selected: number;
}

/** Narrows a view to that of a network. The other views are those of formulas. */
export function isDenseView(view: View): view is DenseView {
  return view.experiment.kind === 'dense';
}

export function createView(
  base: Pick<View, 'model' | 'snapshot' | 'glyphs' | 'messages'>,
  { marked, askedSnapshot }: Partial<Pick<View, 'marked' | 'askedSnapshot'>> = {},
): View {
  const { step, values } = askedSnapshot ?? {};
  const selected =
    step && values ? parameterOf(values.update.experiment, step.quantity) : selectedParameter(base.model);
  const { experiment } = base.snapshot.values.update;
  const view: ViewBase = { ...base, marked, askedSnapshot, selected };
  // The experiment is the one of the snapshot's update, with the changes so far.
  return experiment.kind === 'dense' ? { ...view, experiment } : { ...view, experiment };
}

/** A number with the number of decimals that the user chose. */
export function shown({ model, glyphs }: View, value: number): string {
  return formatNumber(value, model.decimals, glyphs);
}

/** A number with an explicit sign. */
export function signed(view: View, value: number): string {
  return value > 0 ? `+${shown(view, value)}` : shown(view, value);
}

/** A number as `shown` writes it, with fewer decimals if it does not fit into `width` cells. */
export function shownWithin({ model, glyphs }: View, value: number, width: number): string {
  const texts = Array.from({ length: model.decimals }, (_, fewer) =>
    formatNumber(value, model.decimals - fewer, glyphs),
  );
  return texts.find((text) => text.length <= width) ?? cutTo(texts.at(-1) ?? '', width, glyphs.ellipsis);
}

/** An input or a target, in at most as many cells as a number such as 0.1234 with the decimals that the user chose. */
export function given(view: View, value: number): string {
  return givenWithin(view, value, view.model.decimals + 2);
}

/** An input or a target, with all of its digits if they fit into `width` cells. Otherwise it is rounded to fit. */
export function givenWithin(view: View, value: number, width: number): string {
  const exact = exactNumber(value, view.glyphs);
  return exact.length <= width ? exact : shownWithin(view, value, width);
}

/**
 * The right side of an equation on one line, in symbols and in numbers; at most `maxTerms` terms of a sum. If the numbers
 * are those of the stable form, the symbols are those of the textbook form and of the stable form.
 */
export function formsOf(
  { model, glyphs }: View,
  { update, numberOf }: UpdateValues,
  formula: Expression<Quantity>,
  maxTerms: number,
): BothForms {
  const { expression, isStable, decimals } = agreeingForm(formula, numberOf, model.decimals);
  const style = {
    glyphs,
    maxTerms,
    name: (term: Quantity) => symbolOf(modelOf(update.experiment), term, glyphs),
    number: (term: Quantity) => formatQuantity(term, numberOf(term), decimals, glyphs),
  };
  const { symbols, numbers } = bothForms(expression, style);
  return { symbols: isStable ? `${bothForms(formula, style).symbols} = ${symbols}` : symbols, numbers };
}

/** Whether the present step has computed a quantity. */
export function isJustComputed({ experiment, snapshot }: View, quantity: Quantity): boolean {
  if (snapshot.step === undefined) return false;
  const spelled = (each: Quantity): string => quantityName(modelOf(experiment), each);
  return spelled(snapshot.step.quantity) === spelled(quantity);
}

/** A quantity's name on screen. */
export function nameOf({ experiment, glyphs }: View, quantity: Quantity): string {
  return symbolOf(modelOf(experiment), quantity, glyphs);
}

/** The name of the error on screen: E_total in a network. */
export function errorNameOf(view: View): string {
  return nameOf(view, nodeValue(errorNodeOf(modelOf(view.experiment))));
}

/** The name of the error without its index: E in a network, f for the error f of a formula. */
export function shortErrorNameOf(view: View): string {
  return isDenseView(view) ? 'E' : errorNameOf(view);
}

/**
 * The sample whose numbers the network panel shows: the sample of the present step or, if the step has no sample, the
 * first sample of the batch. Undefined in a batch of one sample.
 */
export function sampleShown({ snapshot }: View): number | undefined {
  const { update } = snapshot.values;
  return update.size === 1 ? undefined : currentSample(update, snapshot.step);
}
