import type { Quantity } from '../../engine/graph/quantity.ts';
import { newParameterValue, parameterGradient, parameterValue } from '../../engine/models/dense-quantities.ts';
import { hasTrainedParameters, isTrained, parameterCountOf, parameterName } from '../../engine/models/parameters.ts';
import { chainRuleOf, formulaOf } from '../../engine/steps/explanation.ts';
import { quantityNamed } from '../../engine/steps/name-parser.ts';
import { phaseSpan } from '../../engine/steps/steps.ts';
import { epochOf, modelOf } from '../../engine/training/experiment.ts';
import type { ReasonLine } from '../../notation/reasons.ts';
import { plainText } from '../draw/rows.ts';
import { equationLine } from '../lines/equation-line.ts';
import { narrationText, noticeText } from '../lines/narration-line.ts';
import { wordsOf } from '../messages/word-table.ts';
import { derivedName, reasonFor } from '../panels/derivation-rows.ts';
import { panelNameIn } from '../panels/panel.ts';
import { panelNamed } from '../panels/panel-table.ts';
import { routeOf } from '../panels/weights-panel.tsx';
import { pictureSentence, pictureTitle } from '../pictures/picture-table.ts';
import { formulaTokens, nextExpandable } from '../state/expanded-factors.ts';
import { isMoving } from '../state/model.ts';
import { presentChapter } from '../state/present-chapter.ts';
import { presentExpansion } from '../state/present-expansion.ts';
import { speeds } from '../state/run-speed.ts';
import { shownDerivation } from '../state/shown-derivation.ts';
import { errorNameOf, formsOf, isDenseView, nameOf, shown, type View } from '../state/view.ts';

/** A width that no row exceeds, so that spoken rows are not cut. */
const unlimitedWidth = 10_000;

const maxTerms = 10;

/** Says the new step, or the progress of an automatic run or a long move. Says nothing if nothing new is shown. */
export function announceMove(view: View, before: View): string | undefined {
  const { model } = view;
  if (isMoving(model)) return announceProgress(view, before);
  const hasMoved =
    view.snapshot.position !== before.snapshot.position ||
    isMoving(before.model) ||
    model.prediction !== before.model.prediction;
  const hasChapter = model.chapter !== undefined && model.chapter !== before.model.chapter;
  return hasMoved || hasChapter ? stepText(view, before) : undefined;
}

/** Says that an automatic run or a long move has started, or goes on at another speed. */
export function announceProgress({ model, messages }: View, before: View): string | undefined {
  if (!isMoving(model)) return undefined;
  if (isMoving(before.model) && model.speed === before.model.speed) return undefined;
  const { isRunning, travelTarget, run } = model;
  const speed = speeds[model.speed];
  if (isRunning && speed !== undefined) return messages.screen.running(speed.perSecond, speed.stride);
  return travelTarget && messages.speech.travelling(epochOf(run.experiment, travelTarget.update));
}

/** Says the notice in place of the narration, if the notice is new. */
export function announceNotice(view: View, before: View): string | undefined {
  const { notice } = view.model;
  return notice === undefined || notice === before.model.notice ? undefined : noticeText(view, notice);
}

/**
 * The phase if it is new, the chapter that the last key led to, the equation of the present step, the narration if
 * there is no chapter, and E_total if it is new.
 */
export function stepText(view: View, before: View | undefined): string {
  const { snapshot, model, messages } = view;
  const { speech } = messages;
  const phase = phaseText(view);
  const isNewPhase = before === undefined || phase !== phaseText(before) || isMoving(before.model);
  const equation = plainText(equationLine(view, unlimitedWidth)).trim().replace(/[^.]$/, '$&.');
  const { error } = snapshot;
  const isNewError = error !== undefined && error !== before?.snapshot.error && !equation.startsWith(errorNameOf(view));
  return [
    ...(isNewPhase && phase !== '' ? [phase] : []),
    chapterText(view, before) + equation,
    ...(model.chapter === undefined ? [narrationText(view, unlimitedWidth)] : []),
    ...(isNewError ? [`${errorNameOf(view)} ${shown(view, error)}.`] : []),
    ...(before === undefined ? [speech.start] : []),
  ].join(' ');
}

/** The chapter that the last key led to, followed by a blank; empty if the key led to none. */
function chapterText({ model, messages }: View, before: View | undefined): string {
  const chapter = presentChapter(model);
  if (chapter === undefined || model.chapter === before?.model.chapter) return '';
  const { number, title, text } = chapter;
  return `${messages.speech.chapter(number, `${title}. ${text}`)} `;
}

/** The phase of the present step and its epoch; empty at the start. */
function phaseText({ experiment, snapshot, messages }: View): string {
  const { step, update } = snapshot.position;
  if (step === 0) return '';
  const { phase } = phaseSpan(snapshot.values.update, step);
  return messages.speech.phase(messages.screen.phases[phase], epochOf(experiment, update));
}

export function announcePicture(view: View): string {
  return `${pictureTitle(view)}: ${pictureSentence(view)}`;
}

export function announcePanel(view: View): string {
  return view.messages.speech.panel(
    panelNameIn(view, wordsOf(view.messages.panels, panelNamed(view.model.focusedPanel))),
  );
}

export function announceZoom(view: View): string {
  const { model, messages } = view;
  const name = panelNameIn(view, wordsOf(messages.panels, panelNamed(model.focusedPanel)));
  return messages.speech.zoomed(model.isZoomed, name);
}

export function announceDecimals({ model, messages }: View): string {
  return messages.speech.decimals(model.decimals);
}

/** Says the newly selected parameter or factor. */
export function announceSelection(view: View, before: View): string | undefined {
  if (view.selected !== before.selected) return parameterText(view);
  return view.model.expansion === before.model.expansion ? undefined : announceFactor(view, before);
}

function parameterText(view: View): string | undefined {
  const { selected: parameter, snapshot, experiment, messages } = view;
  if (parameterCountOf(modelOf(experiment)) === 0) return undefined;
  const { speech } = messages;
  const textsOf = (quantity: Quantity): readonly string[] => {
    const value = snapshot.known(quantity);
    return value === undefined ? [] : [shown(view, value)];
  };
  const [value = ''] = textsOf(parameterValue(parameter));
  const isUpdated = isTrained(modelOf(experiment), parameter);
  const gradients = textsOf(parameterGradient(parameter)).map(speech.gradient);
  const parts = [
    speech.parameter(`${parameterName(modelOf(experiment), parameter)} ${routeOf(view, parameter)}`.trimEnd(), value),
    // A number of a formula has a derivative even if no update changes it.
    ...(isUpdated || !isDenseView(view) ? gradients : []),
    ...(isUpdated ? textsOf(newParameterValue(parameter)).map(speech.newValue) : []),
    ...(!isUpdated && hasTrainedParameters(modelOf(experiment)) ? [speech.frozen] : []),
  ];
  return `${parts.join(', ')}.`;
}

/** Says the factor that was expanded or selected, and its equation. If a factor was collapsed, says only its name. */
export function announceFactor(view: View, before: View): string | undefined {
  const { snapshot, messages, glyphs } = view;
  const { update, numberOf } = snapshot.values;
  const [derivation, oldDerivation] = [shownDerivation(view.model), shownDerivation(before.model)];
  const closed = oldDerivation && nameOf(before, oldDerivation);
  if (derivation !== undefined) {
    return nameOf(view, derivation) === closed ? undefined : derivationText(view, derivation);
  }
  if (closed !== undefined) return messages.speech.closed(closed);
  const names = presentExpansion(view.model).names;
  const oldNames = presentExpansion(before.model).names;
  const changedName = names.find((name) => !oldNames.includes(name)) ?? oldNames.find((name) => !names.includes(name));
  const tokens = formulaTokens(view.model, glyphs);
  const selected = tokens[nextExpandable(view.model, tokens) ?? -1]?.quantity;
  const quantity = changedName === undefined ? selected : quantityNamed(update, changedName);
  if (quantity === undefined || view.model.expansion === before.model.expansion) return undefined;
  const name = nameOf(view, quantity);
  if (names.length < oldNames.length) return messages.speech.closed(name);
  const chainRule = chainRuleOf(update, quantity);
  const expression = chainRule.kind === 'given' ? formulaOf(update, quantity) : chainRule;
  const { symbols } = formsOf(view, snapshot.values, expression, maxTerms);
  const value = snapshot.known(quantity) === undefined ? '' : ` = ${shown(view, numberOf(quantity))}`;
  const text = `${name} = ${symbols}${value}.`;
  return changedName === undefined ? text : messages.speech.opened(text);
}

/** The lines of a derivation, each with its rules. */
function derivationText(view: View, quantity: Quantity): string {
  const reason = reasonFor(view, quantity);
  if (reason === undefined) return '';
  const { speech } = view.messages;
  const lines = (left: string, all: readonly ReasonLine[]): readonly string[] =>
    all.map(({ text, rules }) => `${left} = ${text}${rules === '' ? '' : ` (${rules})`}.`);
  return speech.opened(
    [...lines(derivedName(view, quantity), reason.of), ...lines(reason.derivative, reason.lines)].join(' '),
  );
}

/** Says the present step again after a prompt, a question or the help. */
export function announceLeaving(view: View, before: View): string {
  return stepText(view, before);
}

/** Says nothing. Typed text and the help are said without an action's announcement. */
export function announceNothing(): undefined {
  return undefined;
}
