import { maxChapters } from '../../engine/training/lesson-plan.ts';
import { announceMove } from '../speech/announcements.ts';
import type { RefusableAction } from './action.ts';
import { goToChapter } from './chapter-travel.ts';
import type { KeyName } from './key-name.ts';

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const satisfies readonly KeyName[];

export const chapter: RefusableAction<'none' | 'missing'> = {
  name: 'chapter',
  keys,
  keysText: '1 … 9 0',
  group: 'step',
  words: {
    help: 'to a chapter of the lesson; 0 is chapter 10',
    refusals: { none: 'this lesson has no chapters', missing: 'this lesson has no chapter with this number' },
  },
  enabled: ({ run }, key) => {
    const { length } = run.experiment.lessonPlan.chapters;
    if (length === 0) return 'none';
    return key === undefined || numberOf(key) <= length || 'missing';
  },
  change: (model, key) => goToChapter(model, numberOf(key)),
  announce: announceMove,
};

/** The number of the chapter that a key means. The key 0 means chapter 10, because it is to the right of 9. */
function numberOf(key: string): number {
  return key === '0' ? maxChapters : Number(key);
}
