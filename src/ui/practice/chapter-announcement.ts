import { announceMove } from '../speech/announcements.ts';
import type { View } from '../state/view.ts';
import { announcePractice } from './practice-announcement.ts';

/** Says the chapter and its step; for a chapter that asks a question, says the question. */
export function announceChapter(view: View, before: View): string | undefined {
  return view.model.mode.kind === 'practice' ? announcePractice(view, before) : announceMove(view, before);
}
