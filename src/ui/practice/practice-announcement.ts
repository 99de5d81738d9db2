import type { Quantity } from '../../engine/graph/quantity.ts';
import { hints, lastHint } from '../../engine/practice/practice-session.ts';
import { formulaOf } from '../../engine/steps/explanation.ts';
import { formsOf, nameOf, shown, type View } from '../state/view.ts';
import { type AskedQuantity, hintQuestion, judgementText } from './practice-text.ts';

const maxTerms = 10;

/** Says a new judgement and a new hint. Then says the question or, if the question is over, the right answer. */
export function announcePractice(view: View, before: View): string | undefined {
  const { mode } = view.model;
  const { exercise } = view.model.practice;
  const { askedSnapshot } = view;
  const quantity = askedSnapshot?.step?.quantity;
  if (mode.kind !== 'practice' || askedSnapshot === undefined || quantity === undefined || exercise === undefined) {
    return undefined;
  }
  const old = before.model.mode.kind === 'practice' ? before.model.practice.exercise : undefined;
  const { experiment } = askedSnapshot.values.update;
  const asked: AskedQuantity = { experiment, quantity, glyphs: view.glyphs, messages: view.messages };
  const { practice, speech } = view.messages;
  const { judgement, wrongAnswers, hintsGiven, isOver } = exercise;
  const isNewJudgement = judgement !== undefined && judgement !== old?.judgement;
  const hint = hintsGiven === old?.hintsGiven || isOver ? undefined : hintText(view, asked);
  const parts = [
    ...(isNewJudgement ? [judgementText(asked, judgement, mode.given, wrongAnswers)] : []),
    ...(hint === undefined ? [] : [`${practice.hint(hintsGiven, hints.length)}: ${hint}.`]),
    ...(isOver
      ? [`${nameOf(view, quantity)} = ${shown(view, askedSnapshot.values.numberOf(quantity))}.`]
      : [`${nameOf(view, quantity)} = ?`, speech.answer]),
  ];
  return parts.join(' ');
}

function hintText(view: View, asked: AskedQuantity): string | undefined {
  const { exercise } = view.model.practice;
  const hint = exercise && lastHint(exercise);
  switch (hint) {
    case undefined:
    case 'answer':
      return undefined;
    case 'question':
      return hintQuestion(asked);
    case 'formula':
      return formulaForms(view, asked.quantity).symbols;
    case 'numbers': {
      const { symbols, numbers } = formulaForms(view, asked.quantity);
      return `${symbols} = ${numbers}`;
    }
  }
}

function formulaForms(view: View, quantity: Quantity) {
  const values = (view.askedSnapshot ?? view.snapshot).values;
  return formsOf(view, values, formulaOf(values.update, quantity), maxTerms);
}
