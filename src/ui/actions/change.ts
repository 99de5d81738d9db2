import { parameterName } from '../../engine/models/parameters.ts';
import { withEdit } from '../../engine/training/run.ts';
import type { PromptProblem } from '../messages/facts.ts';
import { wordsOf } from '../messages/word-table.ts';
import { announcePrompt } from '../speech/prompt-announcement.ts';
import { parseChange } from '../state/change-parser.ts';
import { type Outcome, withoutEffects } from '../state/input.ts';
import { experimentOf, type Model } from '../state/model.ts';
import type { Prompt } from '../state/prompt.ts';
import { switchRun } from '../state/travel-target.ts';
import type { Action, ActionWords } from './action.ts';
import { hintAtRest } from './hints.ts';
import { openPrompt } from './prompts.ts';

interface ChangeWords extends ActionWords {
  question(parameter: string, typed: string): string;
  readonly examples: string;
}

const maxLetters = 60;

export const change: Action<ChangeWords> = {
  name: 'change',
  keys: ['='],
  group: 'try',
  words: {
    help: 'change a weight, an input, a target, α, the optimizer or an activation',
    hint: 'change',
    question: (parameter, typed) => `change ${parameter} to: ${typed}_`,
    examples: '0.4 | i1 0.2 | target_o1 0.5 | alpha 5 | optimizer adam 0.01 | h tanh',
  },
  hint: hintAtRest(13),
  change: (model) => openPrompt(model, changePrompt),
  announce: announcePrompt,
};

const changePrompt: Prompt = {
  question: ({ model, selected, messages }, typed) =>
    wordsOf(messages.actions, change).question(parameterName(experimentOf(model).network, selected), typed),
  hint: ({ messages }) => wordsOf(messages.actions, change).examples,
  accepts: (typed, character) => character >= ' ' && typed.length < maxLetters,
  submit: edit,
};

/** Changes the run from the start of the present update on. */
function edit(model: Model, text: string): Outcome | PromptProblem {
  const parsed = parseChange(model, text);
  if (typeof parsed === 'string') return parsed;
  const made = { update: model.position.update, change: parsed };
  const changed = switchRun(model, withEdit(model.run, made), made.update);
  return withoutEffects({ ...changed, notice: { kind: 'changed', edit: made } });
}
