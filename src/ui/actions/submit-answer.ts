import { announcePractice } from '../practice/practice-announcement.ts';
import { startPractice } from '../practice/practice-model.ts';
import type { Model } from '../state/model.ts';
import type { Action } from './action.ts';

export const submitAnswer: Action = {
  name: 'submit-answer',
  keys: ['return'],
  group: 'answer',
  words: { help: 'submit your answer; after the question, go to the next', hint: 'answer', otherHint: 'next' },
  hint: (model, { hint = '', otherHint = '' }) => ({ text: isOver(model) ? otherHint : hint, rank: 0 }),
  change: (model) => (isOver(model) ? startPractice({ ...model, selected: undefined }) : model),
  effect: (model) => (hasAnswer(model) ? { kind: 'judge-answer' } : undefined),
  announce: announcePractice,
};

function isOver({ practice }: Model): boolean {
  return practice.exercise?.isOver === true;
}

/** Whether the user has typed an answer to a question that is not over. */
function hasAnswer(model: Model): boolean {
  return model.mode.kind === 'practice' && model.mode.typed !== '' && !isOver(model);
}
