import type { Quantity } from '../../engine/expressions/quantity.ts';
import { isTrained, parameterName } from '../../engine/models/parameters.ts';
import { chainRuleOf, formulaOf } from '../../engine/steps/explanation.ts';
import { quantityNamed } from '../../engine/steps/name-parser.ts';
import { phaseSpans } from '../../engine/steps/steps.ts';
import { epochOf } from '../../engine/training/experiment.ts';
import { inGlyphs, spoken as signs } from '../../notation/glyphs.ts';
import { symbolOf } from '../../notation/symbols.ts';
import type { Row } from '../draw/rows.ts';
import { noticeText } from '../messages/en/notices.ts';
import { hintQuestion, judgementText, practiceWords } from '../messages/en/practice-words.ts';
import { words } from '../messages/en/screen-words.ts';
import { equationRow } from '../panels/equation-row.ts';
import { keyEntries } from '../panels/help-rows.ts';
import { hintRow } from '../panels/hint-row.ts';
import { narrationRow } from '../panels/narration-row.ts';
import { pictureTitle, sentenceOf } from '../panels/pictures/picture-table.ts';
import { routeOf } from '../panels/weights-panel.tsx';
import { formulaTokens, nextToOpen } from '../state/expanded-factors.ts';
import {
  type Asking,
  experimentOf,
  isMoving,
  type Mode,
  type Model,
  mostHints,
  type Practising,
  presentOpenings,
  speeds,
} from '../state/model.ts';
import { shown, sidesIn, type View } from '../state/view.ts';

/** No row is too long to be said. */
const wide = 10_000;

const maxTerms = 10;

/** What has been said, and of what. */
export interface Told {
  readonly view: View;
  readonly line: string;
}

/**
 * What a screen reader says of a view, which is of the glyphs for it, after what it said last: one line about what changed;
 * undefined where nothing did that needs a word. What is being typed stands at its end, and stays there while more is typed.
 */
export function spokenText(view: View, told: Told | undefined): string | undefined {
  const { mode } = view.model;
  const typed = isTyping(mode) ? mode.typed : '';
  const before = told?.view.model.mode;
  if (told !== undefined && before !== undefined && isTyping(before) && goesOn(mode, before)) {
    const { notice } = view.model;
    const news = notice !== undefined && notice !== told.view.model.notice ? noticeText(view, notice) : undefined;
    if (news !== undefined) return `${news} ${told.line}`;
    return mode.kind === before.kind && typed === before.typed
      ? undefined
      : told.line.slice(0, told.line.length - before.typed.length) + typed;
  }
  const text = newsOf(view, told?.view);
  if (text === undefined) return undefined;
  // Signs that became words bring blanks of their own.
  const plain = inGlyphs(text.replace(/(\d) → (?=\d)/g, '$1 to ').replace(/([①②③]) (?=\p{Lu})/gu, '$1: '), signs)
    .replace(/ {2,}/g, ' ')
    .replace(/ ([,:)]|\.(?=\s|$))/g, '$1')
    .replaceAll('?.', '?')
    .trim();
  return isTyping(mode) ? `${plain} ${typed}` : plain;
}

type Typing = Asking | Practising;

function isTyping(mode: Mode): mode is Typing {
  return mode.kind === 'asking' || (mode.kind === 'practising' && !mode.isOver);
}

/** Whether what is typed is all that is other than before. */
function goesOn(mode: Mode, before: Typing): boolean {
  if (!isTyping(mode)) return false;
  const { typed: _, ...rest } = mode;
  const { typed: __, ...restBefore } = before;
  return JSON.stringify(rest) === JSON.stringify(restBefore);
}

function newsOf(view: View, before: View | undefined): string | undefined {
  const { model, chosen } = view;
  const { mode } = model;
  if (before === undefined) return stepText(view, before);
  const { model: old } = before;
  if (model === old && view.moment === before.moment) return undefined;
  if (mode.kind === 'asking') return questionText(view, mode, old.mode);
  if (mode.kind === 'practising') return chapterText(view, before) + practiceText(view, mode, old.mode);
  if (mode.kind === 'help') return old.mode.kind === 'help' ? undefined : helpText(view);
  if (isMoving(model)) return isMoving(old) && model.speed === old.speed ? undefined : movingText(model);
  const hasMoved =
    view.moment.position !== before.moment.position || isMoving(old) || model.predicting !== old.predicting;
  if (model.notice !== undefined && model.notice !== old.notice) return textOf(narrationRow(view, wide));
  if (hasMoved || chapterText(view, before) !== '') return stepText(view, before);
  if (model.picture !== old.picture) return pictureText(view);
  if (chosen !== before.chosen) return parameterText(view);
  if (model.openings !== old.openings) return factorText(view, before);
  if (model.zoomed !== old.zoomed) return words.spoken.zoomed(model.zoomed, words.panels[model.focus]);
  if (model.focus !== old.focus) return words.spoken.panel(words.panels[model.focus]);
  if (model.decimals !== old.decimals) return words.spoken.decimals(model.decimals);
  if (model.byHand !== old.byHand) return words.spoken.byHand(model.byHand);
  return mode.kind === old.mode.kind ? undefined : stepText(view, before);
}

/** Where this is, if that is new; then the equation of the present step, and what it means. */
function stepText(view: View, before: View | undefined): string {
  const { moment, model } = view;
  const place = placeOf(view);
  const isNews = before === undefined || place !== placeOf(before) || isMoving(before.model);
  const equation = textOf(equationRow(view, wide)).replace(/[^.]$/, '$&.');
  const chapter = chapterText(view, before);
  const { error } = moment;
  const hasError = error !== undefined && error !== before?.moment.error && !equation.startsWith(words.error);
  return [
    ...(isNews && place !== '' ? [place] : []),
    chapter + equation,
    ...(model.chapter === undefined ? [textOf(narrationRow(view, wide))] : []),
    ...(hasError ? [`${words.error} ${shown(view, error)}.`] : []),
    ...(before === undefined ? [words.spoken.start] : []),
  ].join(' ');
}

/** The chapter that a key led to just now; empty where none did. */
function chapterText({ model }: View, before: View | undefined): string {
  const { chapter, run } = model;
  if (chapter === undefined || chapter === before?.model.chapter) return '';
  const number = run.experiment.lessonPlan.chapters.indexOf(chapter) + 1;
  return `${words.spoken.chapter(number, `${chapter.title}. ${run.edits.length > 0 ? '' : chapter.text}`)} `;
}

/** What the picture says; of the error by epoch, the last. */
function pictureText(view: View): string {
  const { error } = view.moment;
  const last = error === undefined ? words.noError : `${words.error} ${shown(view, error)}.`;
  return `${pictureTitle(view)}: ${sentenceOf(view) ?? last}`;
}

function placeOf({ model, moment }: View): string {
  const { step, update } = moment.position;
  const span = phaseSpans(moment.reading.update).find(({ first, last }) => step >= first && step <= last);
  return span === undefined ? '' : words.spoken.phase(words.phases[span.phase], epochOf(experimentOf(model), update));
}

function movingText({ running, speed, going, run }: Model): string | undefined {
  const pace = speeds[speed];
  if (running && pace !== undefined) return words.running(pace);
  return going && words.spoken.going(epochOf(run.experiment, going.update));
}

function parameterText(view: View): string {
  const { chosen: parameter, moment, model } = view;
  const number = (quantity: Quantity): readonly string[] => {
    const value = moment.known(quantity);
    return value === undefined ? [] : [shown(view, value)];
  };
  const { network } = experimentOf(model);
  const [value = ''] = number({ kind: 'parameter', parameter });
  const isFree = isTrained(network, parameter);
  const parts = [
    words.spoken.parameter(`${parameterName(network, parameter)} ${routeOf(view, parameter)}`, value),
    ...(isFree ? number({ kind: 'gradient', parameter }).map(words.spoken.gradient) : [words.fixed]),
    ...(isFree ? number({ kind: 'updated', parameter }).map(words.spoken.updated) : []),
  ];
  return `${parts.join(', ')}.`;
}

/** What was opened in the formula, or closed, or is pointed at now; and what it is made of. */
function factorText(view: View, before: View): string | undefined {
  const { moment } = view;
  const { update, numberOf } = moment.reading;
  const opened = presentOpenings(view.model).names;
  const old = presentOpenings(before.model).names;
  const changed = opened.find((name) => !old.includes(name)) ?? old.find((name) => !opened.includes(name));
  const tokens = formulaTokens(view.model, signs);
  const pointedAt = tokens[nextToOpen(view.model, tokens) ?? -1]?.quantity;
  const quantity = changed === undefined ? pointedAt : quantityNamed(update, changed);
  if (quantity === undefined) return undefined;
  const name = nameOf(view, quantity);
  if (opened.length < old.length) return words.spoken.closed(name);
  const rule = chainRuleOf(update, quantity);
  const expression = rule.kind === 'given' ? formulaOf(update, quantity) : rule;
  const { symbols } = sidesIn(view, moment.reading, expression, maxTerms);
  const value = moment.known(quantity) === undefined ? '' : ` = ${shown(view, numberOf(quantity))}`;
  return `${changed === undefined ? '' : `${words.spoken.opened} `}${name} = ${symbols}${value}.`;
}

/** What is asked for, first with how to answer; why the last answer led nowhere; without what is typed. */
function questionText(view: View, mode: Asking, old: Mode): string {
  const empty: View = { ...view, model: { ...view.model, mode: { ...mode, typed: '', problem: undefined } } };
  const question = textOf(narrationRow(empty, wide)).replace('_', '');
  const hint = textOf(hintRow(view, wide, true));
  const problem = mode.problem === undefined ? '' : `${words.problems[mode.problem]}; `;
  return old.kind === 'asking' ? problem + question : `${hint}. ${question}`;
}

/** What is asked for, and what is new of the last answer and the hints; without what is typed. */
function practiceText(view: View, mode: Practising, old: Mode): string {
  const { judgement, given, typed, misses, hints, isOver } = mode;
  const before = old.kind === 'practising' ? old : undefined;
  const quantity = view.asked?.step?.quantity;
  if (view.asked === undefined || quantity === undefined) return '';
  const { update } = view.asked.reading;
  const asked = { experiment: update.experiment, quantity, glyphs: signs };
  const { symbols, numbers } = sidesIn(view, view.asked.reading, formulaOf(update, quantity), maxTerms);
  const hint = [undefined, hintQuestion(asked), symbols, `${symbols} = ${numbers}`][hints];
  const parts = [
    ...(judgement === undefined || judgement === before?.judgement
      ? []
      : [judgementText(asked, judgement, given || typed, misses)]),
    ...(hint === undefined || hints === before?.hints || isOver
      ? []
      : [`${practiceWords.hint(hints, mostHints)}: ${hint}.`]),
    ...(isOver
      ? [`${nameOf(view, quantity)} = ${shown(view, view.asked.reading.numberOf(quantity))}.`]
      : [`${nameOf(view, quantity)} = ?`, words.spoken.answer]),
  ];
  return parts.join(' ');
}

function helpText(view: View): string {
  const { description } = experimentOf(view.model);
  const lines = keyEntries(view).map(({ text, help }) => words.spoken.key(text, help));
  return [...(description === '' ? [] : [description]), ...lines, words.spoken.endOfHelp].join('\n');
}

function nameOf({ model }: View, quantity: Quantity): string {
  return symbolOf(experimentOf(model).network, quantity, signs);
}

function textOf(row: Row): string {
  return row
    .map(({ text }) => text)
    .join('')
    .trim();
}
