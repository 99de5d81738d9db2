import type { Position } from './position.ts';

/** What can be opened on screen: three panels, and the pictures that take turns in the fourth. */
export const pictureNames = ['error', 'slope', 'activation', 'gradients', 'map'] as const;

export const sightNames = ['network', 'formula', 'weights', ...pictureNames] as const;

export type PictureName = (typeof pictureNames)[number];

export type SightName = (typeof sightNames)[number];

/** A place in a lesson worth going to, and what is seen there. */
export interface Chapter {
  readonly title: string;
  /** What to look at, in a sentence. */
  readonly text: string;
  readonly position: Position;
  /** The parameter whose formula is shown; undefined leaves that to the step. */
  readonly parameter: number | undefined;
  /** The names of the quantities that are opened in its formula. */
  readonly expanded: readonly string[];
  readonly view: SightName;
  /** Whether that takes the whole screen. */
  readonly isZoomed: boolean;
  /** Whether the learner is asked there, instead of being shown. */
  readonly isPractice: boolean;
}

/** What a lesson says of how to go through it. */
export interface LessonPlan {
  readonly chapters: readonly Chapter[];
  /** The names of the quantities that practice asks for first. */
  readonly practice: readonly string[];
}

export const emptyLessonPlan: LessonPlan = { chapters: [], practice: [] };

/** Chapters are reached by the keys 1 to 9, and this one by 0. */
export const maxChapters = 10;
