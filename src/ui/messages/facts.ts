import type { OptimizerVariable } from '../../engine/expressions/quantity.ts';
import type { Verdict } from '../../engine/gradient-check.ts';
import type { ActivationName } from '../../engine/models/activations.ts';
import type { LossName } from '../../engine/models/losses.ts';
import type { Extent } from '../../engine/practice/slips/slip.ts';
import type { ChangeProblem } from '../../engine/training/edits.ts';
import type { OptimizerName } from '../../engine/training/optimizers.ts';
import type { Glyphs } from '../../notation/glyphs.ts';

/*
 * Facts that the screen has to put into words. Each language makes its own sentences of them. Names and numbers in them are
 * written as on the screen.
 */

/** Which way a number goes or would go. */
export type Direction = 'up' | 'down' | 'none';

/** What the present step has done, as facts. Each language makes a sentence of them. Names and numbers are as on screen. */
export type NarrationFact =
  | { readonly kind: 'start' }
  /** A value is not finite: it was already so before the update, it is the first one, or `first` was the first one. */
  | { readonly kind: 'not-finite'; readonly since: 'before' | 'here' }
  | { readonly kind: 'not-finite-since'; readonly first: string }
  | {
      readonly kind: 'net';
      readonly unit: string;
      readonly isFirstLayer: boolean;
      readonly isFirstUnit: boolean;
      readonly hasBias: boolean;
    }
  | { readonly kind: 'hidden-out'; readonly activation: ActivationName; readonly isPositive: boolean }
  | { readonly kind: 'output'; readonly target: string; readonly miss: number }
  | { readonly kind: 'output-error'; readonly unit: string; readonly loss: LossName }
  | { readonly kind: 'sample-error'; readonly sample: number }
  | { readonly kind: 'total-error'; readonly isMean: boolean }
  | { readonly kind: 'total-error-after'; readonly direction: Direction; readonly before: string }
  | { readonly kind: 'output-gradient'; readonly unit: string; readonly sign: number }
  /** `cancellation`: how much of the paths' sizes is lost in their sum. */
  | {
      readonly kind: 'paths-gradient';
      readonly unit: string;
      readonly paths: number;
      readonly cancellation: 'none' | 'partly' | 'nearly';
    }
  | {
      readonly kind: 'activation-derivative';
      readonly unit: string;
      readonly activation: ActivationName;
      readonly value: number;
      readonly isSwitchedOff: boolean;
    }
  | { readonly kind: 'delta'; readonly unit: string }
  | { readonly kind: 'one-step-delta'; readonly activation: ActivationName }
  | {
      readonly kind: 'path';
      readonly unit: string;
      readonly through: string;
      readonly isFirst: boolean;
      readonly usesOldWeight: boolean;
    }
  | { readonly kind: 'sample-gradient'; readonly parameter: string; readonly sample: number }
  | { readonly kind: 'mean-gradient'; readonly parameter: string; readonly direction: Direction }
  | { readonly kind: 'shared-bias-gradient'; readonly parameter: string; readonly direction: Direction }
  | { readonly kind: 'bias-gradient'; readonly parameter: string; readonly direction: Direction }
  | {
      readonly kind: 'weight-gradient';
      readonly parameter: string;
      readonly from: string;
      readonly input: string;
      readonly direction: Direction;
    }
  | {
      readonly kind: 'optimizer';
      readonly variable: OptimizerVariable;
      readonly method: OptimizerName;
      readonly parameter: string;
    }
  | {
      readonly kind: 'new-parameter';
      readonly parameter: string;
      readonly direction: Direction;
      /** How far it moved. */
      readonly distance: string;
      /** Whether that is less than a thousandth of the parameter. */
      readonly isHardly: boolean;
      /** Undefined for plain gradient descent. */
      readonly method: OptimizerName | 'nesterov' | undefined;
    };

/** What happened besides the steps. */
export type NoticeFact =
  /** `change` is worded by `ChangeMessages`. `isOnce`: a parameter is set in one update, everything else from there on. */
  | { readonly kind: 'changed' | 'undone'; readonly change: string; readonly update: number; readonly isOnce: boolean }
  | { readonly kind: 'marked' | 'unmarked' | 'session-differs' | 'predicting' | 'not-predicting' }
  | { readonly kind: 'saved'; readonly argument: string }
  | { readonly kind: 'not-saved' | 'not-kept'; readonly reason: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'kink'; readonly parameter: string }
  | {
      readonly kind: 'checked';
      readonly parameter: string;
      readonly analytic: string;
      readonly numeric: string;
      readonly relativeError: string;
      readonly verdict: Exclude<Verdict, 'kink'>;
    };

/** Why a key does nothing now. */
export type Refusal = 'not-running' | 'no-chapters' | 'already-following' | 'nothing-changed' | 'not-derived';

/** Why a typed answer to a prompt cannot be used. */
export type PromptProblem =
  | 'unknown'
  | 'no step'
  | 'no change'
  | 'no value'
  | 'no method'
  | 'no activation'
  | 'too many changes'
  | ChangeProblem;

/** A slip that leads to an answer; `about` and `path` are as on screen. */
export interface SlipFacts {
  readonly about: string;
  /** The path that `about` is, or `about` itself. */
  readonly path: string;
  readonly hasOneOutput: boolean;
  readonly extent: Extent;
  readonly glyphs: Glyphs;
}

/** What a question of practice asks for. */
export type QuestionSubject =
  | { readonly kind: 'weight-gradient' | 'new-parameter'; readonly name: string; readonly symbol: string }
  | {
      readonly kind: 'net' | 'out' | 'output-gradient' | 'paths-gradient' | 'derivative' | 'delta' | 'one-step-delta';
      readonly name: string;
      readonly symbol: string;
    }
  | { readonly kind: 'error' | 'total-error' | 'path' | 'optimizer'; readonly symbol: string };

/** All factors of one kind. */
export interface FactorGroup {
  readonly kind: 'output-gradient' | 'derivative' | 'delta' | 'backward-weight' | 'parameter' | 'input';
  /** The layer they are in, from 1, where it is not all of them; whether that is the outputs'. */
  readonly layer: { readonly number: number; readonly isOutput: boolean } | undefined;
}
