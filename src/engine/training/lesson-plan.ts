import type { Position } from './position.ts';

/** A titled position in a lesson, and the view that is shown at this position. */
export interface Chapter {
  readonly title: string;
  /** The idea of the chapter, in a sentence or two. */
  readonly text: string;
  readonly position: Position;
  /** The index of the parameter whose formula is shown. Undefined if the formula of the step is shown. */
  readonly parameter: number | undefined;
  /** The names of the quantities in whose place the formula shows their chain rule. */
  readonly expanded: readonly string[];
  /** The name of a panel or of a picture. */
  readonly view: string;
  /** Whether the view fills the whole screen. */
  readonly isZoomed: boolean;
  /** Whether the learner has to calculate the number of the step. */
  readonly isPractice: boolean;
}

/** The chapters of a lesson and its practice questions. */
export interface LessonPlan {
  readonly chapters: readonly Chapter[];
  /** The names of the quantities that practice asks for before all others. */
  readonly practice: readonly string[];
}

export const emptyLessonPlan: LessonPlan = { chapters: [], practice: [] };

/** The maximum number of chapters: one for each of the digit keys 1 to 9 and 0. */
export const maxChapters = 10;
