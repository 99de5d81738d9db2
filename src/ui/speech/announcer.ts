import { inGlyphs, spoken } from '../../notation/glyphs.ts';
import { noticeText } from '../lines/narration-line.ts';
import type { Mode, PracticeMode, PromptMode } from '../state/mode.ts';
import { isMoving, type Model } from '../state/model.ts';
import type { View } from '../state/view.ts';
import type { Announcement } from './announcement.ts';
import { announceNotice, announceProgress, stepText } from './announcements.ts';

/** The last view, and the last line that was said. The line may belong to an earlier view. */
export interface Announced {
  readonly view: View;
  readonly line: string;
}

/** Returns a function that takes each new view and the announcement of the last action, and writes the `spokenLine`. */
export function createAnnouncer(writeLine: (line: string) => void) {
  let last: Announced | undefined;
  return (view: View, announcement: Announcement | undefined): void => {
    const line = spokenLine(view, last, announcement);
    last = { view, line: line ?? last?.line ?? '' };
    if (line !== undefined) writeLine(line);
  };
}

/**
 * The line that a screen reader says about a new view; undefined if it says nothing. The view has the `spoken` glyphs.
 * `announcement` belongs to the action that led to the view; it is undefined if there was no action. Typed text is at
 * the end of the line.
 */
function spokenLine(
  view: View,
  last: Announced | undefined,
  announcement: Announcement | undefined,
): string | undefined {
  const typed = isTyping(view.model) ? typedTextOf(view.model.mode) : '';
  if (last !== undefined && isOnlyTyping(view.model, last.view.model)) return typedLine(view, last, typed);
  const text = textOf(view, last?.view, announcement);
  if (text === undefined) return undefined;
  const line = inWords(text);
  return isTyping(view.model) ? `${line} ${typed}` : line;
}

function textOf(view: View, before: View | undefined, announcement: Announcement | undefined): string | undefined {
  if (before === undefined) return announcement?.(view, view) ?? stepText(view, before);
  if (announcement !== undefined) return announcement(view, before) ?? announceNotice(view, before);
  return announceWithoutAction(view, before);
}

/**
 * Says what happened without an action: a notice, the progress of an automatic run or a long move, or the step at which
 * the run or the move ended.
 */
function announceWithoutAction(view: View, before: View): string | undefined {
  const notice = announceNotice(view, before);
  if (isMoving(view.model) || view.model.mode.kind !== 'stepping') return notice ?? announceProgress(view, before);
  if (notice !== undefined) return notice;
  const hasMoved = view.snapshot.position !== before.snapshot.position || isMoving(before.model);
  return hasMoved ? stepText(view, before) : undefined;
}

/** The last line with the new typed text, or a new notice and the last line. Undefined if nothing is new. */
function typedLine(view: View, { view: before, line }: Announced, typed: string): string | undefined {
  const oldTyped = typedTextOf(before.model.mode);
  const { notice } = view.model;
  if (notice !== undefined && notice !== before.model.notice) return `${noticeText(view, notice)} ${line}`;
  return typed === oldTyped ? undefined : line.slice(0, line.length - oldTyped.length) + typed;
}

function typedTextOf(mode: Mode): string {
  return mode.kind === 'prompt' || mode.kind === 'practice' ? mode.typed : '';
}

function isTyping(model: Model): model is Model & { readonly mode: PromptMode | PracticeMode } {
  const { mode, practice } = model;
  return mode.kind === 'prompt' || (mode.kind === 'practice' && practice.exercise?.isOver === false);
}

/** Whether the user is still typing at the same prompt or question, and no problem, judgement or hint is new. */
function isOnlyTyping(model: Model, before: Model): boolean {
  if (!isTyping(model) || !isTyping(before)) return false;
  const { mode } = model;
  const { mode: old } = before;
  if (mode.kind === 'prompt')
    return old.kind === 'prompt' && mode.prompt === old.prompt && mode.problem === old.problem;
  return old.kind === 'practice' && mode.asked === old.asked && model.practice === before.practice;
}

/** Replaces signs by words. Some words in `spoken` start or end with a blank, so doubled blanks are removed. */
function inWords(text: string): string {
  return inGlyphs(text.replace(/(\d) → (?=\d)/g, '$1 to ').replace(/([①②③]) (?=\p{Lu})/gu, '$1: '), spoken)
    .replace(/ {2,}/g, ' ')
    .replace(/ ([,:)]|\.(?=\s|$))/g, '$1')
    .replaceAll('?.', '?')
    .trim();
}
