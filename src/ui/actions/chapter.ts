import { maxChapters } from '../../engine/training/lesson-plan.ts';
import { announceChapter } from '../practice/chapter-announcement.ts';
import type { Action } from './action.ts';
import { goToChapter } from './chapter-travel.ts';
import type { KeyName } from './key-name.ts';

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const satisfies readonly KeyName[];

export const chapter: Action = {
  name: 'chapter',
  keys,
  keysText: '1 … 9 0',
  group: 'step',
  words: { help: 'to a chapter of the lesson; 0 is chapter 10', refusal: 'this lesson has no chapters' },
  enabled: ({ run }) => run.experiment.lessonPlan.chapters.length > 0,
  // On keyboards, the key 0 is to the right of 9.
  change: (model, key) => goToChapter(model, key === '0' ? maxChapters : Number(key)),
  announce: announceChapter,
};
