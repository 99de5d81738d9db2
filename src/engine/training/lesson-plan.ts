import type { Position } from './position.ts';

/** A position in a lesson with a title, and the view that is shown there. */
export interface Chapter {
  readonly title: string;
  /** One sentence that points out the idea of the chapter. */
  readonly text: string;
  readonly position: Position;
  /** The parameter whose formula is shown. Undefined shows the formula of the step. */
  readonly parameter: number | undefined;
  /** The names of the quantities that are expanded in the formula. */
  readonly expanded: readonly string[];
  /** The name of a panel or of a picture. */
  readonly view: string;
  /** Whether the view fills the whole screen. */
  readonly isZoomed: boolean;
  /** Whether the learner is asked for the number of the step. */
  readonly isPractice: boolean;
}

/** The chapters of a lesson and its practice questions. */
export interface LessonPlan {
  readonly chapters: readonly Chapter[];
  /** The names of the quantities that practice asks for first. */
  readonly practice: readonly string[];
}

export const emptyLessonPlan: LessonPlan = { chapters: [], practice: [] };

/** One chapter for each digit key: 1 to 9, then 0. */
export const maxChapters = 10;
