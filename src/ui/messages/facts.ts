import type { DerivationRule } from '../../engine/expressions/derivation-lines.ts';
import type { FunctionName } from '../../engine/expressions/functions.ts';
import type { Verdict } from '../../engine/gradient-check.ts';
import type { OptimizerVariable } from '../../engine/graph/optimizer-names.ts';
import type { ActivationName } from '../../engine/models/activations.ts';
import type { LossName } from '../../engine/models/losses.ts';
import type { Extent } from '../../engine/practice/slips/slip.ts';
import type { NonFiniteCause } from '../../engine/timeline/non-finite-cause.ts';
import type { ChangeProblem } from '../../engine/training/edits.ts';
import type { Reduction } from '../../engine/training/experiment.ts';
import type { OptimizerName } from '../../engine/training/optimizers.ts';
import type { Glyphs } from '../../notation/glyphs.ts';

/*
 * The facts that the screen tells in words. Each language has its own sentences for them. Strings in the
 * facts are names and numbers, written as on the screen.
 */

/** Whether a number rises, falls or stays. */
export type Direction = 'up' | 'down' | 'none';

/** How far the terms of a sum cancel. */
export type Cancellation = 'none' | 'partly' | 'largely';

/** Why ∂of/∂by is what it is, where `of` is one operation on `by`, or several operations. */
export type LocalReason =
  /**
   * `copy`: the equation is `by` alone. The others say what `by` is: a term of a sum, the number that is subtracted, the
   * operand of a minus sign, or a divisor.
   */
  | { readonly kind: 'copy' | 'term' | 'subtracted' | 'negated' | 'divisor' }
  /** `others`: the other factors of the product. Undefined if they are too long to be named. */
  | { readonly kind: 'factor'; readonly others: string | undefined }
  | { readonly kind: 'numerator'; readonly divisor: string | undefined }
  | { readonly kind: 'power'; readonly exponent: string }
  /** `written` is the name of the function on the screen, `value` the derivative. */
  | { readonly kind: 'function'; readonly name: FunctionName; readonly written: string; readonly value: number }
  | { readonly kind: 'rules'; readonly rules: readonly DerivationRule[] };

/** How an update will move a parameter. Undefined for a number that no update changes. */
type Outlook = { readonly parameter: string; readonly direction: Direction } | undefined;

/** The names on a path of a formula: ∂error/∂of through `through`. */
interface PathNames {
  readonly of: string;
  readonly through: string;
  readonly error: string;
}

/** A fact about a step of a formula. `error` is the name of the error, `name` the name of the step's node. */
export type FormulaFact =
  /** `sources`: what the equation contains. `users`: the equations that contain it. If these are many, their number. */
  | {
      readonly kind: 'equation';
      readonly name: string;
      readonly sources: readonly string[] | number;
      readonly users: readonly string[] | number;
    }
  /** `batch` says how the error of a batch is calculated; undefined for a batch of one sample. */
  | { readonly kind: 'formula-error'; readonly error: string; readonly batch: Reduction | undefined }
  | { readonly kind: 'formula-sample-error'; readonly error: string; readonly sample: number }
  | { readonly kind: 'formula-error-after'; readonly direction: Direction; readonly before: string }
  | { readonly kind: 'start-of-backward'; readonly error: string }
  | { readonly kind: 'no-path'; readonly name: string; readonly error: string }
  | { readonly kind: 'local-derivative'; readonly of: string; readonly by: string; readonly reason: LocalReason }
  | (PathNames & { readonly kind: 'formula-path' })
  /** The error itself contains `of`. */
  | (PathNames & { readonly kind: 'direct-path' })
  | {
      readonly kind: 'formula-paths';
      readonly name: string;
      readonly error: string;
      readonly paths: number;
      readonly cancellation: Cancellation;
      readonly outlook: Outlook;
    }
  | {
      readonly kind: 'chain-rule';
      readonly name: string;
      readonly error: string;
      readonly through: string;
      readonly outlook: Outlook;
    }
  | { readonly kind: 'formula-batch-gradient'; readonly reduction: Reduction; readonly outlook: Outlook };

/** A fact about the present step. */
export type NarrationFact =
  | FormulaFact
  | { readonly kind: 'start' }
  /** The update started with a value that is not finite. */
  | { readonly kind: 'not-finite-before' }
  /** The value of the step is the first one that is not finite. */
  | { readonly kind: 'not-finite'; readonly cause: NonFiniteCause }
  /** The value of the step is not finite. `first` is the first quantity of the update with such a value. */
  | { readonly kind: 'not-finite-since'; readonly first: string }
  | {
      readonly kind: 'net';
      readonly unit: string;
      readonly isFirstLayer: boolean;
      readonly isFirstUnit: boolean;
      readonly hasBias: boolean;
    }
  | { readonly kind: 'hidden-out'; readonly activation: ActivationName; readonly isPositive: boolean }
  /** `miss` is the out minus the target. */
  | { readonly kind: 'output'; readonly target: string; readonly miss: number }
  | { readonly kind: 'output-error'; readonly unit: string; readonly loss: LossName }
  | { readonly kind: 'sample-error'; readonly sample: number }
  /** `batch` says how E_total of a batch is calculated; undefined for a batch of one sample. */
  | { readonly kind: 'total-error'; readonly batch: Reduction | undefined }
  | { readonly kind: 'total-error-after'; readonly direction: Direction; readonly before: string }
  | { readonly kind: 'output-gradient'; readonly unit: string; readonly sign: number }
  /** `cancellation`: how far paths of opposite signs cancel in the sum. */
  | {
      readonly kind: 'paths-gradient';
      readonly unit: string;
      readonly paths: number;
      readonly cancellation: Cancellation;
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
  /** `through` is the unit of the next layer through which the path goes from `unit` to the error. */
  | {
      readonly kind: 'path';
      readonly unit: string;
      readonly through: string;
      readonly isFirst: boolean;
      readonly usesOldWeight: boolean;
    }
  | { readonly kind: 'sample-gradient'; readonly parameter: string; readonly sample: number }
  | {
      readonly kind: 'batch-gradient';
      readonly parameter: string;
      readonly direction: Direction;
      readonly reduction: Reduction;
    }
  | { readonly kind: 'shared-bias-gradient'; readonly parameter: string; readonly direction: Direction }
  | { readonly kind: 'bias-gradient'; readonly parameter: string; readonly direction: Direction }
  | {
      readonly kind: 'weight-gradient';
      readonly parameter: string;
      /** The unit whose out is the input of the weight. */
      readonly inputUnit: string;
      readonly input: string;
      readonly direction: Direction;
    }
  | {
      readonly kind: 'optimizer';
      readonly variable: OptimizerVariable;
      readonly method: OptimizerName;
      readonly parameter: string;
      /** Whether and how dampening changes the variable. In the first update, it does not. */
      readonly dampening: 'none' | 'first update' | 'later update';
    }
  | {
      readonly kind: 'new-parameter';
      readonly parameter: string;
      readonly direction: Direction;
      /** The absolute change of the parameter. */
      readonly distance: string;
      /** Whether the change is less than a thousandth of the parameter. */
      readonly isTinyChange: boolean;
      /** Undefined for plain gradient descent. */
      readonly method: OptimizerName | 'nesterov' | undefined;
    };

/** A fact about an event that is not a step. */
export type NoticeFact =
  /** `change` is a text of `ChangeMessages`. `isOnce`: a parameter is set, which later updates change. */
  | { readonly kind: 'changed' | 'undone'; readonly change: string; readonly update: number; readonly isOnce: boolean }
  | {
      readonly kind:
        | 'marked'
        | 'unmarked'
        | 'by-hand'
        | 'not-by-hand'
        | 'session-differs'
        | 'predicting'
        | 'not-predicting';
    }
  /** The command `backstep` with this `argument` opens the saved file. */
  | { readonly kind: 'saved'; readonly argument: string }
  | {
      readonly kind: 'lost';
      readonly quantity: string;
      readonly value: string;
      readonly update: number;
      readonly epoch: number;
      readonly cause: NonFiniteCause;
    }
  | { readonly kind: 'not-saved' | 'not-kept' | 'older-session'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string }
  /** `derivative` is the name of the derivative that is checked. */
  | { readonly kind: 'kink'; readonly derivative: string }
  | {
      readonly kind: 'checked';
      readonly derivative: string;
      readonly analytic: string;
      readonly numeric: string;
      /** Undefined if the two numbers cannot be compared. */
      readonly relativeError: string | undefined;
      readonly verdict: Exclude<Verdict, 'kink'>;
      /** The number that a layer-by-layer update uses instead. Undefined if the update uses `analytic`. */
      readonly layerByLayer: string | undefined;
    };

/** Why a typed answer to a prompt cannot be used. */
export type PromptProblem =
  | 'unknown'
  | 'no step'
  | 'no change'
  | 'no value'
  | 'no method'
  | 'no activation'
  | 'no layer'
  | 'too many changes'
  | 'too many values'
  | ChangeProblem;

/** The facts about a slip that leads to an answer. */
export interface SlipFacts {
  /** Whether `about` is the quantity that is asked for. */
  readonly isAnswer: boolean;
  /** The quantity or the factors that are treated wrongly; empty if the slip is not about any. */
  readonly about: string;
  /** The words for the path if the slip is about a path, else the same as `about`. */
  readonly path: string;
  readonly hasOneOutput: boolean;
  /** Whether the slip is made in one factor, in all factors of a layer, or in all factors. */
  readonly extent: Extent;
  readonly glyphs: Glyphs;
}

/** The subject of a practice question. */
export type QuestionSubject =
  | { readonly kind: 'weight-gradient' | 'new-parameter'; readonly name: string; readonly symbol: string }
  | {
      readonly kind: 'net' | 'out' | 'output-gradient' | 'paths-gradient' | 'derivative' | 'delta' | 'one-step-delta';
      readonly name: string;
      readonly symbol: string;
    }
  | { readonly kind: 'error' | 'total-error' | 'path' | 'optimizer'; readonly symbol: string }
  /** Of a formula. `name` is the node that the quantity belongs to, `error` the name of the error. */
  | { readonly kind: 'equation'; readonly symbol: string }
  | {
      readonly kind: 'formula-gradient' | 'formula-error-gradient' | 'formula-path';
      readonly name: string;
      readonly error: string;
      readonly symbol: string;
    }
  /** ∂of/∂name. */
  | { readonly kind: 'local-derivative'; readonly of: string; readonly name: string; readonly symbol: string };

/** All factors of one kind, in a layer, or in the whole network or formula. */
export interface FactorGroup {
  readonly kind:
    | 'output-gradient'
    | 'derivative'
    | 'delta'
    | 'backward-weight'
    | 'parameter'
    | 'input'
    // Of a formula.
    | 'gradient'
    | 'local-derivative'
    | 'path'
    | 'value';
  /** The layer, counted from 1, and whether it is the output layer. Undefined: the whole network or formula. */
  readonly layer: { readonly number: number; readonly isOutput: boolean } | undefined;
}
