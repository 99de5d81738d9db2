import type { Glyphs } from '../../notation/glyphs.ts';
import { type Hint, hintsOf, type KeyName } from '../keymap.ts';
import type { Row } from '../rows.ts';
import type { View } from '../view.ts';
import { words } from '../words/english.ts';

/** The keys worth knowing now, as many as fit; how to get help and how to leave before all others. */
export function hintRow({ model, glyphs }: View, width: number): Row {
  if (model.mode.kind === 'asking for an epoch') return [{ text: ` ${words.goToHint}`, part: 'faint' }];
  const text = ({ keys, word }: Hint): string => `  ${keys.map((key) => keyText(key, glyphs)).join('')} ${word}`;
  const hints = hintsOf(model);
  const first = hints.filter(({ isFirst }) => isFirst);
  const kept = new Set(first);
  let room = width + 1 - first.map(text).join('').length;
  for (const hint of hints.filter(({ isFirst }) => !isFirst)) {
    room -= text(hint).length;
    if (room < 0) break;
    kept.add(hint);
  }
  return [
    {
      text: hints
        .filter((hint) => kept.has(hint))
        .map(text)
        .join('')
        .slice(1),
      part: 'faint',
    },
  ];
}

/** A key as it is printed on keyboards. */
export function keyText(key: KeyName, { keys }: Glyphs): string {
  const names: Readonly<Record<string, string>> = {
    right: keys.right,
    left: keys.left,
    up: keys.up,
    down: keys.down,
    return: keys.enter,
    backspace: keys.backspace,
    escape: 'Esc',
    tab: 'Tab',
    'shift+tab': 'Shift-Tab',
    pagedown: 'PgDn',
    pageup: 'PgUp',
  };
  return names[key] ?? key.replace(/^ctrl\+(.)$/, (_, letter: string) => `Ctrl-${letter.toUpperCase()}`);
}
