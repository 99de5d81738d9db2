import type { PromptProblem } from '../messages/facts.ts';
import type { Outcome } from './input.ts';
import type { Model } from './model.ts';
import type { View } from './view.ts';

/** A line that the user types an answer into. The action that opens it defines it. */
export interface Prompt {
  /** The line, with what has been typed so far. */
  question(view: View, typed: string): string;
  /** Examples or keys, in place of the hints. */
  hint(view: View): string;
  /** Whether a character can follow the text that is typed already. */
  accepts(typed: string, character: string): boolean;
  /** Uses an answer that is not empty, or says why it cannot be used. The model is in stepping mode again. */
  submit(model: Model, text: string): Outcome | PromptProblem;
  /** For the empty answer, which otherwise only closes the prompt. */
  submitEmpty?(model: Model): Outcome;
}
