import { announceSubmission } from '../speech/prompt-announcement.ts';
import { type Outcome, withoutEffects } from '../state/input.ts';
import { stepping } from '../state/mode.ts';
import type { Model } from '../state/model.ts';
import type { Action } from './action.ts';

export const submitPrompt: Action = {
  name: 'submit-prompt',
  keys: ['return'],
  group: 'answer',
  words: { help: 'use the typed text' },
  perform: submitted,
  announce: announceSubmission,
};

/** Uses the typed answer and closes the prompt. If the answer cannot be used, the prompt stays open and says why. */
function submitted(model: Model): Outcome {
  const { mode } = model;
  if (mode.kind !== 'prompt') return withoutEffects(model);
  const { prompt, typed } = mode;
  const closed: Model = { ...model, mode: stepping };
  if (typed === '') return prompt.submitEmpty?.(closed) ?? withoutEffects(closed);
  const outcome = prompt.submit(closed, typed);
  return typeof outcome === 'string' ? withoutEffects({ ...model, mode: { ...mode, problem: outcome } }) : outcome;
}
