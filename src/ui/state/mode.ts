import type { Position } from '../../engine/training/position.ts';
import type { PromptProblem } from '../messages/facts.ts';
import type { Prompt } from './prompt.ts';

/** What keys mean at present. The keys of each mode are in ui/modes. */
export type Mode = { readonly kind: 'stepping' } | { readonly kind: 'help' } | PromptMode | PracticeMode;

/** Something is typed: an epoch, a name, a change, a file. */
export interface PromptMode {
  readonly kind: 'prompt';
  readonly prompt: Prompt;
  readonly typed: string;
  /** Why the answer before could not be used. */
  readonly problem: PromptProblem | undefined;
}

/** A number is asked for. `Model.practice` has the question; the step at `asked` is hidden until the question is over. */
export interface PracticeMode {
  readonly kind: 'practice';
  readonly asked: Position;
  readonly typed: string;
  /** The answer before. */
  readonly given: string;
}

export const stepping: Mode = { kind: 'stepping' };
