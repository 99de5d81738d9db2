import type { PromptProblem } from '../messages/facts.ts';
import type { Outcome } from './input.ts';
import type { Model } from './model.ts';
import type { View } from './view.ts';

/** A question to which the user types an answer. The action that opens the prompt defines it. */
export interface Prompt {
  /** The question. The typed text follows it on the screen. */
  question(view: View, typed: string): string;
  /** Examples of answers, or the keys to press. Shown in place of the hint line. */
  hint(view: View): string;
  /** Whether a character can follow the text that is typed already. */
  accepts(typed: string, character: string): boolean;
  /** Uses an answer that is not empty, or returns why it cannot be used. `model` is already back in stepping mode. */
  submit(model: Model, text: string): Outcome | PromptProblem;
  /** Uses the empty answer. Without this function, an empty answer only closes the prompt. */
  submitEmpty?(model: Model): Outcome;
}
