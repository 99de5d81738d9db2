import { wordsOf } from '../messages/word-table.ts';
import { announcePrompt } from '../speech/prompt-announcement.ts';
import type { Outcome } from '../state/input.ts';
import type { Model } from '../state/model.ts';
import type { Prompt } from '../state/prompt.ts';
import { sessionFileName } from '../state/session-model.ts';
import type { Action, ActionWords } from './action.ts';
import { openPrompt } from './prompts.ts';

interface SaveWords extends ActionWords {
  readonly question: string;
  /** `usual` is the file that an empty answer means. */
  emptyQuestion(usual: string): string;
  readonly examples: string;
}

const maxCharacters = 200;

export const save: Action<SaveWords> = {
  name: 'save',
  keys: ['s'],
  group: 'program',
  words: {
    help: 'save the session; backstep FILE opens it again',
    question: 'save as:',
    emptyQuestion: (usual) => `save as (Enter: ${usual}):`,
    examples: 'the path of a file, then Enter; Esc goes back',
  },
  change: (model) => openPrompt(model, filePrompt),
  announce: announcePrompt,
};

const filePrompt: Prompt = {
  question: ({ model, messages }, typed) => {
    const { question, emptyQuestion } = wordsOf(messages.actions, save);
    return typed === '' ? emptyQuestion(sessionFileName(model)) : question;
  },
  hint: ({ messages }) => wordsOf(messages.actions, save).examples,
  accepts: (typed, character) => character >= ' ' && typed.length < maxCharacters,
  submit: (model, text) => saveAs(model, text),
  submitEmpty: (model) => saveAs(model, ''),
};

function saveAs(model: Model, text: string): Outcome {
  const path = text.trim() === '' ? sessionFileName(model) : text.trim();
  return { model, effects: [{ kind: 'save', path }] };
}
