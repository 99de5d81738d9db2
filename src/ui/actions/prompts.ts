import type { Model } from '../state/model.ts';
import type { Prompt } from '../state/prompt.ts';

/** Opens a prompt, in which the user types an answer. */
export function openPrompt(model: Model, prompt: Prompt): Model {
  return { ...model, mode: { kind: 'prompt', prompt, typed: '', problem: undefined } };
}
