import type { View } from '../state/view.ts';
import { announceLeaving, announceMove, announceNotice, announceSelection } from './announcements.ts';

/** Says examples of answers, then the question. */
export function announcePrompt(view: View): string | undefined {
  const { mode } = view.model;
  if (mode.kind !== 'prompt') return undefined;
  return `${mode.prompt.hint(view)}. ${mode.prompt.question(view, mode.typed)}`;
}

/** Says the result of an answer. If the answer cannot be used, says why and repeats the question. */
export function announceSubmission(view: View, before: View): string | undefined {
  const { mode } = view.model;
  if (mode.kind === 'prompt') {
    const problem = mode.problem === undefined ? '' : `${view.messages.problems[mode.problem]}; `;
    return problem + mode.prompt.question(view, mode.typed);
  }
  return (
    announceNotice(view, before) ??
    announceMove(view, before) ??
    announceSelection(view, before) ??
    announceLeaving(view, before)
  );
}
