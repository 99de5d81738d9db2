import type { PromptMode } from '../state/mode.ts';
import type { View } from '../state/view.ts';
import { announceLeaving, announceMove, announceNotice, announceSelection } from './announcements.ts';

/** Says how to answer, and the question. */
export function announcePrompt(view: View): string | undefined {
  const { mode } = view.model;
  if (mode.kind !== 'prompt') return undefined;
  return `${mode.prompt.hint(view)}. ${questionText(view, mode)}`;
}

/** Says where an answer has led, or why it cannot be used. */
export function announceSubmission(view: View, before: View): string | undefined {
  const { mode } = view.model;
  if (mode.kind === 'prompt') {
    const problem = mode.problem === undefined ? '' : `${view.messages.problems[mode.problem]}; `;
    return problem + questionText(view, mode);
  }
  return (
    announceNotice(view, before) ??
    announceMove(view, before) ??
    announceSelection(view, before) ??
    announceLeaving(view, before)
  );
}

/** The question without the cursor. The typed text is added behind it. */
function questionText(view: View, { prompt }: PromptMode): string {
  return prompt.question(view, '').replace('_', '');
}
