import { endOfEpoch } from '../../engine/timeline/navigation.ts';
import { wordsOf } from '../messages/word-table.ts';
import { announcePrompt } from '../speech/prompt-announcement.ts';
import { withoutEffects } from '../state/input.ts';
import { goTo } from '../state/prediction.ts';
import type { Prompt } from '../state/prompt.ts';
import type { Action, ActionWords } from './action.ts';
import { openPrompt } from './prompts.ts';

interface EpochWords extends ActionWords {
  readonly question: string;
  readonly examples: string;
}

const maxDigits = 9;

export const goToEpoch: Action<EpochWords> = {
  name: 'go-to-epoch',
  keys: ['g'],
  group: 'step',
  words: {
    help: 'go to an epoch: type its number',
    question: 'go to the end of epoch:',
    examples: 'digits, then Enter; Esc goes back; epoch 0 is the start',
  },
  change: (model) => openPrompt(model, epochPrompt),
  announce: announcePrompt,
};

const epochPrompt: Prompt = {
  question: ({ messages }) => wordsOf(messages.actions, goToEpoch).question,
  hint: ({ messages }) => wordsOf(messages.actions, goToEpoch).examples,
  accepts: (typed, character) => /^\d$/.test(character) && typed.length < maxDigits,
  submit: (model, text) => withoutEffects(goTo(model, endOfEpoch(model.run, Number(text)))),
};
