import { withKeys } from '../actions/action.ts';
import { askHint } from '../actions/ask-hint.ts';
import { askNextParameter } from '../actions/ask-next-parameter.ts';
import { askPreviousParameter } from '../actions/ask-previous-parameter.ts';
import { leavePractice } from '../actions/leave-practice.ts';
import { nextQuestion } from '../actions/next-question.ts';
import { pageDown } from '../actions/page-down.ts';
import { pageUp } from '../actions/page-up.ts';
import { previousQuestion } from '../actions/previous-question.ts';
import { submitAnswer } from '../actions/submit-answer.ts';
import type { Row } from '../draw/rows.ts';
import { equationLine } from '../lines/equation-line.ts';
import type { Panel } from '../panels/panel.ts';
import { announcePractice } from '../practice/practice-announcement.ts';
import { practicePanel, practiceStatus } from '../practice/practice-panel.ts';
import { isMoving, type Model } from '../state/model.ts';
import { nameOf, type View } from '../state/view.ts';
import type { ModeDefinition } from './mode-definition.ts';
import { typingKeys } from './typing-keys.ts';

const maxCharacters = 60;

/** Practice: the formula panel asks for the result of a step, and that result is hidden. */
export const practiceMode: ModeDefinition = {
  name: 'practice',
  actions: [
    submitAnswer,
    askHint,
    previousQuestion,
    nextQuestion,
    askPreviousParameter,
    askNextParameter,
    pageDown,
    // In this mode, Ctrl-U erases the typed answer.
    withKeys(pageUp, ['pageup']),
    leavePractice,
    ...typingKeys,
  ],
  accepts: ({ mode }: Model, character: string): boolean =>
    mode.kind === 'practice' && isArithmetic(character) && mode.typed.length < maxCharacters,
  equation: (view: View, width: number): Row => {
    const { exercise } = view.model.practice;
    const quantity = view.askedSnapshot?.step?.quantity;
    if (exercise?.isOver !== false || quantity === undefined) return equationLine(view, width);
    return [{ text: ` ${view.messages.practice.hidden(nameOf(view, quantity))}`, part: 'faint' }];
  },
  // A long move leads an opened session to its question.
  narration: (view: View): string | undefined => (isMoving(view.model) ? undefined : practiceStatus(view)),
  announceEntry: announcePractice,
  replacePanel: (panel: Panel): Panel => (panel.name === practicePanel.name ? practicePanel : panel),
};

/** Whether a character can be part of a number or a calculation. */
function isArithmetic(character: string): boolean {
  return /^[\da-zσ.,+\-−*×·/÷^() ²½]$/i.test(character);
}
