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
  words: { help: 'to a chapter of the lesson, from 1 on' },
  enabled: ({ run }) => run.experiment.lessonPlan.chapters.length > 0 || 'no-chapters',
  // 0 is on the right of 9 on keyboards.
  change: (model, key) => goToChapter(model, key === '0' ? maxChapters : Number(key)),
  announce: announceChapter,
};
