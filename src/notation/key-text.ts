import type { Glyphs } from './glyphs.ts';

/** The text on a key of the keyboard, by the name that the program gives the key: `pagedown` is PgDn. */
export function keyText(key: string, { keys }: Glyphs): string {
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
