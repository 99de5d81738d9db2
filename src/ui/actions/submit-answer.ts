import { announcePractice } from '../practice/practice-announcement.ts';
import { askNextQuestion } from '../practice/practice-model.ts';
import { withEffect, withoutEffects } from '../state/input.ts';
import type { Model } from '../state/model.ts';
import type { Action } from './action.ts';

export const submitAnswer: Action = {
  name: 'submit-answer',
  keys: ['return'],
  group: 'answer',
  words: { help: 'submit your answer; after the question, go to the next', hint: 'answer', otherHint: 'next' },
  hint: (model, { hint = '', otherHint = '' }) => ({ text: isOver(model) ? otherHint : hint, rank: 0 }),
  perform: (model) => {
    if (isOver(model)) return withoutEffects(askNextQuestion(model));
    return hasAnswer(model) ? withEffect(model, { kind: 'judge-answer' }) : withoutEffects(model);
  },
  announce: announcePractice,
};

function isOver({ practice }: Model): boolean {
  return practice.exercise?.isOver === true;
}

function hasAnswer({ mode }: Model): boolean {
  return mode.kind === 'practice' && mode.typed !== '';
}
