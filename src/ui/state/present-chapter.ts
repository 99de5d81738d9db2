import type { Model } from './model.ts';

/** The chapter to which the last key has led. */
export interface PresentChapter {
  /** Counted from 1. */
  readonly number: number;
  readonly title: string;
  /** Empty after an edit, because the numbers in the text may then be wrong. */
  readonly text: string;
}

export function presentChapter({ chapter, run }: Model): PresentChapter | undefined {
  if (chapter === undefined) return undefined;
  const number = run.experiment.lessonPlan.chapters.indexOf(chapter) + 1;
  return { number, title: chapter.title, text: run.edits.length > 0 ? '' : chapter.text };
}
