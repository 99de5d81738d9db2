import type { Position } from '../../engine/training/position.ts';
import type { PromptProblem } from '../messages/facts.ts';
import type { Prompt } from './prompt.ts';

/** The mode decides which action a key has. The actions of each mode are in src/ui/modes. */
export type Mode = { readonly kind: 'stepping' } | { readonly kind: 'help' } | PromptMode | PracticeMode;

/** The user types an epoch, a name, a change or the path of a file. */
export interface PromptMode {
  readonly kind: 'prompt';
  readonly prompt: Prompt;
  readonly typed: string;
  /** Why the last answer could not be used. */
  readonly problem: PromptProblem | undefined;
}

/**
 * The user is asked for the result of the step at `asked`. The result is hidden until the question in `Model.practice`
 * is over.
 */
export interface PracticeMode {
  readonly kind: 'practice';
  readonly asked: Position;
  readonly typed: string;
  /** The last answer that was judged. */
  readonly given: string;
}

export const stepping: Mode = { kind: 'stepping' };
