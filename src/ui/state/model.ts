import type { PracticeSession } from '../../engine/practice/practice-session.ts';
import { newPractice } from '../../engine/practice/practice-session.ts';
import { type Step, stepAt } from '../../engine/steps/steps.ts';
import type { Experiment } from '../../engine/training/experiment.ts';
import type { Chapter } from '../../engine/training/lesson-plan.ts';
import { type Position, startPosition } from '../../engine/training/position.ts';
import { experimentAt, type Run, updateOf } from '../../engine/training/run.ts';
import type { Mode } from './mode.ts';
import type { Notice } from './notice.ts';
import type { OwnNumbers } from './own-numbers.ts';
import { initialSpeed } from './run-speed.ts';

/** Everything that keys change. The numbers of the training are in the snapshot. */
export interface Model {
  readonly run: Run;
  readonly position: Position;
  /**
   * The target of a long move: a move over several updates, computed in the background. Undefined if there is no long
   * move.
   */
  readonly travelTarget: Position | undefined;
  /** Whether an automatic run (key r) goes on: it takes steps or epochs until it is stopped. */
  readonly isRunning: boolean;
  /** Index into `speeds`. */
  readonly speed: number;
  /** The number of strides of an automatic run (see `Speed`) that are due but not yet taken; fractional. */
  readonly pendingStrides: number;
  /** The index of the parameter that the user selected. Undefined: each step selects its own parameter. */
  readonly selected: number | undefined;
  readonly expansion: Expansion;
  /** The name of a panel. */
  readonly focusedPanel: string;
  readonly isZoomed: boolean;
  /**
   * The number of rows of the formula or the help that are hidden above. If undefined, only as many rows are hidden as
   * are necessary to show the row with the selected or the just computed number.
   */
  readonly scroll: number | undefined;
  readonly decimals: number;
  /** Whether the result that rounded factors give is also shown. */
  readonly isByHand: boolean;
  /** The name of the picture in the picture panel. */
  readonly picture: string;
  /**
   * 'off' unless the user predicts. 'question': the equation of the next step is shown without its value. 'answer': the
   * present step is shown with its value.
   */
  readonly prediction: 'off' | 'question' | 'answer';
  /** The run that the user marked (key m) to compare `run` with it. */
  readonly marked: MarkedRun | undefined;
  /** The numbers of the learner's own program. Undefined if the stepper was opened without any. */
  readonly own: OwnNumbers | undefined;
  /** The chapter that the last key led to. */
  readonly chapter: Chapter | undefined;
  /** Replaces the narration until the next key. */
  readonly notice: Notice | undefined;
  readonly practice: PracticeSession;
  readonly mode: Mode;
}

/** The expanded factors of one formula. Any other formula has no expanded factors. */
export interface Expansion {
  /** The selected parameter. */
  readonly parameter: number;
  /**
   * The name of the quantity whose formula is shown. Undefined in a network, and in a session that was just opened. The
   * expansion then belongs to the quantity that is shown with `parameter`.
   */
  readonly quantity?: string | undefined;
  /**
   * Names of the expanded quantities, in the order in which they were expanded. The last one may be `derivationMark`: the
   * derivation of the quantity before it is shown, or of the shown quantity if no factor is expanded.
   */
  readonly names: readonly string[];
  /** The selected factor, counted from 0 at the left. Undefined: the factor that `nextExpandable` returns. */
  readonly focusedFactor: number | undefined;
}

/** No quantity has this name. */
export const derivationMark = 'why?';

/** A run of the same experiment as `Model.run`, perhaps with other edits, and the position where the user marked it. */
export interface MarkedRun {
  readonly run: Run;
  readonly position: Position;
}

/** The numbers of decimals, in the order in which a key goes through them. */
export const decimalChoices: readonly number[] = [4, 6, 8, 12, 2];

export function initialModel(run: Run): Model {
  return {
    run,
    position: startPosition,
    travelTarget: undefined,
    isRunning: false,
    speed: initialSpeed,
    pendingStrides: 0,
    selected: undefined,
    expansion: { parameter: 0, names: [], focusedFactor: undefined },
    focusedPanel: 'network',
    isZoomed: false,
    scroll: undefined,
    decimals: 4,
    isByHand: false,
    picture: 'error',
    prediction: 'off',
    marked: undefined,
    own: undefined,
    chapter: undefined,
    notice: undefined,
    practice: newPractice,
    mode: { kind: 'stepping' },
  };
}

/** Whether the position changes by itself: in an automatic run, or in a long move. */
export function isMoving({ isRunning, travelTarget }: Pick<Model, 'isRunning' | 'travelTarget'>): boolean {
  return isRunning || travelTarget !== undefined;
}

/** The experiment of the present update. */
export function experimentOf({ run, position }: Pick<Model, 'run' | 'position'>): Experiment {
  return experimentAt(run, position.update);
}

/** The step at the present position; undefined at the start. */
export function presentStep({ run, position }: Pick<Model, 'run' | 'position'>): Step | undefined {
  return position.step === 0 ? undefined : stepAt(updateOf(run, position.update), position.step);
}
