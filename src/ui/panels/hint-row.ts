import { type Glyphs, inGlyphs } from '../../notation/glyphs.ts';
import type { Binding, KeyName } from '../actions/binding.ts';
import { type Hint, hintsOf } from '../actions/key-dispatch.ts';
import type { Row } from '../draw/rows.ts';
import { words } from '../messages/en/screen-words.ts';
import type { View } from '../state/view.ts';

/** The keys worth knowing now, as many as fit, in the order of the keymap; `showsAll`: all panels are in sight. */
export function hintRow({ model, glyphs }: View, width: number, showsAll: boolean): Row {
  if (model.mode.kind === 'asking') {
    const hints = { epoch: words.goToHint, quantity: words.findHint, change: words.changeHint, file: words.saveHint };
    return [{ text: inGlyphs(` ${hints[model.mode.for]}`, glyphs), part: 'faint' }];
  }
  const textOf = ({ keys, word }: Hint): string => `  ${keys.map((key) => keyText(key, glyphs)).join('')} ${word}`;
  const hints = hintsOf(model, showsAll);
  let room = width + 1;
  const fitting = new Set<Hint>();
  for (const hint of hints.toSorted((a, b) => a.rank - b.rank)) {
    room -= textOf(hint).length;
    if (room < 0) break;
    fitting.add(hint);
  }
  const text = hints
    .filter((hint) => fitting.has(hint))
    .map(textOf)
    .join('');
  return [{ text: text.slice(1), part: 'faint' }];
}

/** The keys of a binding as they are printed on keyboards. */
export function keysText({ keys, written }: Binding, glyphs: Glyphs): string {
  return inGlyphs(written ?? keys.map((key) => keyText(key, glyphs)).join(' '), glyphs);
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
