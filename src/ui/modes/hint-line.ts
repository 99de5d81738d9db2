import { type Glyphs, inGlyphs } from '../../notation/glyphs.ts';
import { keyText } from '../../notation/key-text.ts';
import { type Action, type Hint, type HintScreen, refusalOf } from '../actions/action.ts';
import type { Row } from '../draw/rows.ts';
import { wordsOf } from '../messages/word-table.ts';
import type { View } from '../state/view.ts';
import { modes } from './mode-table.ts';

/**
 * The last row: the hints of the mode's actions, in the order of the actions, or the mode's own hint. If not all hints
 * fit, those with the lowest ranks are shown.
 */
export function hintLine(view: View, width: number, screen: HintScreen): Row {
  const { model, glyphs } = view;
  const mode = modes[model.mode.kind];
  const text = mode.hint === undefined ? fittingHints(view, width, screen) : ` ${inGlyphs(mode.hint(view), glyphs)}`;
  return [{ text, part: 'faint' }];
}

interface KeyHint {
  readonly text: string;
  readonly rank: number;
}

function fittingHints(view: View, width: number, screen: HintScreen): string {
  const hints = modes[view.model.mode.kind].actions.flatMap((action) => keyHints(view, action, screen));
  // The first of the two blanks in front of the first hint is cut off.
  let room = width + 1;
  const fitting = new Set<KeyHint>();
  for (const hint of hints.toSorted((a, b) => a.rank - b.rank)) {
    room -= hint.text.length;
    if (room < 0) break;
    fitting.add(hint);
  }
  return hints
    .filter((hint) => fitting.has(hint))
    .map(({ text }) => text)
    .join('')
    .slice(1);
}

/** The hint of an action with its keys, such as "  ↑↓ weight". Empty if the action has no hint at the moment. */
function keyHints({ model, messages, glyphs }: View, action: Action, screen: HintScreen): readonly KeyHint[] {
  if (refusalOf(action, model) !== undefined) return [];
  const hint: Hint | undefined = action.hint?.(model, wordsOf(messages.actions, action), screen);
  return hint === undefined ? [] : [{ text: `  ${hintKeysText(action, glyphs)} ${hint.text}`, rank: hint.rank }];
}

function hintKeysText({ keys, hintKeys = keys.slice(0, 1) }: Action, glyphs: Glyphs): string {
  return hintKeys.map((key) => keyText(key, glyphs)).join('');
}
