import { cancelPrompt } from '../actions/cancel-prompt.ts';
import { submitPrompt } from '../actions/submit-prompt.ts';
import type { Model } from '../state/model.ts';
import type { View } from '../state/view.ts';
import type { ModeDefinition } from './mode-definition.ts';
import { typingKeys } from './typing-keys.ts';

/** A prompt: the user types an epoch, a name, a change or the path of a file. */
export const promptMode: ModeDefinition = {
  name: 'prompt',
  actions: [submitPrompt, cancelPrompt, ...typingKeys],
  accepts: ({ mode }: Model, character: string): boolean =>
    mode.kind === 'prompt' && mode.prompt.accepts(mode.typed, character),
  narration: (view: View): string => {
    const { mode } = view.model;
    if (mode.kind !== 'prompt') return '';
    const question = `${mode.prompt.question(view, mode.typed)} ${mode.typed}_`;
    return mode.problem === undefined ? question : `${question}   ${view.messages.problems[mode.problem]}`;
  },
  hint: (view: View): string => (view.model.mode.kind === 'prompt' ? view.model.mode.prompt.hint(view) : ''),
};
